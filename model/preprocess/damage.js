// Damage to a digit, like model/preprocess/damage.py, while the slider moves; tests/js/laws.js compares the two.
// Only Python makes the noise, which is sent.

import { CENTER, IMAGE_SIZE, PIXELS } from "../constants.js";
import { roundHalfEven, toMnist } from "./preprocess.js";

const MARGIN = 10; // pixels of paper around the image
const SHEET = IMAGE_SIZE + 2 * MARGIN;
const FINE = 4; // edges move by quarters of a pixel
const ROOM = 3; // pixels: more than the edges advance
const SAMPLES = 4; // a side, for each pixel of a shrunk image

const DAMAGES = {
  slid: (image, degree) => sheetOf(image, degree),
  shrunk: (image, degree) => mapped(image, 1 - degree / 100, 0, SAMPLES),
  turned: (image, degree) => mapped(image, 1, degree, 1),
  thinned: (image, degree) => edgesMoved(image, Math.min, degree),
  thickened: (image, degree) => edgesMoved(image, Math.max, degree),
  noised: (image, degree, noise) => sheetOf(image.map((value, i) => Math.max(0, Math.min(1, value + (degree / 100) * noise[i])))),
};

/**
 * Return a network's input for a damaged image.
 *
 * @param {Float32Array} image - (784,), 0 for paper to 1
 * @param {{kind: string, degree: number, centered: boolean}} damage - see DEGREES in damage.py
 * @param {Float32Array} noise - (784,), of standard deviation 1
 * @returns {Float32Array} (784,)
 */
export function damaged(image, { kind, degree, centered }, noise) {
  const sheet = degree ? DAMAGES[kind](image, degree, noise) : sheetOf(image);
  if (centered) return toMnist(Float64Array.from(sheet, (value) => 255 * value), SHEET, SHEET) ?? new Float32Array(PIXELS);
  return image.map((_, i) => sheet[(Math.floor(i / IMAGE_SIZE) + MARGIN) * SHEET + (i % IMAGE_SIZE) + MARGIN]);
}

// The image in the middle of the sheet, slid to the right by whole pixels.
function sheetOf(image, right = 0) {
  const sheet = new Float32Array(SHEET * SHEET);
  for (let row = 0; row < IMAGE_SIZE; row++)
    sheet.set(image.subarray(row * IMAGE_SIZE, (row + 1) * IMAGE_SIZE), (row + MARGIN) * SHEET + MARGIN + right);
  return sheet;
}

// The image scaled and turned about its center; each pixel of the sheet is the mean of that many samples a side.
function mapped(image, scale, degrees, samples) {
  const angle = (degrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin, Math.cos].map((f) => Number(f(angle).toFixed(12))); // a quarter turn maps pixels to pixels
  const place = (i) => Math.floor(i / samples) + ((i % samples) + 0.5) / samples - 0.5 - MARGIN - CENTER;
  const sheet = new Float64Array(SHEET * SHEET);
  for (let i = 0; i < SHEET * samples; i++)
    for (let j = 0, row = place(i), start = Math.floor(i / samples) * SHEET; j < SHEET * samples; j++) {
      const col = place(j);
      const value = valueAt(image, (cosine * row - sine * col) / scale + CENTER, (sine * row + cosine * col) / scale + CENTER);
      sheet[start + Math.floor(j / samples)] += value / samples ** 2;
    }
  return Float32Array.from(sheet, (value) => Math.min(1, value));
}

// Bilinear between pixels, with paper around the image.
function valueAt(image, row, col) {
  const [top, left] = [Math.floor(row), Math.floor(col)];
  if (top < -1 || top >= IMAGE_SIZE || left < -1 || left >= IMAGE_SIZE) return 0;
  const at = (i, j) => (i >= 0 && i < IMAGE_SIZE && j >= 0 && j < IMAGE_SIZE ? image[i * IMAGE_SIZE + j] : 0);
  const [down, right] = [row - top, col - left];
  return (1 - down) * ((1 - right) * at(top, left) + right * at(top, left + 1)) + down * ((1 - right) * at(top + 1, left) + right * at(top + 1, left + 1));
}

// Each pixel of an enlarged picture becomes the extreme around it, in a cross and a square by turns, which together are nearly round.
function edgesMoved(image, extreme, degree) {
  const side = FINE * (IMAGE_SIZE + 2 * ROOM);
  const pixel = Int32Array.from({ length: side }, (_, i) => Math.floor(i / FINE) - ROOM);
  let fine = new Uint8Array(side * side);
  for (let row = FINE * ROOM; row < side - FINE * ROOM; row++)
    for (let col = FINE * ROOM; col < side - FINE * ROOM; col++)
      fine[row * side + col] = roundHalfEven(Math.fround(255 * image[pixel[row] * IMAGE_SIZE + pixel[col]]));
  for (let number = 0; number < (degree * FINE) / 100; number++) {
    const along = ofThree(fine, side, extreme);
    const across = ofThree(number % 2 ? along : fine, 1, extreme);
    fine = number % 2 ? across : across.map((value, i) => extreme(value, along[i]));
  }
  const sheet = new Float32Array(SHEET * SHEET);
  for (let row = 0, i = 0; row < side; row++)
    for (let col = 0; col < side; col++, i++)
      sheet[(pixel[row] + MARGIN) * SHEET + pixel[col] + MARGIN] += fine[i] / (255 * FINE ** 2);
  return sheet;
}

// The extreme of each value and those one step before and after; at the border there is only paper.
function ofThree(values, step, extreme) {
  const found = values.slice();
  for (let i = step; i < values.length - step; i++) found[i] = extreme(values[i - step], values[i], values[i + step]);
  return found;
}
