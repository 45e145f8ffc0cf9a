// For which digits a painted neuron should fire and for which not, and the images that test it: the twin of goals.py.

import { IMAGE_SIZE, NUM_CLASSES, PIXELS } from "../constants.js";

export const EACH = 500; // test images of the digit, and as many of the others, that are counted
export const LEARNED = 2000; // training images of each, from which it learns
const OTHERS = "others"; // in names of goals
export const EITHER = "either";
const ROWS = [4, 24]; // of a bar of the four pictures,
const COLS = [[7, 10], [18, 21]]; // and its columns

/** @typedef {{digit: ?number, other: ?number, name: string}} Goal  Like goals.py. */

/** Returns the goal with that name: "1-0", "7-others", "either". */
export function goalOf(name) {
  if (name === EITHER) return { digit: null, other: null, name };
  const [digit, other] = name.split("-");
  return { digit: +digit, other: other === OTHERS ? null : +other, name };
}

/** Returns the name of the goal with these digits; null for all others. */
export const nameOf = (digit, other) => `${digit}-${other ?? OTHERS}`;

/**
 * Return the first `each` images of the digit, and as many others, in the order of the data set.
 *
 * @param {Goal} goal
 * @param {Uint8Array} images - (n, 784), flat
 * @param {Uint8Array} labels - (n,)
 * @param {number} each
 * @returns {{images: Uint8Array, wanted: Uint8Array, places: number[]}}
 */
export function examplesOf({ digit, other }, images, labels, each = EACH) {
  if (digit === null) return { images: fourPictures(), wanted: Uint8Array.of(0, 1, 1, 0), places: [0, 1, 2, 3] };
  const others = other !== null ? [other] : Array.from({ length: NUM_CLASSES }, (_, d) => d).filter((d) => d !== digit);
  const left = new Map(others.map((d, turn) => [d, Math.floor(each / others.length) + (turn < each % others.length ? 1 : 0)]));
  left.set(digit, each);
  const places = [];
  labels.forEach((label, i) => {
    if (!left.get(label)) return;
    left.set(label, left.get(label) - 1);
    places.push(i);
  });
  const chosen = new Uint8Array(places.length * PIXELS);
  places.forEach((place, i) => chosen.set(images.subarray(place * PIXELS, (place + 1) * PIXELS), i * PIXELS));
  return { images: chosen, wanted: Uint8Array.from(places, (place) => (labels[place] === digit ? 1 : 0)), places };
}

/** Returns blank, a bar on the left, one on the right, both: (4, 784), flat. */
export function fourPictures() {
  const pictures = new Uint8Array(4 * PIXELS);
  const bar = (picture, [from, to]) => {
    for (let row = ROWS[0]; row < ROWS[1]; row++) pictures.fill(255, picture * PIXELS + row * IMAGE_SIZE + from, picture * PIXELS + row * IMAGE_SIZE + to);
  };
  for (const picture of [1, 3]) bar(picture, COLS[0]);
  for (const picture of [2, 3]) bar(picture, COLS[1]);
  return pictures;
}

/** Returns what the images of both kinds look like: at each pixel the larger of both means, 0 to 255. */
export function ghostOf(examples) {
  const [one, other] = [1, 0].map((kind) => meanOf(examples, kind));
  return one.map((value, i) => Math.max(value, other[i]));
}

function meanOf({ images, wanted }, kind) {
  const mean = new Float32Array(PIXELS);
  let number = 0;
  wanted.forEach((is, n) => {
    if (is !== kind) return;
    number++;
    for (let i = 0; i < PIXELS; i++) mean[i] += images[n * PIXELS + i];
  });
  return mean.map((sum) => sum / Math.max(1, number));
}
