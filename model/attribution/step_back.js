// One step of the way from the outputs back: through a layer, from its output to its input. Behind forward.js.

import { OPERATIONS } from "../network/network.js";
import { inWindow } from "../network/windows.js";

const TINY = 1e-30; // a z that counts as 0
const BACK = { Dense: dense, Conv2D: convolution, Scale: scaled, MaxPooling2D: pooling, AveragePooling2D: pooling };

/**
 * Go back from a layer's output to its input.
 *
 * @param {Layer} layer
 * @param {Float64Array} given - the coefficient of each value of its output
 * @param {Object<string, Float32Array>} activations
 * @param {?Float64Array} shares - (sources, targets), flat: each source's contribution to each of the layer's
 *   neurons is added to it; null if it has none
 * @returns {[Float64Array, number]} the coefficients of its input, and what the layer itself adds
 */
export function stepBack(layer, given, activations, shares) {
  if (isCopy(layer)) return [given, 0];
  return (BACK[layer.kind] ?? through)(layer, given, activations, shares);
}

/** Whether it passes its input on unchanged. */
export const isCopy = ({ kind }) => kind === "Flatten" || kind === "Reshape";

/** Whether its values are feature maps, or an image. */
export const isMap = ({ shape }) => shape.length === 3;

/** Returns how many lines can begin or end in a layer: one for each neuron, pixel or whole map. */
export function groups(layer) {
  return isMap(layer) ? layer.shape[2] : layer.shape.reduce((product, size) => product * size, 1);
}

function dense(layer, given, activations, shares) {
  const { kernel, bias, source } = layer;
  const [units, values, froms] = [given.length, activations[source.name], groups(source)];
  const active = nonZero(given);
  const below = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const from = (i % froms) * units; // of a map, its number: the channels lie nearest
    let sum = 0;
    for (const unit of active) {
      const made = kernel[i * units + unit] * given[unit];
      sum += made;
      shares[from + unit] += values[i] * made;
    }
    below[i] = sum;
  }
  return [below, active.reduce((sum, unit) => sum + bias[unit] * given[unit], 0)];
}

// The relevant neurons of a place, and the inputs of its window that aren't 0, are listed once: half the time.
function convolution(layer, given, activations, shares) {
  const { kernel, bias, shape: [, cols, filters], before, source } = layer;
  const channels = before.shape.at(-1);
  const [values, perPixel, skips] = [activations[before.name], !isMap(source), endsAtZero(source)];
  const below = new Float64Array(values.length);
  const size = kernel.length / filters;
  const [active, made] = [new Int32Array(filters), new Float64Array(filters)];
  const [inputs, rows] = [new Int32Array(size), new Int32Array(size)];
  let added = 0;
  for (let start = 0; start < given.length; start += filters) {
    let count = 0;
    for (let filter = 0; filter < filters; filter++) {
      const each = given[start + filter];
      if (each === 0) continue;
      added += bias[filter] * each;
      active[count] = filter;
      made[count++] = each;
    }
    if (!count) continue;
    let reads = 0;
    inWindow(layer, Math.floor(start / filters / cols), (start / filters) % cols, (pixel, offset) => {
      for (let channel = 0; channel < channels; channel++) {
        const input = pixel * channels + channel;
        if (skips && values[input] === 0) continue;
        inputs[reads] = input;
        rows[reads++] = (offset * channels + channel) * filters;
      }
    });
    for (let each = 0; each < reads; each++) {
      const input = inputs[each];
      const row = rows[each];
      const value = values[input];
      const from = (perPixel ? input : input % channels) * filters;
      let sum = 0;
      for (let k = 0; k < count; k++) {
        const filter = active[k];
        const term = kernel[row + filter] * made[k];
        sum += term;
        shares[from + filter] += value * term;
      }
      below[input] += sum;
    }
  }
  return [below, added];
}

function scaled(layer, given, activations, shares) {
  const { kernel, bias, source } = layer;
  const [values, targets, froms] = [activations[source.name], groups(layer), groups(source)];
  const below = new Float64Array(given.length);
  let added = 0;
  for (let i = 0; i < given.length; i++) {
    below[i] = kernel[i % kernel.length] * given[i];
    added += bias[i % bias.length] * given[i];
    shares[(i % froms) * targets + (i % targets)] += values[i] * below[i];
  }
  return [below, added];
}

// Whether a value of 0 in that layer has nothing relevant beneath it: pixels, and what ReLU or step silence.
function endsAtZero({ kind, before, source }) {
  return !before || kind === "ReLU" || kind === "CappedReLU" || kind === "Step" || (kind === "MaxPooling2D" && endsAtZero(source));
}

// The largest of a window's inputs gets everything, of equal ones the first; for a mean, each gets as much.
function pooling(layer, given, activations, shares) {
  const { kind, shape: [, cols, channels], before, source } = layer;
  const [values, perMap] = [activations[source.name], isMap(before)];
  const below = new Float64Array(values.length);
  const hand = (input, channel, made) => {
    below[input] += made;
    shares[(perMap ? channel : input) * channels + channel] += values[input] * made;
  };
  for (const flatIndex of nonZero(given)) {
    const [pixel, channel, inputs] = [Math.floor(flatIndex / channels), flatIndex % channels, []];
    inWindow(layer, Math.floor(pixel / cols), pixel % cols, (read) => inputs.push(read * channels + channel));
    if (kind === "MaxPooling2D") {
      let [largest] = inputs;
      for (const input of inputs) if (values[input] > values[largest]) largest = input;
      hand(largest, channel, given[flatIndex]);
    } else for (const input of inputs) hand(input, channel, given[flatIndex] / inputs.length);
  }
  return [below, 0];
}

// For an activation function: the straight line from its value at 0 to its value at z.
function through(layer, given, activations, shares) {
  const z = activations[layer.before.name];
  const a = OPERATIONS[layer.kind](z, layer);
  const [atZero] = OPERATIONS[layer.kind](new Float32Array(1), layer);
  const [below, channels] = [new Float64Array(given.length), groups(layer)];
  let added = 0;
  for (let i = 0; i < given.length; i++) {
    added += atZero * given[i];
    below[i] = Math.abs(z[i]) < TINY ? 0 : (given[i] * (a[i] - atZero)) / z[i];
    if (shares) shares[(i % channels) * (channels + 1)] += z[i] * below[i];
  }
  return [below, added];
}

function nonZero(values) {
  const found = [];
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) found.push(i);
  return found;
}
