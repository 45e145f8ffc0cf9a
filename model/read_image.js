// What a network reads in an image, as Reading in model/reading.py does.

import { forward, logOdds } from "./network/network.js";
import { isOneOf } from "./signs/known.js";

/**
 * What a network computes from an image: as in a Reading, see views/parts/component/reading.js.
 *
 * @typedef {{image: Float32Array, activations: Object<string, Float32Array>, probs: Float32Array, digitLogits: ?Float64Array, isKnown: boolean}} Read
 */

/**
 * Read an image with a network.
 *
 * @param {Network} network
 * @param {Float32Array} image
 * @param {Factor[]} factors
 * @returns {Read}
 */
export function readImage(network, image, factors) {
  const activations = forward(network, image, factors);
  const digitLogits = network.novelty && logOdds(network, activations);
  const isKnown = network.known ? isOneOf(network.known, activations) : !digitLogits || Math.max(...digitLogits) >= network.novelty.threshold;
  return { image, activations, probs: activations[network.layers.at(-1).name], digitLogits, isKnown };
}
