// The digits that a neuron is counted of and learns from: see views/serving/digit_files.py.

import { EITHER, examplesOf } from "../../model/perceptron/goals.js";
import { digitsAt } from "../parts/component/digits_file.js";

/** What a goal is about, of a file: `each` of a kind; null where it can't be had. It is fetched again where that has failed. */
export async function examplesAt(address, goal, each) {
  if (goal.name === EITHER) return examplesOf(goal);
  try {
    const { labels, images } = await digitsAt(address);
    return examplesOf(goal, images, labels, each);
  } catch {
    return null;
  }
}
