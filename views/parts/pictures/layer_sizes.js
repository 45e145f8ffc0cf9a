// Computes the sizes of the network view's layers, side by side or, without enough room, one below another.

import { NARROW_NETWORK } from "../../../model/constants.js";
import { lying } from "./panel_grid.js";

const MOST = 5; // layers in a row
const GAP = 14; // least pixels between two layers of a row
const LOWEST = 60; // least pixels of a layer's height
const NARROWEST = 12; // and of the width of a layer of neurons
const TALLEST = { pixels: 512, share: 0.32 }; // the most: 16 neurons of 32 pixels below each other; share of the window's width
const IMAGE = { least: 60, most: 200, share: 0.18 }; // pixels of its side; share of the row's width
const OUTPUTS = { least: 124, most: 280, share: 0.25, pitch: [24, 40] }; // its width; pixels from one output to the next
const LYING = { image: 104, height: 192, pitch: 30 }; // the most pixels of the image and of a horizontal layer; pixels per output
const UPRIGHT = 2; // times as high as wide: from here on, layers have more room one below another

const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

/** Divide the layers into rows of at most five, as evenly as possible, longer rows last: [[number, …], …]. */
export function rowsOf(count) {
  const rows = Math.ceil(count / MOST);
  return Array.from({ length: rows }, (_, row) => {
    const [start, end] = [row, row + 1].map((each) => Math.floor((each * count) / rows));
    return Array.from({ length: end - start }, (_, i) => start + i);
  });
}

/** Return whether layers in that many rows have to go one below another. */
export const isNarrow = (rows, width, height) => width < (rows > 1 ? NARROW_NETWORK.several : NARROW_NETWORK.one) || height > UPRIGHT * width;

/**
 * Return the height of a row's tallest layer, which doesn't depend on what's beside the network, so that no neuron moves up or down.
 *
 * @param {number} height - available pixels
 * @param {number} side - the window's width or height in pixels, of which it takes a share at most
 */
export const tallest = (height, side) => clamp(height, LOWEST, Math.min(TALLEST.pixels, TALLEST.share * side));

/**
 * Return the width and height of each layer of a row. Neurons spread over the height; maps keep their shape.
 *
 * @param {{kind: string, grid: number[]}[]} panels - see network_view.py
 * @param {number} width - the row's width in pixels
 * @param {number} height - the tallest layer's height in pixels
 * @param {number} [large] - factor of the type size of the figures beside the outputs
 * @param {number} [over] - missing pixels for the names, which are taken from neurons
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

/** Return the width and height of a layer that is below the previous one. */
export function lyingSize({ kind, grid }, width) {
  if (kind === "digits") return [width, grid[0] * LYING.pitch];
  const [rows, cols] = lying(...grid);
  const cell = Math.min(width / cols, (kind === "pixels" ? LYING.image : LYING.height) / rows);
  return [cell * cols, cell * rows];
}
