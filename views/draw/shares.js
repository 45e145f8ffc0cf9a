// What decided between two digits, shared out neuron by neuron: the twin of through_neurons in model/attribution.py,
// and the lines of the network view that carry the largest shares. Behind forward.js.
//
//   a = f(0) + slope × z, where slope = (f(z) - f(0)) / z     lead = Σ activation × coefficient + bias, in every layer
//
// A line carries activation × weight × what is made of that above; between feature maps, all of it together.

import { OPERATIONS, countIn, inWindow, responseLayer } from "./forward.js";

const LINES = 12; // into each layer
const TINY = 1e-30; // a z that counts as 0

/**
 * A layer's view of the lead.
 *
 * @typedef {object} Level
 * @property {Layer} layer - in which its neurons add up
 * @property {Float64Array} coefficients - what the layers above make of each activation; 0 may be left out
 * @property {number} bias - what the layers above add, whatever is passed on
 *
 * All that each neuron or map of a layer's source gives each of the layer: as a share of the lead, (sources, targets), flat.
 * @typedef {{layer: Layer, shares: Float64Array}} Flow
 */

/**
 * What decided for the answer, against its runner-up: the lines that carry most of it.
 *
 * @param {Network} network
 * @param {Object<string, Float32Array>} activations - of the network as it was changed
 * @param {Factor[]} factors - by which it was
 * @returns {{winner: number, other: number, lead: number, lines: Line[], carried: number[]}} carried: what part of it the
 *   lines into each layer carry, from the outputs down
 */
export function evidenceOf(network, activations, factors) {
  const z = activations[logitsOf(network).name];
  const [winner, other] = [...z.keys()].sort((one, next) => z[next] - z[one] || next - one);
  const { lead, levels, flows } = throughNeurons(network, activations, factors, winner, other);
  const shownAt = new Map([...levels].map(([name, level]) => [name, anchors(level, activations)]));
  const found = flows.map((flow) => strongest(flow, shownAt));
  return { winner, other, lead, lines: found.flat(), carried: found.map((lines) => lines.reduce((sum, { term }) => sum + term, 0)) };
}

/**
 * The lead of one digit over another as a sum over the neurons of every layer beneath the outputs.
 *
 * @param {Network} network
 * @param {Object<string, Float32Array>} activations
 * @param {Factor[]} factors
 * @param {number} digit
 * @param {number} against
 * @returns {{lead: number, levels: Map<string, Level>, flows: Flow[]}} levels: layer name to its Level; both from the outputs down
 */
export function throughNeurons(network, activations, factors, digit, against) {
  const logits = logitsOf(network);
  let given = new Float64Array(logits.shape[0]); // coefficients of what the layer at hand gives
  given[digit] += 1;
  given[against] -= 1;
  const lead = activations[logits.name][digit] - activations[logits.name][against];
  const levels = new Map();
  const flows = [];
  let bias = 0;
  for (let layer = logits; layer.before; layer = layer.before) {
    gain(network, layer, factors, given);
    const shares = layer.unitLayer === layer && !isCopy(layer) ? new Float64Array(groups(layer.source) * groups(layer)) : null;
    if (shares) flows.push({ layer, shares });
    const back = BACK[layer.kind] ?? (isCopy(layer) ? (_, coefficients) => [coefficients, 0] : through);
    const [below, added] = back(layer, given, activations, shares);
    bias += added;
    given = below;
    const { before } = layer;
    if (!isCopy(before) && before.activationLayer === before) levels.set(before.unitLayer.name, { layer: before.unitLayer, coefficients: given.slice(), bias });
  }
  return { lead, levels, flows };
}

const logitsOf = (network) => network.layers.at(-1).unitLayer;
const isCopy = ({ kind }) => kind === "Flatten" || kind === "Reshape";
const isMap = ({ shape }) => shape.length === 3;

/** How many lines can begin or end in a layer: one for each neuron, pixel or whole map. */
function groups(layer) {
  return isMap(layer) ? layer.shape[2] : layer.shape.reduce((product, size) => product * size, 1);
}

function gain(network, layer, factors, given) {
  const channels = layer.shape.at(-1);
  for (const { layer: name, number, factor } of factors)
    if (responseLayer(network, name) === layer) for (let i = number; i < given.length; i += channels) given[i] *= factor;
}

