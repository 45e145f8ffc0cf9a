// The window that slides over a convolution's or pooling's input: at each place it reads a few values and writes one.

import { floatsOf } from "../base64.js";
import { FUNCTIONS } from "../network/functions.js";
import { countIn, inWindow } from "../network/windows.js";

/**
 * What writes one feature map.
 *
 * @typedef {object} Filter
 * @property {number[]} window - rows and columns, like `strides`, `padding` and `shape`: see model/network/layer.py
 * @property {{shape: number[]}} before - the layer that it slides over
 * @property {number} channel - the map's number
 * @property {?ArrayLike<number>} weights - (rows, cols, channels in), flat; null for a pooling, which reads the map of its own number
 * @property {number} bias
 * @property {number} shownBias - as the card's ledger shows it
 * @property {string} name - its function: "relu", "linear" and so on; of a pooling "max" or "mean"
 * @property {number[]} parameters - of that function
 * @property {number} factor - by what the map is turned up or down
 */

/** Return the Filter that views/neuron/card/sliding_window.py has described. */
export function filterOf({ about: [, [, , channel]], chain, weights, bias, shown_bias: shownBias, function: name, parameters, factor, shape }) {
  return { ...chain[0], shape, channel, weights: weights && floatsOf(weights), bias, shownBias, name, parameters, factor };
}

/**
 * Return what the window reads and writes at a place, as `forward` computes it: z = Σ terms + bias, or the largest term; a = factor × function(z).
 *
 * @param {Filter} filter
 * @param {ArrayLike<number>} values - of the layer before, flat
 * @param {number} row - of the map that is written
 * @param {number} col
 * @returns {{cells: {offset: number, map: number, input: number, weight: number, term: number}[], z: number, a: number}} - cells: what it
 *   reads, without padding; offset: the place in the window, row by row; map: the number of the map that is read
 */
export function stepOf(filter, values, row, col) {
  const { weights, channel, bias, name, parameters, factor, before } = filter;
  const channels = before.shape[2] ?? 1;
  const [first, last] = weights ? [0, channels] : [channel, channel + 1];
  const see = (visit) => inWindow(filter, row, col, visit);
  const count = name === "mean" ? countIn(see) : 1;
  const cells = [];
  see((pixel, offset) => {
    for (let map = first; map < last; map++) {
      const input = values[pixel * channels + map];
      const weight = weights ? weights[offset * channels + map] : 1 / count;
      cells.push({ offset, map, input, weight, term: weights ? input * weight : input / count });
    }
  });
  const z = Math.fround(name === "max" ? Math.max(...cells.map(({ term }) => term)) : cells.reduce((sum, { term }) => sum + term, bias));
  const a = Math.fround(FUNCTIONS[name] ? FUNCTIONS[name](z, ...parameters) : z);
  return { cells, z, a: Math.fround(factor * a) };
}

/**
 * Return which places of an earlier layer can change one: [top, bottom, left, right], ends excluded.
 *
 * @param {{window: number[], strides: number[], padding: number[], before: {shape: number[]}}[]} chain - the windows between them, the last one first
 * @param {number} row - of the first window's map
 * @param {number} col
 */
export function fieldOf(chain, row, col) {
  let sides = [[row, row + 1], [col, col + 1]];
  for (const { window, strides, padding, before } of chain)
    sides = sides.map(([start, end], axis) => {
      const first = start * strides[axis] - padding[axis];
      return [Math.max(0, first), Math.min(before.shape[axis], (end - 1) * strides[axis] - padding[axis] + window[axis])];
    });
  return sides.flat();
}
