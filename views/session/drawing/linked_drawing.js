// Encodes the canvas's drawing for an address, like views/session/drawing/linked_drawing.py, before Python knows the drawing.

import { CANVAS_SIZE } from "../../../model/constants.js";
import { toMnist } from "../../../model/preprocess/preprocess.js";
import { encodeDrawing } from "./drawing_code.js";
import { gray } from "./gray.js";
import { alphaOf, paintPath } from "./paint.js";

/**
 * Return the code of these Fabric objects for an address.
 *
 * @returns {Promise<string>} empty if there's no ink, or if it can't be encoded
 */
export async function codeOf(objects) {
  const strokes = objects.filter((each) => !isPicture(each));
  const picture = isPicture(objects[0]) ? await gray(await alphaWith(objects.slice(0, 1)), CANVAS_SIZE) : undefined;
  const seen = toMnist(await alphaWith(objects), CANVAS_SIZE, CANVAS_SIZE);
  return seen ? encodeDrawing(strokes.map(strokeOf), seen, picture) : "";
}

const isPicture = (drawn) => drawn?.type?.toLowerCase() === "image";

// Returns how much ink each pixel of the canvas would have: Uint8Array (280 × 280,).
async function alphaWith(objects) {
  const canvas = Object.assign(document.createElement("canvas"), { width: CANVAS_SIZE, height: CANVAS_SIZE });
  const context = canvas.getContext("2d");
  for (const each of objects)
    if (isPicture(each)) context.drawImage(await loaded(each.src), 0, 0, CANVAS_SIZE, CANVAS_SIZE);
    else paintPath(context, each);
  return alphaOf(context.getImageData(0, 0, CANVAS_SIZE, CANVAS_SIZE));
}

async function loaded(src) {
  const image = Object.assign(new Image(), { src });
  await image.decode();
  return image;
}

// For a parabola, the canvas stores the point that it bends around, then its end: halfway to the next point.
function strokeOf({ path, strokeWidth }) {
  const places = path.flatMap(([, ...numbers]) => (numbers.length > 2 ? [numbers.slice(0, 2), numbers.slice(2)] : [numbers]));
  const isCurve = /^MQ+L$/.test(path.map(([name]) => name).join(""));
  const points = isCurve ? places.filter((_, place) => place % 2 || place === 0 || place === places.length - 1) : places;
  return { points, width: Math.round(strokeWidth), isCurve };
}
