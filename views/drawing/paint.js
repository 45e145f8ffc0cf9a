// Paints strokes the way the canvas does.

/** Paint a stroke, a Fabric object, on a canvas's context. */
export function paintPath(context, { path, strokeWidth, stroke }) {
  Object.assign(context, { lineCap: "round", lineJoin: "round", lineWidth: strokeWidth, strokeStyle: stroke ?? "black" });
  context.stroke(new Path2D(path.map((command) => command.join(" ")).join(" ")));
}
