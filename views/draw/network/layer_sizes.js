// How large the layers of the network view are, be there room beside each other or only one under the other.

import { NARROW_NETWORK } from "../../../model/constants.js";
import { lying } from "./panel_grid.js";

const MOST = 5; // layers in a row
const GAP = 14; // pixels between two layers of a row, at least
const LOWEST = 60; // pixels of a layer, at least
const TALLEST = 768; // and at most: 32 neurons, one under the other, of 24 pixels
const IMAGE = { least: 60, most: 200, share: 0.2 }; // pixels of its side, and of the row's width
const OUTPUTS = { least: 124, most: 280, share: 0.27, pitch: [20, 52] }; // its width; pixels from one output to the next
const LYING = { height: 120, pitch: 32 }; // pixels, at most, of a layer that lies down; of an output

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
export const isNarrow = (rows, width) => width < (rows > 1 ? NARROW_NETWORK.several : NARROW_NETWORK.one);

/**
 * Width and height of each layer of a row.
 *
 * @param {{kind: string, grid: number[]}[]} panels - as network_view.py describes them
 * @param {number} width - pixels of the row
 * @param {number} height - pixels that the tallest may have
 * @returns {number[][]}
 */
export function standingSizes(panels, width, height) {
  const fixed = { pixels: clamp(width * IMAGE.share, IMAGE.least, IMAGE.most), digits: clamp(width * OUTPUTS.share, OUTPUTS.least, OUTPUTS.most) };
  const ratio = ({ kind, grid: [rows, cols] }) => (kind in fixed ? 0 : cols / rows);
  const taken = panels.reduce((sum, { kind }) => sum + (fixed[kind] ?? 0), 0) + GAP * (panels.length - 1);
  const ratios = panels.reduce((sum, panel) => sum + ratio(panel), 0);
  const tall = clamp(Math.min(height, (width - taken) / (ratios || 1)), LOWEST, TALLEST);
  return panels.map((panel) => {
    const [rows] = panel.grid;
    if (panel.kind === "pixels") return [Math.min(fixed.pixels, tall), Math.min(fixed.pixels, tall)];
    if (panel.kind === "digits") return [fixed.digits, rows * clamp(tall / rows, ...OUTPUTS.pitch)];
    return [tall * ratio(panel), tall];
  });
}

/** Width and height of a layer that lies below the one before. */
export function lyingSize({ kind, grid }, width) {
  if (kind === "digits") return [width, grid[0] * LYING.pitch];
  const [rows, cols] = lying(...grid);
  const cell = Math.min(width / cols, LYING.height / rows);
  return [cell * cols, cell * rows];
}
