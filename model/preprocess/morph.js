// From the kept drawing to the one on the canvas, like model/preprocess/morph.py, while a slider moves. That module has matched
// the strokes; tests/js/laws.js compares the ink of the two.

import { CANVAS_SIZE, IMAGE_SIZE } from "../constants.js";
import { toMnist } from "./preprocess.js";

const BLOCK = CANVAS_SIZE / IMAGE_SIZE; // canvas pixels a side, of one pixel of an image
const CORNERS = 2; // numbers of a point

/**
 * The morph between two drawings, as model/preprocess/morph.py finds it.
 *
 * @typedef {object} Morph
 * @property {Float32Array} before - (784,), the kept drawing's image
 * @property {Float32Array} after - (784,), the other drawing's image
 * @property {{before: Float32Array, after: Float32Array, widths: number[]}[]} moved - strokes, of equally many points: x, y, x, y, …
 * @property {{points: Float32Array, width: number}[]} gone - strokes that only the kept drawing has
 * @property {{points: Float32Array, width: number}[]} come - strokes that only the other one has
 * @property {boolean} of_images - whether strokes are missing, so that the images are cross-faded
 */

/** Return a morph that knows its images and its ink at a share of the way, for those who don't compute it: see live_ink.js. */
export const along = (morph) => ({ ...morph, imageAt: (share) => imageBetween(morph, share), inkAt: (share) => inkBetween(morph, share) });

/**
 * Return a network's input at a share of the way; at 0 and 1, the original images.
 *
 * @param {Morph} morph
 * @param {number} share - 0 to 1
 * @returns {Float32Array} (784,), 0 for paper to 1
 */
export function imageBetween(morph, share) {
  if (share <= 0 || share >= 1) return share <= 0 ? morph.before : morph.after;
  return toMnist(inkBetween(morph, share), CANVAS_SIZE, CANVAS_SIZE) ?? morph.before;
}

/**
 * Return the ink at a share of the way.
 *
 * @param {Morph} morph
 * @param {number} share - 0 to 1
 * @returns {Uint8Array} (280 × 280,), 0 for paper to 255
 */
export function inkBetween(morph, share) {
  const ink = new Float64Array(CANVAS_SIZE * CANVAS_SIZE);
  if (morph.of_images) fade(ink, morph, share);
  for (const { before, after, widths } of morph.moved) {
    const points = Float64Array.from(before, (value, i) => value + share * (after[i] - value));
    cover(ink, points, widths[0] + share * (widths[1] - widths[0]), 1);
  }
  for (const { points, width } of morph.gone) cover(ink, points, width, 1 - share);
  for (const { points, width } of morph.come) cover(ink, points, width, share);
  const levels = new Uint8Array(ink.length);
  for (let i = 0; i < ink.length; i++) levels[i] = 255 * ink[i] + 0.5;
  return levels;
}

function fade(ink, { before, after }, share) {
  for (let row = 0, i = 0; row < CANVAS_SIZE; row++)
    for (let col = 0; col < CANVAS_SIZE; col++, i++) {
      const pixel = Math.floor(row / BLOCK) * IMAGE_SIZE + Math.floor(col / BLOCK);
      ink[i] = (1 - share) * before[pixel] + share * after[pixel];
    }
}

// Paints a stroke of round-capped lines over ink: of two inks, the darker counts.
function cover(ink, points, width, strength) {
  const last = Math.max(CORNERS, points.length - CORNERS);
  for (let i = 0; i < last; i += CORNERS) {
    const end = Math.min(i + CORNERS, points.length - CORNERS);
    coverLine(ink, points[i], points[i + 1], points[end], points[end + 1], width / 2, strength);
  }
}

function coverLine(ink, x, y, xEnd, yEnd, radius, strength) {
  const from = (a, b) => Math.max(0, Math.floor(Math.min(a, b) - radius - 1));
  const to = (a, b) => Math.min(CANVAS_SIZE, Math.ceil(Math.max(a, b) + radius + 1));
  const [left, right, bottom] = [from(x, xEnd), to(x, xEnd), to(y, yEnd)];
  const [alongX, alongY] = [xEnd - x, yEnd - y];
  const length = alongX * alongX + alongY * alongY;
  const farthest = (radius + 0.5) ** 2;
  for (let row = from(y, yEnd); row < bottom; row++)
    for (let col = left; col < right; col++) {
      const i = row * CANVAS_SIZE + col;
      if (ink[i] >= strength) continue;
      const [across, down] = [col + 0.5 - x, row + 0.5 - y];
      const place = length ? Math.max(0, Math.min(1, (across * alongX + down * alongY) / length)) : 0;
      const [offX, offY] = [across - place * alongX, down - place * alongY];
      const distance = offX * offX + offY * offY; // squared
      if (distance >= farthest) continue;
      const value = strength * Math.min(1, radius + 0.5 - Math.sqrt(distance));
      if (value > ink[i]) ink[i] = value;
    }
}
