// Every word of the Training page that the browser writes by itself, with {names} for what is filled in.

/** A cell of the confusion matrix. */
export const CELL = "{count} images of {row} taken for {col}";
