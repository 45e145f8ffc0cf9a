// Every layer's values for one image: the twin of model/network/layer.py and model/network/network.py.
// The weights come once (live_ink.py); tests/js/laws.js compares the values with Keras's.
//
// Values are flat, in numpy's order: (units,) or (rows, cols, channels), the last axis nearest.

import { FUNCTIONS } from "./functions.js";
import { unpack } from "./message.js";
import { countIn, overWindows } from "./windows.js";

/**
 * @typedef {object} Layer  Like model/network/layer.py; its neighbors' names in camel case.
 * @property {string} name
 * @property {string} kind
 * @property {number[]} shape - of its output: [units] or [rows, cols, channels]
 * @property {Float32Array} [kernel] - (inputs, units) or (rows, cols, channels in, channels out), flat; for a Scale (channels,) or
 *   one for each value
 * @property {Float32Array} [bias] - (units,) or (channels out,); for a Scale like its kernel
 * @property {number[]} parameters - of its activation function
 * @property {?Layer} before - the one whose output it reads
 * @property {Layer} unitLayer - the one in which its neurons add up
 * @property {Layer} activationLayer - the one with their activations
 * @property {?Layer} source - the one whose values it reads, perhaps through copies
 * @property {?Layer} reader - the one that reads its neurons' activations, perhaps through copies
 *
 * @typedef {object} Network
 * @property {string} network - its name
 * @property {Layer[]} layers - in depth order: the image first, the probabilities last
 * @property {?{layer: string, threshold: number, kernel: Float32Array, bias: Float32Array, network: ?Network}}
 *   novelty - what tells digits from non-digits by that layer's activations, and the novelty network,
 *   with the name of its `logits`; null if the network can't
 * @property {string[]} classes - what its outputs mean
 * @property {?object} known - the drawings of its signs, see known.js; null for digits
 *
 * A neuron or feature map of a layer that is turned up or off, and the factor of its activations.
 * @typedef {{layer: string, number: number, factor: number}} Factor
 */

/**
 * Read the network in a message from model/network/message.py.
 *
 * @param {Uint8Array} message
 * @returns {Network}
 */
export function readNetwork(message) {
  return linked(unpack(message));
}

/** Links a network's layers, and those of its novelty network, with their neighbors by their numbers; returns it. */
export function linked(network) {
  network.layers.forEach((layer, number) => {
    const neighbor = (of) => network.layers[of] ?? null;
    layer.before = neighbor(number - 1);
    layer.unitLayer = neighbor(layer.unit_layer);
    layer.activationLayer = neighbor(layer.activation_layer);
    layer.source = neighbor(layer.source);
    layer.reader = neighbor(layer.reader);
  });
  network.classes ??= [..."0123456789"]; // a file of an older version doesn't say it
  if (network.novelty?.network) linked(network.novelty.network);
  return network;
}

/**
 * Compute every layer's values for one image.
 *
 * @param {Network} network
 * @param {Float32Array} image - (784,), 0 to 1
 * @param {Factor[]} [factors] - by what neurons' activations are multiplied on the way
 * @returns {Object<string, Float32Array>} layer name -> values, flat, in depth order
 */
export function forward(network, image, factors = []) {
  const [first, ...others] = network.layers;
  const activations = { [first.name]: image };
  let [values, shape] = [image, first.shape];
  for (const layer of others) {
    values = (OPERATIONS[layer.kind] ?? copy)(values, layer, shape);
    for (const factor of factors) if (responseLayer(network, factor.layer) === layer) scale(values, layer, factor);
    activations[layer.name] = values;
    shape = layer.shape;
  }
  return activations;
}

/** Returns the layer of what a neuron decides by itself: its activation or, for an output, its logit. Like model/network/layer.py. */
export function responseLayer(network, name) {
  const { unitLayer, activationLayer } = network.layers.find((layer) => layer.name === name);
  return activationLayer === network.layers.at(-1) ? unitLayer : activationLayer;
}

function scale(values, { shape }, { number, factor }) {
  for (let i = number; i < values.length; i += shape.at(-1)) values[i] *= factor;
}

const copy = (values) => values; // Flatten, Reshape
// A loop: `map` takes twice as long.
const each = (activationFunction) => (values, { parameters }) => {
  const [parameter] = parameters;
  const activations = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) activations[i] = activationFunction(values[i], parameter);
  return activations;
};

