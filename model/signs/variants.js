// Variants of a drawing, turned, sheared, stretched and slid a little: the twin of model/signs/variants.py.

import { IMAGE_SIZE, PIXELS } from "../constants.js";

export const AMOUNTS = { turn: 14, shear: 0.25, stretch: 0.15, slide: 1.5 }; // at most, as in Python
const BASES = [2, 3, 5, 7, 11, 13];
const CENTER = (IMAGE_SIZE - 1) / 2;

/**
 * Return an image and its variants, which show in each pixel the image at M (p − c) + c + slide.
 *
 * @param {Float32Array} image - (784,), 0 to 1
 * @param {number} count - of variants
 * @returns {Float32Array[]} each (784,), the image itself first
 */
export function variantsOf(image, count) {
  return Array.from({ length: 1 + count }, (_, number) => (number ? variantOf(image, mapping(number)) : image));
}

/** Return M and slide of a variant, [[number, number, number], …]: see `mapping` in Python. */
export function mapping(number) {
  const [turn, shear, height, width, down, right] = BASES.map((base) => 2 * halton(number, base) - 1);
  const angle = (AMOUNTS.turn * turn * Math.PI) / 180;
  const [cos, sin, sheared] = [Math.cos(angle), Math.sin(angle), AMOUNTS.shear * shear];
  const [tall, wide] = [1 + AMOUNTS.stretch * height, 1 + AMOUNTS.stretch * width];
  return [
    [(cos - sin * sheared) * tall, -sin * wide, AMOUNTS.slide * down],
    [(sin + cos * sheared) * tall, cos * wide, AMOUNTS.slide * right],
  ];
}

function halton(number, base) {
  let [mirrored, share] = [0, 1];
  for (let rest = number; rest; rest = Math.floor(rest / base)) {
    share /= base;
    mirrored += share * (rest % base);
  }
  return mirrored;
}

function variantOf(image, [rows, cols]) {
  const variant = new Float32Array(PIXELS);
  const at = (row, col) => (row >= 0 && row < IMAGE_SIZE && col >= 0 && col < IMAGE_SIZE ? image[row * IMAGE_SIZE + col] : 0);
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const [down, right] = [Math.floor(pixel / IMAGE_SIZE) - CENTER, (pixel % IMAGE_SIZE) - CENTER];
    const [exactRow, exactCol] = [rows, cols].map(([ofDown, ofRight, slide]) => ofDown * down + ofRight * right + slide + CENTER);
    const [row, col] = [Math.floor(exactRow), Math.floor(exactCol)];
    const [below, beside] = [exactRow - row, exactCol - col];
    const above = at(row, col) * (1 - beside) + at(row, col + 1) * beside;
    variant[pixel] = above * (1 - below) + (at(row + 1, col) * (1 - beside) + at(row + 1, col + 1) * beside) * below;
  }
  return variant;
}
