// What decided between two digits, divided among neurons: the twin of through_neurons in model/attribution/attribution.py,
// and the network view's lines with the largest shares. Behind forward.js.
//
//   a = f(0) + slope × z, where slope = (f(z) - f(0)) / z     lead = Σ activation × coefficient + bias, in every layer
//
// A line carries activation × weight × the coefficient above; between feature maps, all of it together.

import { responseLayer } from "../network/network.js";
import { groups, isCopy, isMap, stepBack } from "./step_back.js";

const LINES = 12; // into each layer

/**
 * A layer's view of the lead.
 *
 * @typedef {object} Level
 * @property {Layer} layer - the one in which its neurons add up
 * @property {Float64Array} coefficients - by what the layers above multiply each activation; 0 may be left out
 * @property {number} bias - what the layers above always add
 *
 * What each neuron or map of a layer's source adds to each one of the layer: as a share of the lead, (sources, targets), flat.
 * @typedef {{layer: Layer, shares: Float64Array}} Flow
 */

/**
 * What decided for the answer and against its runner-up: the lines that carry most of it.
 *
 * @param {Network} network
 * @param {Object<string, Float32Array>} activations - of the network with its changes
 * @param {Factor[]} factors - these changes
 * @returns {{winner: number, other: number, lead: number, lines: Line[], carried: number[]}} carried: what share of the lead the
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
 * Return the lead of one digit over another as a sum over the neurons of every layer beneath the outputs.
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
    const [below, added] = stepBack(layer, given, activations, shares);
    bias += added;
    given = below;
    const { before } = layer;
    if (!isCopy(before) && before.activationLayer === before) levels.set(before.unitLayer.name, { layer: before.unitLayer, coefficients: given.slice(), bias });
  }
  return { lead, levels, flows };
}

const logitsOf = (network) => network.layers.at(-1).unitLayer;
function gain(network, layer, factors, given) {
  const channels = layer.shape.at(-1);
  for (const { layer: name, number, factor } of factors)
    if (responseLayer(network, name) === layer) for (let i = number; i < given.length; i += channels) given[i] *= factor;
}

/** Where in each neuron or map of a layer its lines end: for a map, at its place with the largest |share|. */
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

// Returns the places of the largest |values|, largest first, without zeros; of equal ones, the first.
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
