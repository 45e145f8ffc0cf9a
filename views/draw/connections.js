// The lines of the network view: what a unit added up and what it adds to others, as model/explain.py
// and model/wiring.py have it, the strongest only. Behind forward.js.
//
// A unit is { layer, place }: the layer that does the adding up, and the flat place in its output.
// Python and the page name it by the layer's name and an index.

import { inWindow, overWindows } from "./forward.js";

const LINES_IN = 24;
const LINES_OUT = 12;
const TRACE_INPUTS = 4; // of the answer's evidence: per unit,
const TRACE_LINES = 12; // per layer,
const TRACE_UNITS = 5; // and how many of those it found are traced on
const WEIGHTED = ["Dense", "Conv2D"];
const COPIES = ["Flatten", "Reshape"];
const FUNCTIONS = ["ReLU", "Softmax", "Tanh", "Sigmoid", "Step"];

// The strongest connections into and out of a unit or, with none chosen, the answer's evidence.
// A line is { from, to, share, positive }: share is its thickness, 1 for what carries most of those beside it.
export function linesOf(network, activations, chosen) {
  if (!chosen) return evidence(network, activations);
  const unit = unitOf(network, chosen);
  const into = strongest(inputsOf(network, activations, unit), LINES_IN);
  const out = strongest(outputsOf(network, activations, unit), LINES_OUT);
  return [...drawn(into), ...drawn(out)];
}

function unitOf(network, { layer: name, index }) {
  const layer = network.layers.find((each) => each.name === name);
  return { layer, place: index.reduce((flat, i, axis) => flat * layer.shape[axis] + i, 0) };
}

// From the winning digit back to the pixels: in every layer what added most to what was found above.
function evidence(network, activations) {
  const [output, probs] = [network.layers.at(-1), activations[network.layers.at(-1).name]];
  let units = [{ layer: adderOf(network, output), place: probs.indexOf(Math.max(...probs)) }];
  const lines = [];
  while (units.length) {
    const found = units
      .flatMap((unit) => strongest(inputsOf(network, activations, unit), TRACE_INPUTS))
      .filter(({ term }) => term > 0)
      .sort((a, b) => b.term - a.term)
      .slice(0, TRACE_LINES);
    lines.push(...drawn(found));
    const sources = new Map(found.map(({ from }) => [`${from.layer.name} ${from.place}`, from]));
    units = [...sources.values()].filter(({ layer }) => layer !== network.layers[0]).slice(0, TRACE_UNITS);
  }
  return lines;
}

function drawn(connections) {
  const largest = Math.max(0, ...connections.map(({ term }) => Math.abs(term))) || 1;
  return connections.map(({ from, to, weight, term }) => ({ from, to, share: Math.abs(term) / largest, positive: (term || weight) > 0 }));
}

// Those with the largest |term|, among equals the largest |weight|.
export function strongest(connections, number) {
  return connections.sort((a, b) => Math.abs(b.term) - Math.abs(a.term) || Math.abs(b.weight) - Math.abs(a.weight)).slice(0, number);
}

export function inputsOf(network, activations, to) {
  const { layer, place } = to;
  const source = beneath(network, before(network, layer));
  const [values, adder] = [activations[source.name], adderOf(network, source)];
  const connect = (input, weight) => ({ from: { layer: adder, place: input }, to, weight, term: values[input] * weight });
  if (layer.kind === "Dense") {
    const units = layer.shape[0];
    return Array.from(values, (_, input) => connect(input, layer.kernel[input * units + place]));
  }
  if (!layer.window) return [connect(place, 1)];
  const seen = windowOf(network, layer, place);
  if (layer.kind !== "Conv2D") return seen.map(({ input }) => connect(input, +(input === winnerOf(seen, values))));
  const [filters, filter] = [layer.shape[2], place % layer.shape[2]];
  return seen.map(({ input, row }) => connect(input, layer.kernel[row * filters + filter]));
}

export function outputsOf(network, activations, from) {
  const output = outputOf(network, from.layer);
  const layer = readerOf(network, output);
  if (!layer) return [];
  const [values, adder] = [activations[output.name], adderOf(network, layer)];
  const connect = (place, weight) => ({ from, to: { layer: adder, place }, weight, term: values[from.place] * weight });
  const units = layer.shape.at(-1);
  if (layer.kind === "Dense")
    return Array.from({ length: units }, (_, unit) => connect(unit, layer.kernel[from.place * units + unit]));
  if (!layer.window) return [connect(from.place, 1)];
  const channels = before(network, layer).shape.at(-1);
  const [pixel, channel] = [Math.floor(from.place / channels), from.place % channels];
  const found = [];
  overWindows(layer, (place, window) =>
    window((seen, offset) => {
      if (seen !== pixel) return;
      if (layer.kind === "Conv2D")
        for (let filter = 0; filter < units; filter++)
          found.push(connect(place * units + filter, layer.kernel[(offset * channels + channel) * units + filter]));
      else {
        const pooled = place * units + channel;
        found.push(connect(pooled, +(winnerOf(windowOf(network, layer, pooled), values) === from.place)));
      }
    }),
  );
  return found;
}

// What a place of a convolution or pooling reads: { input, row }, the value's place and the kernel's row.
// A pooling reads its own channel only.
function windowOf(network, layer, place) {
  const [, cols, units] = layer.shape;
  const channels = before(network, layer).shape.at(-1);
  const [pixel, unit] = [Math.floor(place / units), place % units];
  const [first, last] = layer.kind === "Conv2D" ? [0, channels] : [unit, unit + 1];
  const seen = [];
  inWindow(layer, Math.floor(pixel / cols), pixel % cols, (read, offset) => {
    for (let channel = first; channel < last; channel++)
      seen.push({ input: read * channels + channel, row: offset * channels + channel });
  });
  return seen;
}

const winnerOf = (seen, values) => seen.reduce((best, { input }) => (values[input] > values[best] ? input : best), seen[0].input);

const before = (network, layer) => network.layers[network.layers.indexOf(layer) - 1];
const after = (network, layer) => network.layers[network.layers.indexOf(layer) + 1];

// `hidden1_relu` and `hidden1` are the same neuron, `hidden1`.
function adderOf(network, layer) {
  const below = before(network, layer);
  return FUNCTIONS.includes(layer.kind) && WEIGHTED.includes(below.kind) ? below : layer;
}

function outputOf(network, layer) {
  const next = after(network, layer);
  return next && WEIGHTED.includes(layer.kind) && FUNCTIONS.includes(next.kind) ? next : layer;
}

function beneath(network, layer) {
  while (COPIES.includes(layer.kind)) layer = before(network, layer);
  return layer;
}

function readerOf(network, output) {
  let layer = after(network, output);
  while (layer && COPIES.includes(layer.kind)) layer = after(network, layer);
  return layer;
}
