// A thousand test digits, and non-digits, read by a network: their values in each layer that has a probe, and the probe's
// scores.

import { imageAt } from "../../../model/preprocess/preprocess.js";
import { IMAGE_SIZE, NUM_CLASSES, PIXELS } from "../../../model/constants.js";
import { scoresOf } from "../../../model/explain/probe.js";

const SLICE = 8; // milliseconds: less than a frame, so that the page stays responsive
const MOST = 2; // networks whose digits are cached: 8 MB each

const shared = (globalThis.inklingThousand ??= { made: new Map() });

/** Return a digit as a picture: white ink on a transparent background. */
export function pictureOf({ images }, number) {
  const canvas = Object.assign(document.createElement("canvas"), { width: IMAGE_SIZE, height: IMAGE_SIZE, ariaHidden: "true" });
  const picture = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
  for (let pixel = 0; pixel < PIXELS; pixel++) picture.data.set([255, 255, 255, images[number * PIXELS + pixel]], 4 * pixel);
  canvas.getContext("2d").putImageData(picture, 0, 0);
  return canvas;
}

/**
 * @typedef {object} Scored  What a network computes from the digits; it grows while they're read.
 * @property {number} count - how many have been read so far
 * @property {Uint8Array} labels - 0 to 9, and after them `NUM_CLASSES` for non-digits
 * @property {number} digits - how many of them are digits
 * @property {{values: Float32Array, scores: Float32Array}[]} layers - (n, values) and (n, 10), flat, for each layer with a probe
 *
 * Return a network's Scored, and start to read the digits if that hasn't happened yet.
 *
 * @param {string} network - its name
 * @param {{layer: string, kernel: Float32Array, bias: Float32Array}[]} probes - in depth order
 * @param {Digits} digits
 * @param {function(Float32Array): Object<string, Float32Array>} activationsOf - every layer's values for an image
 * @returns {Scored}
 */
export function scoredBy(network, probes, digits, activationsOf) {
  const { made } = shared;
  if (made.get(network)?.probes[0].kernel.length !== probes[0].kernel.length) made.delete(network);
  if (!made.has(network)) {
    const count = digits.labels.length;
    const layers = probes.map(({ kernel }) => ({ values: new Float32Array((count * kernel.length) / NUM_CLASSES), scores: new Float32Array(count * NUM_CLASSES) }));
    const scored = { count: 0, labels: digits.labels, digits: digits.labels.filter((label) => label < NUM_CLASSES).length, probes, layers };
    made.set(network, scored);
    if (made.size > MOST) made.delete(made.keys().next().value);
    show(scored, digits, activationsOf);
  }
  return made.get(network);
}

function show(scored, digits, activationsOf) {
  const until = performance.now() + SLICE;
  while (scored.count < scored.labels.length && performance.now() < until) {
    const activations = activationsOf(imageAt(digits.images, scored.count));
    scored.probes.forEach((probe, place) => {
      const values = activations[probe.layer];
      scored.layers[place].values.set(values, scored.count * values.length);
      scored.layers[place].scores.set(scoresOf(probe, values), scored.count * NUM_CLASSES);
    });
    scored.count++;
  }
  if (scored.count < scored.labels.length) setTimeout(() => show(scored, digits, activationsOf));
}
