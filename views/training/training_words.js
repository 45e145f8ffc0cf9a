// Every word of the Training page that the browser writes by itself, with {names} for what is filled in.

/** A cell of the confusion matrix: of one image and of any other number of them. */
export const CELL = ["1 image of {row} taken for {col}", "{count} images of {row} taken for {col}"];
