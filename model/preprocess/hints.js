// Hints for somebody whose drawing isn't a single digit of a readable size: the twin of model/preprocess/hints.py.

import { DIGIT_PART, SMALLEST } from "../constants.js";
import { inkBox } from "./preprocess.js";

/**
 * Return the hint for ink that was refused, or is too small for a network.
 *
 * @param {Uint8Array} alpha - (width × height,), how much ink each pixel of the canvas carries, 0 to 255
 * @param {number} width
 * @param {number} height
 * @returns {string} "larger", "one" (digit at a time), or ""
 */
export function hintOf(alpha, width, height) {
  const box = inkBox(alpha, width, height);
  if (!box) return "";
  const { top, bottom, left, right } = box;
  if (Math.max(bottom - top, right - left) < SMALLEST * Math.max(width, height)) return "larger";
  const extents = [];
  for (let col = left; col < right; col++) extents.push(extentOf(alpha, width, col, top, bottom));
  const least = DIGIT_PART * (bottom - top);
  const isApart = (col) => [extents.slice(0, col), extents.slice(col)].every((part) => heightOf(part) >= least);
  return extents.some((extent, col) => !extent && isApart(col)) ? "one" : "";
}

// Returns the first and last inked row of a column; null if it is blank.
function extentOf(alpha, width, col, top, bottom) {
  let extent = null;
  for (let row = top; row < bottom; row++) if (alpha[row * width + col]) extent = [extent ? extent[0] : row, row];
  return extent;
}

function heightOf(extents) {
  const inked = extents.filter(Boolean);
  return Math.max(...inked.map(([, last]) => last)) - Math.min(...inked.map(([first]) => first)) + 1;
}
