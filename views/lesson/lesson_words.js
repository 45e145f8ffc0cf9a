// Every word of the lesson that the browser writes by itself, with {names} for what is filled in.

/** A dot for each step. */
export const PROGRESS = { open: "{number}: {title}", done: "{number}: {title}, done" };

/** A sum as it grows. */
export const BUILD_UP = {
  pictures: ["numbers", "[weights](words#weight)", "products"],
  example: "One product of the 784, marked: {product}",
  rows: "{rows} of {count} rows: {sum}",
  start: "Add it up",
  again: "Once more",
};

/** Boxes of numbers. */
export const TENSORS = {
  more: "{first}  … and {count} more",
  window: "Rows {top} to {bottom}, columns {left} to {right}:",
  spoken: "{title}. Arrow keys move over its numbers.",
};

/** The sheet to print; what stands in brackets leads into the glossary, see marked.js. */
export const SHEET = {
  print: "Print the sheet",
  title: "What one neuron adds up",
  name: "Name:",
  date: "Date:",
  drawing: "The drawing",
  task: "This drawing is 28×28 numbers, from 0 for paper to 1 for ink. A neuron ({neuron}) multiplies each by a [weight](words#weight) of its own, adds up the products, and adds its [bias](words#bias). Fill in the gaps, to two digits after the point.",
  numbers: "The 784 numbers",
  pixel: "[Pixel](words#pixel)",
  number: "number",
  weight: "weight",
  product: "product",
  rest: "All other {others} products together, and what was rounded off",
  bias: "Bias",
  sum: "Sum z: everything in the last column",
  step: "What a step passes on: 1 if z is above 0, else 0",
  relu: "What [ReLU](words#relu) passes on: z if it is above 0, else 0",
  solution: "The solution",
  answer: "The whole network, with 128 + 128 + 10 such neurons, reads this drawing as a {answer}.",
};
