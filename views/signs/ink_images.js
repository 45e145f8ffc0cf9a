// From a sign's strokes to the image that networks get, in whole 255ths, because Python gets them so.

import { CANVAS_SIZE, IMAGE_SIZE } from "../../model/constants.js";
import { toMnist } from "../../model/preprocess/preprocess.js";
import { alphaOf } from "../session/drawing/paint.js";
import { paintImage, sequentialColor } from "../parts/looks/values.js";
import { paintStrokes } from "./pad.js";

const known = new WeakMap(); // strokes of a drawing -> {number, image}
let [context, next] = [null, 0];

/** Return the image of strokes, (784,) in 255ths from 0 to 1; null if there's no ink on the canvas. */
export function imageOf(strokes, widths) {
  context ??= Object.assign(document.createElement("canvas"), { width: CANVAS_SIZE, height: CANVAS_SIZE }).getContext("2d", { willReadFrequently: true });
  paintStrokes(context, strokes, widths);
  const alpha = alphaOf(context.getImageData(0, 0, CANVAS_SIZE, CANVAS_SIZE));
  return toMnist(alpha, CANVAS_SIZE, CANVAS_SIZE)?.map((value) => Math.round(255 * value) / 255) ?? null;
}

/** Return a drawing's number, the same whatever its label, and its image. */
export function numbered({ strokes, widths }) {
  if (!known.has(strokes)) known.set(strokes, { number: next++, image: imageOf(strokes, widths) });
  return known.get(strokes);
}

/** Return a new small picture of an image. */
export function pictureOf(image) {
  const canvas = Object.assign(document.createElement("canvas"), { width: IMAGE_SIZE, height: IMAGE_SIZE, className: "ink-small" });
  canvas.setAttribute("aria-hidden", "true");
  paintImage(canvas, (i) => sequentialColor(image[i], 1));
  return canvas;
}
