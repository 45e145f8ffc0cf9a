// The digits that a neuron is counted of and learns from, fetched once a page: see views/serving/digit_files.py.

import { IMAGE_SIZE } from "../../model/constants.js";
import { EITHER, examplesOf } from "../../model/perceptron/goals.js";

const fetched = new Map(); // address -> promise

/** What a goal is about, of a file: so many of each kind; null where it can't be had. It is fetched again where that has failed. */
export async function examplesAt(address, goal, each) {
  if (goal.name === EITHER) return examplesOf(goal);
  try {
    if (!fetched.has(address)) fetched.set(address, unzipped(address));
    const { labels, images } = await fetched.get(address);
    return examplesOf(goal, images, labels, each);
  } catch {
    fetched.delete(address);
    return null;
  }
}

async function unzipped(address) {
  if (!address) throw new Error();
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const bytes = new Uint8Array(await new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  const count = bytes.length / (IMAGE_SIZE ** 2 + 1);
  return { labels: bytes.subarray(0, count), images: bytes.subarray(count) };
}
