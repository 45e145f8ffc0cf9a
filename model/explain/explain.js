// The lines of the network view: what a unit added up and what it adds to others, like model/explain/explain.py
// and model/explain/wiring.py, but only the strongest. Behind forward.js.
//
// Python and the page name a unit by its layer's name and an index; here it is a layer and a flat index.

import { countIn, inWindow, overWindows } from "../network/windows.js";

const LINES_IN = 24;
const LINES_OUT = 12;

/**
 * A neuron or pixel: the layer that does the adding up, and the flat index in its output.
 * @typedef {{layer: Layer, flatIndex: number}} UnitIndex
 *
 * What one unit adds to another: activation × weight.
 * @typedef {{from: UnitIndex, to: UnitIndex, weight: number, term: number}} Connection
 *
 * A line of the network view: share is its thickness, from 0 to 1 for the one that carries most of those next to it.
 * @typedef {{from: UnitIndex, to: UnitIndex, term: number, share: number, positive: boolean}} Line
 */

/**
 * The strongest connections into and out of a unit.
 * Return the strongest connections into and out of a unit.
 * @param {Network} network
 * @param {Object<string, Float32Array>} activations
 * @param {{layer: string, index: number[]}} chosen
 * @returns {Line[]}
 */
export function linesOf(network, activations, chosen) {
  const unit = unitOf(network, chosen);
  const into = strongest(inputsOf(activations, unit), LINES_IN);
  const out = strongest(outputsOf(activations, unit), LINES_OUT);
  return [...drawn(into), ...drawn(out)];
}

/**
 * Return a unit's weights, each for a value that it reads.
 *
 * @param {Network} network
 * @param {{layer: string, index: number[]}} chosen
 * @returns {?{source: string, shape: number[], values: Float32Array}} - the layer whose neurons it reads, and the shape of its weights:
 *   those neurons' or, in a convolution, the kernel's, [rows, cols, channels]; null without weights
 */
export function weightsOf(network, chosen) {
  const { layer, flatIndex } = unitOf(network, chosen);
  if (!["Dense", "Conv2D"].includes(layer.kind)) return null;
  const units = layer.shape.at(-1);
  const unit = flatIndex % units;
  const source = layer.source.unitLayer;
  const shape = layer.kind === "Dense" ? source.shape : [...layer.window, layer.before.shape.at(-1)];
  return { source: source.name, shape, values: Float32Array.from({ length: layer.kernel.length / units }, (_, input) => layer.kernel[input * units + unit]) };
}

function unitOf(network, { layer: name, index }) {
  const layer = network.layers.find((each) => each.name === name);
  return { layer, flatIndex: index.reduce((flat, i, axis) => flat * layer.shape[axis] + i, 0) };
}

function drawn(connections) {
  const largest = Math.max(0, ...connections.map(({ term }) => Math.abs(term))) || 1;
  return connections.map(({ from, to, weight, term }) => ({ from, to, term, share: Math.abs(term) / largest, positive: (term || weight) > 0 }));
}

/** Returns the `number` connections with the largest |term|, of equal ones the largest |weight|; sorts them in place. */
export function strongest(connections, number) {
  return connections.sort((a, b) => Math.abs(b.term) - Math.abs(a.term) || Math.abs(b.weight) - Math.abs(a.weight)).slice(0, number);
}

/**
 * Return all connections into a unit: what it adds up, term = input × weight.
 *
 * @param {Object<string, Float32Array>} activations
 * @param {UnitIndex} to
 * @returns {Connection[]} as many as inputs_of in model/explain/wiring.py has inside the layer
 */
export function inputsOf(activations, to) {
  const { layer, flatIndex } = to;
  const { source } = layer;
  const [values, adder] = [activations[source.name], source.unitLayer];
  const connect = (input, weight) => ({ from: { layer: adder, flatIndex: input }, to, weight, term: values[input] * weight });
  if (layer.kind === "Dense") {
    const units = layer.shape[0];
    return Array.from(values, (_, input) => connect(input, layer.kernel[input * units + flatIndex]));
  }
  if (!layer.window) return [connect(flatIndex, factorOf(layer, flatIndex))];
  const inputs = windowOf(layer, flatIndex);
  if (layer.kind === "AveragePooling2D") return inputs.map(({ input }) => connect(input, 1 / inputs.length));
  if (layer.kind !== "Conv2D") return inputs.map(({ input }) => connect(input, +(input === winnerOf(inputs, values))));
  const [filters, filter] = [layer.shape[2], flatIndex % layer.shape[2]];
  return inputs.map(({ input, row }) => connect(input, layer.kernel[row * filters + filter]));
}

/**
 * Return all connections out of a unit: what it adds to its readers, term = activation × weight.
 *
 * @param {Object<string, Float32Array>} activations
 * @param {UnitIndex} from
 * @returns {Connection[]} none if nothing reads it
 */
export function outputsOf(activations, from) {
  const layer = from.layer.reader;
  if (!layer) return [];
  const [values, adder] = [activations[from.layer.activationLayer.name], layer.unitLayer];
  const connect = (flatIndex, weight) => ({ from, to: { layer: adder, flatIndex }, weight, term: values[from.flatIndex] * weight });
  const units = layer.shape.at(-1);
  if (layer.kind === "Dense")
    return Array.from({ length: units }, (_, unit) => connect(unit, layer.kernel[from.flatIndex * units + unit]));
  if (!layer.window) return [connect(from.flatIndex, factorOf(layer, from.flatIndex))];
  const channels = layer.before.shape.at(-1);
  const [pixel, channel] = [Math.floor(from.flatIndex / channels), from.flatIndex % channels];
  const found = [];
  overWindows(layer, (flatIndex, window) =>
    window((read, offset) => {
      if (read !== pixel) return;
      if (layer.kind === "Conv2D")
        for (let filter = 0; filter < units; filter++)
          found.push(connect(flatIndex * units + filter, layer.kernel[(offset * channels + channel) * units + filter]));
      else if (layer.kind === "AveragePooling2D") found.push(connect(flatIndex * units + channel, 1 / countIn(window)));
      else {
        const pooled = flatIndex * units + channel;
        found.push(connect(pooled, +(winnerOf(windowOf(layer, pooled), values) === from.flatIndex)));
      }
    }),
  );
  return found;
}

// Returns what a unit of a convolution or pooling reads: { input, row }, the value's flat index and the kernel's row.
// A pooling reads its own channel only.
function windowOf(layer, flatIndex) {
  const [, cols, units] = layer.shape;
  const channels = layer.before.shape.at(-1);
  const [pixel, unit] = [Math.floor(flatIndex / units), flatIndex % units];
  const [first, last] = layer.kind === "Conv2D" ? [0, channels] : [unit, unit + 1];
  const inputs = [];
  inWindow(layer, Math.floor(pixel / cols), pixel % cols, (read, offset) => {
    for (let channel = first; channel < last; channel++)
      inputs.push({ input: read * channels + channel, row: offset * channels + channel });
  });
  return inputs;
}

// The factor of the only value that is read: 1 if it is just passed on.
const factorOf = ({ kind, kernel }, flatIndex) => (kind === "Scale" ? kernel[flatIndex % kernel.length] : 1);

const winnerOf = (inputs, values) => inputs.reduce((best, { input }) => (values[input] > values[best] ? input : best), inputs[0].input);
