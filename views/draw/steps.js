// The buttons that replace the drawing by another one of its history.

const STEPS = ".st-key-undo button, .st-key-redo button, .st-key-clear button";

/** Whether an element is one of them, or within one. */
export const isStep = (element) => !!element.closest?.(STEPS);
