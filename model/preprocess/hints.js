// What to ask of somebody whose drawing is no single digit of a size that can be read: the twin of model/preprocess/hints.py.

import { DIGIT_PART, SMALLEST } from "../constants.js";
import { inkBox } from "./preprocess.js";

/**
 * What is to be said of ink that was refused, or is too small to be asked about.
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

// The first and last inked row of a column; null where it is blank.
function extentOf(alpha, width, col, top, bottom) {
  let extent = null;
  for (let row = top; row < bottom; row++) if (alpha[row * width + col]) extent = [extent ? extent[0] : row, row];
  return extent;
}

function heightOf(extents) {
  const inked = extents.filter(Boolean);
  return Math.max(...inked.map(([, last]) => last)) - Math.min(...inked.map(([first]) => first)) + 1;
}
