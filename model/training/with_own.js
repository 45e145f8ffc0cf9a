// The training set: MNIST's digits, and then the user's own.

import { PIXELS } from "../constants.js";

/**
 * Return the training set: the first `count`, and then the user's own, each `times` times.
 *
 * @param {Digits} digits
 * @param {number} count
 * @param {?{images: Uint8Array, labels: number[], times: number}} own
 * @returns {Digits}
 */
export function withOwn({ images, labels }, count, own) {
  const first = { images: images.subarray(0, count * PIXELS), labels: labels.subarray(0, count) };
  if (!own) return first;
  const all = count + own.labels.length * own.times;
  const together = { images: new Uint8Array(all * PIXELS), labels: new Uint8Array(all) };
  together.images.set(first.images);
  together.labels.set(first.labels);
  let next = count;
  own.labels.forEach((label, i) => {
    for (let time = 0; time < own.times; time++, next++) {
      together.images.set(own.images.subarray(i * PIXELS, (i + 1) * PIXELS), next * PIXELS);
      together.labels[next] = label;
    }
  });
  return together;
}
