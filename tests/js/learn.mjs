// Lets a painted neuron learn as the Build page does, and writes its weights and its best bias, in thousandths.

import { readFileSync } from "node:fs";

const { goal, steps, constants, train, test } = JSON.parse(readFileSync(0, "utf8"));
globalThis.inklingConstants = constants;
globalThis.fetch = async (path) => new Response(readFileSync(path));
const { digitsAt } = await import("../../views/parts/component/digits_file.js");
const { Descent } = await import("../../model/perceptron/descent.js");
const { EACH, examplesOf, goalOf, LEARNED } = await import("../../model/perceptron/goals.js");
const { bestBias, Sums } = await import("../../model/perceptron/perceptron.js");
const { blank } = await import("../../model/perceptron/painted.js");

const examplesAt = async (path, each) => {
  const { images, labels } = await digitsAt(path);
  return examplesOf(goalOf(goal), images, labels, each);
};
const descent = new Descent(await examplesAt(train, LEARNED), blank());
for (let step = 0; step < steps; step++) descent.step();
const { weights, bias } = descent.rounded();
const { images, wanted } = await examplesAt(test, EACH);
process.stdout.write(JSON.stringify({ weights: [...weights], bias, best: bestBias(new Sums(images).of(weights), wanted) }));
