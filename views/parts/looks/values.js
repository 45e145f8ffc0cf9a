// Shows values as colors, and in a tip under the pointer.

import { IMAGE_SIZE, SEQUENTIAL, SIGNED } from "../../../model/constants.js";

const sequential = pixelsOf(SEQUENTIAL);
const signed = pixelsOf(SIGNED);
const shown = new WeakMap(); // a tip -> its text and place

/** Return the color of a value from 0 to `scale` as an ImageData pixel; values beyond get the end's color. */
export const sequentialColor = (value, scale) => sequential[level(value, scale)];

/**
 * Write the colors of many values, as in sequentialColor.
 *
 * @param {Float32Array} values
 * @param {number} scale
 * @param {number} start - index of the first value
 * @param {number} count
 * @param {Uint32Array} pixels - where to write them,
 * @param {number} first - index of the first pixel,
 * @param {number} apart - distance to the next one
 */
export function paintSequential(values, scale, start, count, pixels, first, apart) {
  for (let i = 0; i < count; i++) {
    const step = Math.round((255 * values[start + i]) / scale);
    pixels[first + i * apart] = sequential[step < 0 ? 0 : step > 255 ? 255 : step];
  }
}

/** Return the color of a value from -`scale` to `scale`: blue, dark at 0, orange. */
export const signedColor = (value, scale) => signed[255 + Math.max(-255, Math.min(255, Math.round((255 * value) / scale)))];

/** Return the brightness of a value from 0 to `scale`, in whole steps from 0 to 255. */
export const level = (value, scale) => Math.max(0, Math.min(255, Math.round((255 * value) / scale)));

/** Paint an image onto a canvas of its size; `colorOf` returns the color of each of its pixels, by its number. */
export function paintImage(canvas, colorOf) {
  const picture = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
  new Uint32Array(picture.data.buffer).forEach((_pixel, i, pixels) => (pixels[i] = colorOf(i)));
  canvas.getContext("2d").putImageData(picture, 0, 0);
}

/** Return the CSS color of an ImageData pixel. */
export const cssColor = (pixel) => `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;

function pixelsOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return Uint32Array.from({ length: bytes.length / 3 }, (_, i) => (255 << 24) | (bytes[3 * i + 2] << 16) | (bytes[3 * i + 1] << 8) | bytes[3 * i]);
}

/** Show a tip under the pointer, with a bold first line and, at its end, what `picture` returns. `spot` {x, y} is in pixels of `root`. */
export function showTip(root, tip, lines, { x, y }, picture = null) {
  const key = JSON.stringify([lines, x, y]);
  if (!tip.hidden && shown.get(tip) === key) return; // because placing it again makes the browser lay out the page
  shown.set(tip, key);
  tip.hidden = false;
  tip.replaceChildren(
    ...lines.map((line, i) => Object.assign(document.createElement(i ? "span" : "b"), { textContent: line })),
    ...(picture ? [picture()] : []),
  );
  const left = Math.max(4, Math.min(x + 14, root.clientWidth - tip.offsetWidth - 4));
  const above = y + 18 + tip.offsetHeight > root.clientHeight;
  Object.assign(tip.style, { left: `${left}px`, top: `${above ? y - tip.offsetHeight - 10 : y + 18}px` });
}
