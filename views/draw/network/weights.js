// A neuron's weights as a picture, each at the place of its input: blue holds back, orange pushes.

import { signedColor } from "../../parts/looks/values.js";

const SIDE = 112; // pixels of the picture's longer side, at most: four per pixel of an image

/**
 * Return a canvas with the weights.
 *
 * @param {{shape: number[], values: Float32Array}} weights - from weightsOf; shape [units], [rows, cols] or [rows, cols, channels]
 * @param {number[]} grid - rows and columns in which the units are arranged
 * @returns {HTMLCanvasElement}
 */
export function pictureOf({ shape, values }, grid = [1, shape[0]]) {
  const { rows, cols, placeOf } = laidOut(shape, grid);
  const zoom = Math.max(1, Math.floor(SIDE / Math.max(rows, cols)));
  const canvas = Object.assign(document.createElement("canvas"), { width: cols, height: rows, ariaHidden: "true" });
  Object.assign(canvas.style, { width: `${zoom * cols}px`, height: `${zoom * rows}px` });
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const picture = new ImageData(cols, rows);
  const colors = new Uint32Array(picture.data.buffer).fill(signedColor(0, 1));
  values.forEach((value, i) => (colors[placeOf(i)] = signedColor(value, scale)));
  canvas.getContext("2d").putImageData(picture, 0, 0);
  return canvas;
}

// Like `mosaic` in views/parts/looks/encode.py: channels side by side, with a line between them.
function laidOut(shape, [down, across]) {
  if (shape.length === 1) return { rows: down, cols: across, placeOf: (i) => i };
  const [rows, cols, channels = 1] = shape;
  const wide = Math.ceil(Math.sqrt(channels));
  const gap = Number(channels > 1);
  const tall = Math.ceil(channels / wide);
  const width = wide * (cols + gap) - gap;
  const placeOf = (i) => {
    const [channel, pixel] = [i % channels, Math.floor(i / channels)];
    const row = Math.floor(channel / wide) * (rows + gap) + Math.floor(pixel / cols);
    return row * width + (channel % wide) * (cols + gap) + (pixel % cols);
  };
  return { rows: tall * (rows + gap) - gap, cols: width, placeOf };
}
