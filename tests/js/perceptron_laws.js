// Laws of a painted neuron in JavaScript: it adds up and counts as Python does. Laws as in laws.js, compared with what
// perceptron_cases.py writes.

import { EACH, examplesOf, fourPictures, goalOf, nameOf } from "../../model/perceptron/goals.js";
import { MOST_BIAS, Sums, tally, UNIT } from "../../model/perceptron/perceptron.js";

function same(found, expected, title) {
  const [one, other] = [found, expected].map((each) => JSON.stringify(each));
  if (one === other) return;
  const place = Array.isArray(expected) ? expected.findIndex((each, i) => JSON.stringify(each) !== JSON.stringify(found[i])) : -1;
  if (place >= 0) throw new Error(`${title}: at ${place} it is ${JSON.stringify(found[place])}, not ${JSON.stringify(expected[place])}`);
  throw new Error(`${title}: ${one.slice(0, 200)}, not ${other.slice(0, 200)}`);
}

async function casesOf(read) {
  const found = await read.json("perceptron.json");
  const images = await read.bytes("perceptron.images", 0, 784 * found.number);
  const labels = await read.bytes("perceptron.labels", 0, found.number);
  return { ...found, images, labels };
}

export const perceptronLaws = {
  "a goal's name says its digits, and its digits give its name, as in Python": async (read) => {
    const { goals } = await casesOf(read);
    for (const [name, digits] of Object.entries(goals)) {
      const { digit, other } = goalOf(name);
      same([digit, other], digits, name);
      if (digit !== null) same(nameOf(digit, other), name, `the name of ${digit}, ${other}`);
    }
  },

  "a painted neuron adds up and counts as in Python, to the last unit": async (read) => {
    const { cases, images, labels, four, constants } = await casesOf(read);
    same({ EACH, MOST_BIAS, UNIT }, constants, "constants");
    same(Array.from(fourPictures()), four, "the four pictures");
    for (const { goal, each, neuron, ...expected } of cases) {
      const of = examplesOf(goalOf(goal), images, labels, each);
      const weights = Int16Array.from(neuron.weights);
      const sums = new Sums(of.images);
      sums.of(Int16Array.from(weights, (_, i) => (i % 7) - 3)); // earlier paint leaves nothing behind
      const added = sums.of(weights);
      same(Array.from(of.wanted), expected.wanted, `${goal}: wanted`);
      same(of.places, expected.places, `${goal}: places`);
      same(Array.from(added), expected.sums, `${goal}: sums`);
      same(Object.values(tally(added, neuron.bias, of.wanted)), expected.tally, `${goal}: tally`);
    }
  },
};
