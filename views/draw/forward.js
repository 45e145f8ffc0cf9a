// Every layer's values for one image: the twin of model/layer.py and model/network.py.
// The weights come once (views/live_ink.py); tests/browser/test_reading.py holds the values to Keras's.
//
// Values lie flat, as numpy lays them out: (units,) or (rows, cols, channels), the last axis nearest.

import { unpack } from "../parts/unpack.js";

// The network in a message: uint32 n, n bytes of JSON, then the float32 arrays that it names.
export function readNetwork(bytes) {
  const { header, arrays } = unpack(bytes);
  let start = 0;
  const next = (length) => arrays.subarray(start, (start += length));
  // What is described by its kernel's shape has a bias for each of its last axis.
  for (const weighted of [...header.layers, header.novelty])
    if (weighted?.kernel) {
      const shape = weighted.kernel;
      Object.assign(weighted, { kernel: next(shape.reduce((size, side) => size * side)), bias: next(shape.at(-1)) });
    }
  return header;
}

// Layer name -> values, in the order of the layers.
export function forward(network, image) {
  const [first, ...others] = network.layers;
  const activations = { [first.name]: image };
  let [values, shape] = [image, first.shape];
  for (const layer of others) {
    values = (OPERATIONS[layer.kind] ?? copy)(values, layer, shape);
    activations[layer.name] = values;
    shape = layer.shape;
  }
  return activations;
}

const copy = (values) => values; // Flatten, Reshape
const each = (activationFunction) => (values) => values.map(activationFunction);

const OPERATIONS = {
  Dense: (values, { kernel, bias }) => {
    const sums = Float64Array.from(bias);
    values.forEach((value, i) => addTimes(sums, value, kernel, i * sums.length));
    return Float32Array.from(sums);
  },
  Conv2D: convolve,
  MaxPooling2D: pool,
  ReLU: each((z) => Math.max(0, z)),
  Tanh: each(Math.tanh),
  Sigmoid: each((z) => 1 / (1 + Math.exp(-z))),
  Step: each((z) => (z > 0 ? 1 : 0)),
  Softmax: (logits) => {
    const largest = logits.reduce((a, b) => Math.max(a, b));
    const powers = Array.from(logits, (z) => Math.exp(z - largest));
    const total = powers.reduce((a, b) => a + b);
    return Float32Array.from(powers, (power) => power / total);
  },
};

// sums += value × the row of weights that begins `at`. Blank paper and silent neurons cost nothing.
function addTimes(sums, value, weights, at) {
  if (value === 0) return;
  for (let i = 0; i < sums.length; i++) sums[i] += value * weights[at + i];
}

function convolve(values, layer, [, , channels]) {
  const { kernel, bias } = layer;
  const [, , filters] = layer.shape;
  const result = new Float32Array(layer.shape[0] * layer.shape[1] * filters);
  const sums = new Float64Array(filters);
  overWindows(layer, (place, window) => {
    sums.set(bias);
    window((pixel, offset) => {
      for (let channel = 0; channel < channels; channel++)
        addTimes(sums, values[pixel * channels + channel], kernel, (offset * channels + channel) * filters);
    });
    result.set(sums, place * filters);
  });
  return result;
}

function pool(values, layer) {
  const channels = layer.shape[2];
  const result = new Float32Array(layer.shape[0] * layer.shape[1] * channels).fill(-Infinity);
  overWindows(layer, (place, window) =>
    window((pixel) => {
      for (let channel = 0; channel < channels; channel++) {
        const value = values[pixel * channels + channel];
        if (value > result[place * channels + channel]) result[place * channels + channel] = value;
      }
    }),
  );
  return result;
}

// Calls visit(place, window) for every place of a convolution or pooling, both numbered row by row;
// window(see) calls see(pixel, offset) for every pixel of the layer before that lies in its window.
export function overWindows(layer, visit) {
  const [rows, cols] = layer.shape;
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) visit(row * cols + col, (see) => inWindow(layer, row, col, see));
}

export function inWindow({ window: [tall, wide], strides, padding, reads: [height, width] }, row, col, see) {
  const [top, left] = [row * strides[0] - padding[0], col * strides[1] - padding[1]];
  for (let down = Math.max(0, -top); down < tall && top + down < height; down++)
    for (let right = Math.max(0, -left); right < wide && left + right < width; right++)
      see((top + down) * width + left + right, down * wide + right);
}

// How much more like a digit than like none: max over the digits of Σ a·w + b, as in model/novelty.py.
export function typicality({ novelty }, activations) {
  const sums = Float64Array.from(novelty.bias);
  activations[novelty.layer].forEach((value, i) => addTimes(sums, value, novelty.kernel, i * sums.length));
  return Math.max(...sums);
}
