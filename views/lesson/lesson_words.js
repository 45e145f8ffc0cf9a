// All of the lesson's texts that the browser writes itself, in the page's language.

import { _ } from "../parts/language/language.js";

/** Labels of the dots, one for each step. */
export const ofProgress = () => ({ open: _("{number}: {title}"), done: _("{number}: {title}, done") });

/** Texts of a growing sum. */
export const ofBuildUp = () => ({
  pictures: [_("numbers"), _("[weights](words#weight)"), _("products")],
  example: _("The marked product, one of 784: {product}"),
  rows: _("{rows} of {count} rows: {sum}"),
  start: _("Add it up"),
  again: _("Again"),
});

/** Texts of the boxes of numbers. */
export const ofTensors = () => ({
  more: _("{first}  … and {count} more"),
  window: _("Rows {top} to {bottom}, columns {left} to {right}:"),
  spoken: _("{title}. Arrow keys move through its numbers."),
});
