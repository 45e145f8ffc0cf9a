// Laws of a painted neuron in JavaScript: it adds up, counts and learns as Python does. Laws as in laws.js, compared
// with what perceptron_cases.py writes.

import { Descent, differMost, MOST_STEPS } from "../../model/perceptron/descent.js";
import { EACH, examplesOf, fourPictures, goalOf, LEARNED, nameOf } from "../../model/perceptron/goals.js";
import { bestBias, histogram, MOST_BIAS, Sums, tally, UNIT, worst } from "../../model/perceptron/perceptron.js";

const CLOSE = 1e-6; // of a loss: pixels are float32 here

function same(found, expected, title) {
  const [one, other] = [found, expected].map((each) => JSON.stringify(each));
  if (one === other) return;
  const place = Array.isArray(expected) ? expected.findIndex((each, i) => JSON.stringify(each) !== JSON.stringify(found[i])) : -1;
  if (place >= 0) throw new Error(`${title}: at ${place} it is ${JSON.stringify(found[place])}, not ${JSON.stringify(expected[place])}`);
  throw new Error(`${title}: ${one.slice(0, 200)}, not ${other.slice(0, 200)}`);
}

const neuronOf = ({ weights, bias }) => ({ weights: Int16Array.from(weights), bias });

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

  "a painted neuron adds up, counts and places its threshold as in Python, to the last unit": async (read) => {
    const { cases, images, labels, histogram: bins, four, constants, ties } = await casesOf(read);
    same({ EACH, LEARNED, MOST_BIAS, MOST_STEPS, UNIT }, constants, "constants");
    same(Array.from(fourPictures()), four, "the four pictures");
    for (const { sums, wanted, best } of ties) same(bestBias(Int32Array.from(sums), wanted), best, `best of ${sums}`);
    for (const { goal, each, neuron, ...expected } of cases) {
      const of = examplesOf(goalOf(goal), images, labels, each);
      const { weights, bias } = neuronOf(neuron);
      const sums = new Sums(of.images);
      sums.of(Int16Array.from(weights, (_, i) => (i % 7) - 3)); // earlier paint leaves nothing behind
      const added = sums.of(weights);
      same(Array.from(of.wanted), expected.wanted, `${goal}: wanted`);
      same(of.places, expected.places, `${goal}: places`);
      same(Array.from(added), expected.sums, `${goal}: sums`);
      same(bestBias(added, of.wanted), expected.best, `${goal}: best bias`);
      same([bias, expected.best].map((each) => Object.values(tally(added, each, of.wanted))), expected.tallies, `${goal}: tally`);
      same(worst(added, bias, of.wanted, 10), expected.worst, `${goal}: worst`);
      same(Array.from(histogram(added, ...bins)), expected.histogram, `${goal}: histogram`);
    }
  },

  "a painted neuron learns as in Python, and differs in the same places": async (read) => {
    const { cases, learned, images, labels, differ } = await casesOf(read);
    const of = examplesOf(goalOf("4-9"), images, labels);
    for (const { begin, losses, end } of learned) {
      const descent = new Descent(of, neuronOf(begin));
      for (const loss of losses) {
        const found = descent.step();
        if (Math.abs(found - loss) > CLOSE * Math.max(1, loss)) throw new Error(`loss ${found}, not ${loss}`);
      }
      const { weights, bias } = descent.rounded();
      const off = Math.max(Math.abs(bias - end.bias), ...end.weights.map((weight, i) => Math.abs(weight - weights[i])));
      if (off > 1) throw new Error(`off by ${off} thousandths`);
    }
    const [, painted, noise] = cases.slice(0, 3).map(({ neuron }) => neuronOf(neuron));
    same(differMost(painted, noise), differ, "where two differ most");
  },
};
