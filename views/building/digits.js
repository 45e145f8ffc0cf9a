// The digits that a neuron is tested on and learns from; see views/parts/files/digit_files.py.

import { EITHER, examplesOf } from "../../model/perceptron/goals.js";
import { digitsAt } from "../parts/component/digits_file.js";

/** Return a goal's examples from a file, `each` of a kind; null if it can't be loaded. The next call tries again after a failure. */
export async function examplesAt(address, goal, each) {
  if (goal.name === EITHER) return examplesOf(goal);
  try {
    const { labels, images } = await digitsAt(address);
    return examplesOf(goal, images, labels, each);
  } catch {
    return null;
  }
}
