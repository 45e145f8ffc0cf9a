// A network as text that a class or a file holds: the twin of model/training/packed.py, which describes it. Here it's only read.

import { bytesOf } from "../base64.js";
import { imageAt } from "../preprocess/preprocess.js";
import { MOST_UNPACKED, NUM_CLASSES, PIXELS } from "../constants.js";
import { forward, logOdds } from "../network/network.js";
import { buildChosen, giveWeights } from "./fitting.js";
import { distanceOf, unit } from "../signs/known.js";
import { bodyOf, featuresOf, FROM_NOTHING, sharesOf } from "../signs/learn.js";
import { soon } from "./thread.js";

const SLICE = 8; // milliseconds in a row, half a frame, before the page may do something else
const others = new WeakMap(); // images of what is no sign -> base -> the promise of their features

/**
 * Return the function that reads with a packed network: image, (784,), 0 to 1 -> index of its class; null if it's none of them.
 *
 * It throws an error if the text is no packed network.
 *
 * @param {string} text
 * @param {Network} base - whose feature maps networks for signs keep
 * @param {Float32Array[]} background - images of what is no sign
 * @returns {Promise<function(Float32Array): ?number>}
 */
export async function readerOf(text, base, background) {
  const [header, body] = await contentOf(text);
  return header.kind === "dense" ? ofDigits(header, body) : ofSigns(header, body, header.kind === "conv" ? base : null, background);
}

async function contentOf(text) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  const [chunks, reader] = [[], stream.getReader()];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    if (size > MOST_UNPACKED) throw new RangeError("too large");
  }
  const content = new Uint8Array(await new Blob(chunks).arrayBuffer());
  const end = 4 + new DataView(content.buffer).getUint32(0, true);
  return [JSON.parse(new TextDecoder().decode(content.subarray(4, end))), content.subarray(end)];
}

async function ofSigns({ names, labels, levels, steps, threshold }, body, network, background) {
  const base = network && bodyOf(network);
  const start = PIXELS * labels.length;
  const images = labels.map((_, i) => imageAt(body, i));
  const inputs = base ? base.layers.at(-1).shape.reduce((size, side) => size * side, 1) : FROM_NOTHING.units;
  const sizes = [inputs * names.length, names.length];
  const weights = arraysOf(body.subarray(start), levels, steps, base ? sizes : [PIXELS * FROM_NOTHING.units, FROM_NOTHING.units, ...sizes]);
  if (!others.has(background)) others.set(background, new Map());
  const known = others.get(background);
  if (!known.has(network)) known.set(network, unitsOf(base, background));
  const [drawn, no] = await Promise.all([unitsOf(base, images), known.get(network)]);
  return (image) => {
    const features = featuresOf(base, image);
    return distanceOf(features, drawn, no) <= threshold ? largest(sharesOf(weights, features)) : null;
  };
}

// Features of length 1, computed a slice at a time, because a wall reads with many networks.
async function unitsOf(base, images) {
  const [units, later] = [[], soon()];
  for (let began = performance.now(); units.length < images.length; ) {
    units.push(unit(featuresOf(base, images[units.length])));
    if (performance.now() - began < SLICE) continue;
    await new Promise(later);
    began = performance.now();
  }
  later.end();
  return units;
}

function ofDigits({ units, activation, detects, levels, steps }, body) {
  const network = buildChosen({ hidden_layers: units.length, units: 1, activation, seed: 1 });
  const sizes = [PIXELS, ...units, NUM_CLASSES].flatMap((size, i, all) => (i ? [all[i - 1] * size, size] : []));
  const hidden = network.layers.filter(({ kernel }) => kernel).at(-2)?.activationLayer.name;
  const arrays = arraysOf(body, levels, steps, [...sizes, ...(detects ? [NUM_CLASSES * units.at(-1), NUM_CLASSES] : [])]);
  giveWeights(network, arrays);
  if (detects) network.novelty = { layer: hidden, kernel: arrays.at(-2), bias: arrays.at(-1), threshold: 0, network: null };
  return (image) => {
    const activations = forward(network, image);
    const isDigit = !detects || Math.max(...logOdds(network, activations)) >= 0;
    return isDigit ? largest(activations.probs) : null;
  };
}

// Whole numbers × their array's step; of those with two bytes, all low ones are first.
function arraysOf(body, levels, steps, sizes) {
  const width = levels < 128 ? 1 : 2;
  if (body.length !== width * sizes.reduce((sum, size) => sum + size, 0)) throw new RangeError("wrong size");
  let start = 0;
  return sizes.map((size, number) => {
    const part = body.subarray(start, (start += width * size));
    const whole = (i) => (width === 1 ? (part[i] << 24) >> 24 : ((part[i] | (part[size + i] << 8)) << 16) >> 16);
    return Float32Array.from({ length: size }, (_, i) => whole(i) * steps[number]);
  });
}

const largest = (values) => values.indexOf(Math.max(...values));