// From a layer's output to what it reads: [the coefficients there, what the layer itself adds]. Into `shares`, if there
// are any, goes what each of its sources gives each of its neurons.
const BACK = { Dense: dense, Conv2D: convolution, Scale: scaled, MaxPooling2D: pooling, AveragePooling2D: averaging };

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

// The neurons of a place that count, and the inputs of its window that are not 0, are listed once: half the time.
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
    let seen = 0;
    inWindow(layer, Math.floor(start / filters / cols), (start / filters) % cols, (pixel, offset) => {
      for (let channel = 0; channel < channels; channel++) {
        const input = pixel * channels + channel;
        if (skips && values[input] === 0) continue;
        inputs[seen] = input;
        rows[seen++] = (offset * channels + channel) * filters;
      }
    });
    for (let each = 0; each < seen; each++) {
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

// Whether a value of 0 in that layer has nothing beneath it that counts: pixels, and what ReLU or step hold down.
function endsAtZero({ kind, before, source }) {
  return !before || kind === "ReLU" || kind === "CappedReLU" || kind === "Step" || (kind === "MaxPooling2D" && endsAtZero(source));
}

function pooling(layer, given, activations, shares) {
  const { shape: [, cols, channels], before, source } = layer;
  const values = activations[source.name];
  const below = new Float64Array(values.length);
  for (const flatIndex of nonZero(given)) {
    const [pixel, channel] = [Math.floor(flatIndex / channels), flatIndex % channels];
    let largest = -1;
    inWindow(layer, Math.floor(pixel / cols), pixel % cols, (seen) => {
      const input = seen * channels + channel;
      if (largest < 0 || values[input] > values[largest]) largest = input;
    });
    below[largest] += given[flatIndex];
    shares[(isMap(before) ? channel : largest) * channels + channel] += values[largest] * given[flatIndex];
  }
  return [below, 0];
}

function averaging(layer, given, activations, shares) {
  const { shape: [, cols, channels], before, source } = layer;
  const values = activations[source.name];
  const below = new Float64Array(values.length);
  for (const flatIndex of nonZero(given)) {
    const [pixel, channel] = [Math.floor(flatIndex / channels), flatIndex % channels];
    const window = (see) => inWindow(layer, Math.floor(pixel / cols), pixel % cols, see);
    const made = given[flatIndex] / countIn(window);
    window((seen) => {
      const input = seen * channels + channel;
      below[input] += made;
      shares[(isMap(before) ? channel : input) * channels + channel] += values[input] * made;
    });
  }
  return [below, 0];
}

// Of an activation function: the straight line from its value at 0 to that at z.
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

/** Where in each neuron or map of a layer its lines end: of a map, at its place with the largest |share|. */
function anchors({ layer, coefficients }, activations) {
  const values = activations[layer.activationLayer.name];
  const number = groups(layer);
  const places = Int32Array.from({ length: number }, (_, group) => group);
  if (isMap(layer)) {
    const largest = new Float64Array(number);
    values.forEach((value, i) => {
      const size = Math.abs(value * coefficients[i]);
      if (size > largest[i % number]) [largest[i % number], places[i % number]] = [size, i];
    });
  }
  return places;
}

/** The lines into a layer that carry the largest shares. */
function strongest({ layer, shares }, shownAt) {
  const [source, targets] = [layer.source.unitLayer, groups(layer)];
  const [starts, ends] = [shownAt.get(source.name), shownAt.get(layer.name)];
  const found = largestOf(shares, LINES);
  const largest = Math.abs(shares[found[0]]);
  return found.map((pair) => {
    const [from, to, term] = [Math.floor(pair / targets), pair % targets, shares[pair]];
    return {
      from: { layer: source, flatIndex: starts[from] },
      to: { layer, flatIndex: ends ? ends[to] : to },
      term,
      share: Math.abs(term) / largest,
      positive: term > 0,
    };
  });
}

// The places of the largest |values|, largest first, none of which is 0; of equals, the first.
function largestOf(values, number) {
  const found = [];
  let least = 0;
  for (let place = 0; place < values.length; place++) {
    const size = Math.abs(values[place]);
    if (!(size > least)) continue;
    let rank = found.length;
    while (rank > 0 && Math.abs(values[found[rank - 1]]) < size) rank--;
    found.splice(rank, 0, place);
    if (found.length > number) found.pop();
    if (found.length === number) least = Math.abs(values[found[number - 1]]);
  }
  return found;
}
