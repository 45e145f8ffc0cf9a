// Paints strokes the way the pen does.

import { INK } from "../../../model/constants.js";

/** Paint a stroke, a Fabric object, on a canvas's context. */
export function paintPath(context, { path, strokeWidth }) {
  Object.assign(context, { lineCap: "round", lineJoin: "round", lineWidth: strokeWidth, strokeStyle: INK });
  context.stroke(new Path2D(path.map((command) => command.join(" ")).join(" ")));
}
