// The buttons that replace the drawing: undo, redo and clear.

const BY = { undo: -1, redo: 1, clear: 0 }; // steps in the history; clear adds a drawing
const STEPS = Object.keys(BY).map((key) => `.st-key-${key} button`).join(", ");

/** Whether an element is such a button, or is inside one. */
export const isStep = (element) => !!element.closest?.(STEPS);

/** Return the step of such an element: -1 for undo, 1 for redo, 0 for clear. */
export const stepOf = (element) => BY[Object.keys(BY).find((key) => element.closest(`.st-key-${key}`))];
