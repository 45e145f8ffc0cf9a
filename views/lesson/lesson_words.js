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

/** Texts of the sheet to print; words in brackets link to the glossary, see marked.js. */
export const ofSheet = () => ({
  print: _("Print the sheet"),
  title: _("What one neuron adds up"),
  name: _("Name:"),
  date: _("Date:"),
  drawing: _("The drawing"),
  task: _("This drawing is made of 28×28 numbers, from 0 for paper to 1 for ink. A neuron ({neuron}) multiplies each one by its own [weight](words#weight). It adds up the products, then adds its [bias](words#bias). Fill in the blanks, to two decimal places."),
  numbers: _("The 784 numbers"),
  pixel: _("[Pixel](words#pixel)"),
  number: _("number"),
  weight: _("weight"),
  product: _("product"),
  rest: _("The other {others} products together, plus the rounding difference"),
  bias: _("Bias"),
  sum: _("Sum z: add up the whole last column"),
  // Translators: “step” is the function.
  step: _("What the step function passes on: 1 if z is above 0, otherwise 0"),
  relu: _("What [ReLU](words#relu) passes on: z if it is above 0, otherwise 0"),
  solution: _("The solution"),
  answer: _("The whole network, with 128 + 128 + 10 neurons like this one, reads this drawing as {a_digit}."),
});
