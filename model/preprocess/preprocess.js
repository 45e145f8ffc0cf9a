// From ink to the 28×28 image a network reads, like model/preprocess/preprocess.py, while the pen is down.
// That module prepares finished drawings; tests/js/laws.js compares the two.

import { CENTER, DIGIT_SIZE, IMAGE_SIZE, PIXELS } from "../constants.js";

/**
 * Return the image of a drawing.
 *
 * @param {Uint8Array} alpha - (width × height,), how much ink each pixel of the canvas carries, 0 to 255
 * @param {number} width
 * @param {number} height
 * @returns {?Float32Array} (784,), 0 for paper to 1; null if there is no ink
 */
export function toMnist(alpha, width, height) {
  const box = inkBox(alpha, width, height);
  return box && placeByMass(scaleToDigitSize(alpha, width, box));
}

/** Returns the smallest {top, bottom, left, right}, ends excluded, that holds all ink of (width × height,); null if blank. */
export function inkBox(alpha, width, height) {
  let [top, bottom, left, right] = [height, 0, width, 0];
  for (let row = 0, i = 0; row < height; row++)
    for (let col = 0; col < width; col++, i++)
      if (alpha[i]) {
        if (row < top) top = row;
        bottom = row + 1;
        if (col < left) left = col;
        if (col >= right) right = col + 1;
      }
  return bottom ? { top, bottom, left, right } : null;
}

// Averages over areas so that the longer side becomes DIGIT_SIZE: first of each row, then of each column.
function scaleToDigitSize(alpha, width, { top, bottom, left, right }) {
  const [oldRows, oldCols] = [bottom - top, right - left];
  const longer = Math.max(oldRows, oldCols);
  const [rows, cols] = [oldRows, oldCols].map((side) => Math.max(1, roundHalfEven((DIGIT_SIZE * side) / longer)));
  const narrowed = new Float64Array(oldRows * cols);
  shares(oldCols, cols, (old, col, share) => {
    for (let row = 0; row < oldRows; row++) narrowed[row * cols + col] += (share * alpha[(top + row) * width + left + old]) / 255;
  });
  const scaled = new Float64Array(rows * cols);
  shares(oldRows, rows, (old, row, share) => {
    for (let col = 0; col < cols; col++) scaled[row * cols + col] += share * narrowed[old * cols + col];
  });
  return { rows, cols, values: Float32Array.from(scaled, (value) => Math.min(1, value)) };
}

export function roundHalfEven(value) {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}

// Calls visit(old, new, share) for every old pixel's share in a new one; the shares of a new one add up to 1.
function shares(oldSize, newSize, visit) {
  for (let pixel = 0; pixel < newSize; pixel++) {
    const [start, end] = [(pixel * oldSize) / newSize, ((pixel + 1) * oldSize) / newSize];
    for (let old = Math.floor(start); old < Math.min(end, oldSize); old++) {
      const overlap = Math.min(end, old + 1) - Math.max(start, old);
      if (overlap > 0) visit(old, pixel, (overlap * newSize) / oldSize);
    }
  }
}

// Whole pixels. A mass halfway between two goes down or right, even if it is a rounding error short of that.
function placeByMass({ rows, cols, values }) {
  let [total, rowMass, colMass] = [0, 0, 0];
  for (let row = 0, i = 0; row < rows; row++)
    for (let col = 0; col < cols; col++, i++) {
      total += values[i];
      rowMass += row * values[i];
      colMass += col * values[i];
    }
  const [down, right] = [[rowMass, rows], [colMass, cols]].map(([mass, side]) => {
    const corner = Math.floor(Math.round((CENTER - mass / total + 0.5) * 1e4) / 1e4);
    return Math.max(0, Math.min(IMAGE_SIZE - side, corner));
  });
  const image = new Float32Array(PIXELS);
  for (let row = 0; row < rows; row++)
    image.set(values.subarray(row * cols, (row + 1) * cols), (down + row) * IMAGE_SIZE + right);
  return image;
}

/** Return one of several images, (784,) from 0 to 1, whose bytes follow each other. */
export const imageAt = (bytes, number = 0) => Float32Array.from(bytes.subarray(PIXELS * number, PIXELS * (number + 1)), (level) => level / 255);
