// How large the layers of the network view are, be there room beside each other or only one under the other.

import { NARROW_NETWORK } from "../../../model/constants.js";
import { lying } from "./panel_grid.js";

const MOST = 5; // layers in a row
const GAP = 14; // pixels between two layers of a row, at least
const LOWEST = 60; // pixels of a layer, at least
const NARROWEST = 12; // and of one of neurons, across
const TALLEST = { pixels: 512, share: 0.32 }; // and at most: 16 neurons, one under the other, of 32 pixels; of the window's width
const IMAGE = { least: 60, most: 200, share: 0.18 }; // pixels of its side, and of the row's width
const OUTPUTS = { least: 124, most: 280, share: 0.25, pitch: [20, 40] }; // its width; pixels from one output to the next
const LYING = { image: 104, height: 192, pitch: 30 }; // pixels, at most, of the image and of a layer that lies down; of an output
const UPRIGHT = 2; // times as high as wide: then layers have more room one under the other

const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

/** The layers in rows of at most five, as even as can be, the longer rows last: [[number, …], …]. */
export function rowsOf(count) {
  const rows = Math.ceil(count / MOST);
  return Array.from({ length: rows }, (_, row) => {
    const [start, end] = [row, row + 1].map((each) => Math.floor((each * count) / rows));
    return Array.from({ length: end - start }, (_, i) => start + i);
  });
}

/** Whether layers in that many rows must stand one under the other. */
export const isNarrow = (rows, width, height) => width < (rows > 1 ? NARROW_NETWORK.several : NARROW_NETWORK.one) || height > UPRIGHT * width;

/**
 * How high the tallest layer of a row is: whatever stands beside the network, so that no neuron moves up or down.
 *
 * @param {number} height - pixels that there are for it
 * @param {number} window - pixels of the window's width
 */
export const tallest = (height, window) => clamp(height, LOWEST, Math.min(TALLEST.pixels, TALLEST.share * window));

/**
 * Width and height of each layer of a row. Neurons fill the height, and are as far apart as it leaves them; maps keep their shape.
 *
 * @param {{kind: string, grid: number[]}[]} panels - as network_view.py describes them
 * @param {number} width - pixels of the row
 * @param {number} height - pixels of the tallest
 * @param {number} [large] - times the usual size of type, in which figures stand beside the outputs
 * @param {number} [over] - pixels that names need more than there are: neurons do without them
 * @returns {number[][]}
 */
export function standingSizes(panels, width, height, large = 1, over = 0) {
  const fixed = { pixels: clamp(width * IMAGE.share, IMAGE.least, IMAGE.most), digits: clamp(width * OUTPUTS.share, OUTPUTS.least * large, OUTPUTS.most) };
  const ratio = ({ kind, grid: [rows, cols] }) => (kind in fixed ? 0 : cols / rows);
  const taken = panels.reduce((sum, { kind }) => sum + (fixed[kind] ?? 0), 0) + GAP * (panels.length - 1);
  const ratios = panels.reduce((sum, panel) => sum + ratio(panel), 0);
  const fit = Math.max(LOWEST, Math.min(height, (width - taken) / (ratios || 1)));
  const less = over / panels.filter(({ kind }) => kind === "units").length;
  return panels.map((panel) => {
    const [rows] = panel.grid;
    if (panel.kind === "pixels") return [Math.min(fixed.pixels, height), Math.min(fixed.pixels, height)];
    if (panel.kind === "digits") return [fixed.digits, rows * clamp(height / rows, ...OUTPUTS.pitch)];
    if (panel.kind === "maps") return [fit * ratio(panel), fit];
    return [Math.max(NARROWEST, fit * ratio(panel) - less), height];
  });
}

/** Width and height of a layer that lies below the one before. */
export function lyingSize({ kind, grid }, width) {
  if (kind === "digits") return [width, grid[0] * LYING.pitch];
  const [rows, cols] = lying(...grid);
  const cell = Math.min(width / cols, (kind === "pixels" ? LYING.image : LYING.height) / rows);
  return [cell * cols, cell * rows];
}
