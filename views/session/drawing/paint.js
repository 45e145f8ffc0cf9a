// Paints strokes the way the pen does.

import { INK } from "../../../model/constants.js";

/** Return how much ink each pixel of an ImageData has: Uint8Array (height × width,), 0 to 255. */
export function alphaOf({ data }) {
  const alpha = new Uint8Array(data.length / 4);
  for (let pixel = 0; pixel < alpha.length; pixel++) alpha[pixel] = data[4 * pixel + 3];
  return alpha;
}

/** Paint a stroke, a Fabric object, on a canvas's context. */
export function paintPath(context, { path, strokeWidth }) {
  Object.assign(context, { lineCap: "round", lineJoin: "round", lineWidth: strokeWidth, strokeStyle: INK });
  context.stroke(new Path2D(path.map((command) => command.join(" ")).join(" ")));
}
