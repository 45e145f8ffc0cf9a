// Paints what a pen has left, as the canvas paints it.

/** Paint a stroke, an object of Fabric's, on a canvas's context. */
export function paintPath(context, { path, strokeWidth, stroke }) {
  Object.assign(context, { lineCap: "round", lineJoin: "round", lineWidth: strokeWidth, strokeStyle: stroke ?? "black" });
  context.stroke(new Path2D(path.map((command) => command.join(" ")).join(" ")));
}