/** What each kind of layer computes, from (values, layer, shape of its input). */
export const OPERATIONS = {
  Dense: (values, { kernel, bias }) => {
    const sums = Float64Array.from(bias);
    values.forEach((value, i) => addTimes(sums, value, kernel, i * sums.length));
    return Float32Array.from(sums);
  },
  Conv2D: convolve,
  Scale: (values, { kernel, bias }) => values.map((value, i) => value * kernel[i % kernel.length] + bias[i % bias.length]),
  MaxPooling2D: pool,
  AveragePooling2D: mean,
  ReLU: each(FUNCTIONS.relu),
  Tanh: each(FUNCTIONS.tanh),
  Sigmoid: each(FUNCTIONS.sigmoid),
  Step: each(FUNCTIONS.step),
  CappedReLU: each(FUNCTIONS.capped_relu),
  LeakyReLU: each(FUNCTIONS.leaky_relu),
  ELU: each(FUNCTIONS.elu),
  SELU: each(FUNCTIONS.selu),
  GELU: each(FUNCTIONS.gelu),
  SiLU: each(FUNCTIONS.silu),
  Softplus: each(FUNCTIONS.softplus),
  Softmax: (logits) => {
    const largest = logits.reduce((a, b) => Math.max(a, b));
    const powers = Array.from(logits, (z) => Math.exp(z - largest));
    const total = powers.reduce((a, b) => a + b);
    return Float32Array.from(powers, (power) => power / total);
  },
};

// sums += value × the row of weights that begins at `start`. Blank paper and silent neurons take no time.
function addTimes(sums, value, weights, start) {
  if (value === 0) return;
  for (let i = 0; i < sums.length; i++) sums[i] += value * weights[start + i];
}

// The inputs of a window that aren't 0 are listed once, and eight filters' sums stay in registers during the pass over the
// list: half the time of adding to sums in an array.
function convolve(values, layer, [, , channels]) {
  const { kernel, bias } = layer;
  const [, , filters] = layer.shape;
  const result = new Float32Array(layer.shape[0] * layer.shape[1] * filters);
  const inputs = new Float64Array(kernel.length / filters);
  const starts = new Int32Array(kernel.length / filters); // of each input's row of weights
  overWindows(layer, (pixelOut, window) => {
    let count = 0;
    window((pixel, offset) => {
      for (let channel = 0; channel < channels; channel++) {
        const value = values[pixel * channels + channel];
        if (value === 0) continue;
        inputs[count] = value;
        starts[count++] = (offset * channels + channel) * filters;
      }
    });
    let filter = 0;
    for (; filter + 8 <= filters; filter += 8) addEight(result, pixelOut * filters, bias, kernel, inputs, starts, count, filter);
    for (; filter < filters; filter++) {
      let sum = bias[filter];
      for (let i = 0; i < count; i++) sum += inputs[i] * kernel[starts[i] + filter];
      result[pixelOut * filters + filter] = sum;
    }
  });
  return result;
}

function addEight(result, start, bias, kernel, inputs, starts, count, filter) {
  let [a, b, c, d] = [bias[filter], bias[filter + 1], bias[filter + 2], bias[filter + 3]];
  let [e, f, g, h] = [bias[filter + 4], bias[filter + 5], bias[filter + 6], bias[filter + 7]];
  for (let i = 0; i < count; i++) {
    const value = inputs[i];
    const at = starts[i] + filter;
    a += value * kernel[at];
    b += value * kernel[at + 1];
    c += value * kernel[at + 2];
    d += value * kernel[at + 3];
    e += value * kernel[at + 4];
    f += value * kernel[at + 5];
    g += value * kernel[at + 6];
    h += value * kernel[at + 7];
  }
  const at = start + filter;
  result[at] = a;
  result[at + 1] = b;
  result[at + 2] = c;
  result[at + 3] = d;
  result[at + 4] = e;
  result[at + 5] = f;
  result[at + 6] = g;
  result[at + 7] = h;
}

function pool(values, layer) {
  const channels = layer.shape[2];
  const result = new Float32Array(layer.shape[0] * layer.shape[1] * channels).fill(-Infinity);
  overWindows(layer, (pixelOut, window) =>
    window((pixel) => {
      for (let channel = 0; channel < channels; channel++) {
        const value = values[pixel * channels + channel];
        if (value > result[pixelOut * channels + channel]) result[pixelOut * channels + channel] = value;
      }
    }),
  );
  return result;
}

function mean(values, layer) {
  const channels = layer.shape[2];
  const sums = new Float64Array(layer.shape[0] * layer.shape[1] * channels);
  overWindows(layer, (pixelOut, window) => {
    const count = countIn(window);
    window((pixel) => {
      for (let channel = 0; channel < channels; channel++) sums[pixelOut * channels + channel] += values[pixel * channels + channel] / count;
    });
  });
  return Float32Array.from(sums);
}

/**
 * Return the log-odds of the detector's ten neurons, "is it a 0?" to "is it a 9?": Σ a·w + b, plus the novelty network's
 * logits for the image, as in model/novelty/novelty.py.
 *
 * @param {Network} network - one that has novelty
 * @param {Object<string, Float32Array>} activations
 * @returns {Float64Array} (10,) log-odds of each digit against a non-digit
 */
export function logOdds({ novelty }, activations) {
  const sums = Float64Array.from(novelty.bias);
  activations[novelty.layer].forEach((value, i) => addTimes(sums, value, novelty.kernel, i * sums.length));
  const { network } = novelty;
  if (!network) return sums;
  const added = forward(network, activations[network.layers[0].name])[network.logits];
  return sums.map((sum, digit) => sum + added[digit]);
}
