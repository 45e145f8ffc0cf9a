// The buttons that replace the drawing by another one of its history.

const BY = { undo: -1, redo: 1, clear: 0 }; // steps of the history; clear is a drawing more
const STEPS = Object.keys(BY).map((key) => `.st-key-${key} button`).join(", ");

/** Whether an element is one of them, or within one. */
export const isStep = (element) => !!element.closest?.(STEPS);

/** Of such an element: -1 for undo, 1 for redo, 0 for clear. */
export const stepOf = (element) => BY[Object.keys(BY).find((key) => element.closest(`.st-key-${key}`))];
