// A canvas to draw on before the page has loaded: its strokes are the ones that the page's own canvas would have made.
//
// pen.js recognizes a surface by the class upper-canvas, with the other layers as siblings. hand.js translates touches into
// a single pointer, so palms and two fingers don't draw.

const { size: SIZE, width: WIDTH, color: COLOR } = globalThis.inklingSite?.pen ?? {}; // of the canvas and the pen; undefined in a worker thread: see apart.js

/** A drawing surface in an element, and its strokes: lists of [x, y] in canvas pixels. */
export class Ink {
  /** @param {function} changed - called after every finished stroke */
  constructor(host, label, changed) {
    Object.assign(this, { host, changed, strokes: [], pointer: null });
    const ratio = window.devicePixelRatio || 1;
    [this.lower, this.upper] = ["lower-canvas", "upper-canvas"].map((className) => {
      const canvas = Object.assign(document.createElement("canvas"), { className, width: SIZE * ratio, height: SIZE * ratio });
      canvas.getContext("2d").scale(ratio, ratio);
      host.append(canvas);
      return canvas;
    });
    this.upper.setAttribute("aria-label", label);
    this.upper.onpointerdown = (event) => this.press(event);
    this.upper.onpointermove = (event) => this.move(event);
    this.upper.onpointerup = this.upper.onpointercancel = (event) => this.lift(event);
  }

  get isDown() {
    return this.pointer !== null;
  }

  press(event) {
    if (this.isDown || event.pointerId < 0 || !event.isPrimary || event.button) return;
    this.pointer = event.pointerId;
    this.upper.setPointerCapture(event.pointerId);
    this.points = [this.at(event)];
    this.paintOn(this.upper, this.points);
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    const point = this.at(event);
    if (point.every((value, axis) => value === this.points.at(-1)[axis])) return;
    this.points.push(point);
    this.paintOn(this.upper, this.points);
  }

  lift(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.strokes.push(this.points);
    this.upper.getContext("2d").clearRect(0, 0, SIZE, SIZE);
    this.paint(this.lower, this.points);
    this.changed();
  }

  /** Remove all strokes. */
  clear() {
    this.strokes = [];
    for (const canvas of [this.lower, this.upper]) canvas.getContext("2d").clearRect(0, 0, SIZE, SIZE);
    for (const type of ["pointerdown", "pointerup"]) // makes the pen's watchers read again; the pointer id isn't a pen's
      this.upper.dispatchEvent(new PointerEvent(type, { isPrimary: true, pointerId: -1, bubbles: true }));
    this.changed();
  }

  // Returns the pen's place in canvas pixels, whatever size the canvas has on the page.
  at({ clientX, clientY }) {
    const { left, top, width } = this.upper.getBoundingClientRect();
    return [((clientX - left) * SIZE) / width, ((clientY - top) * SIZE) / width];
  }

  paintOn(canvas, points) {
    canvas.getContext("2d").clearRect(0, 0, SIZE, SIZE);
    this.paint(canvas, points);
  }

  // Bends around the points, through the midpoints between them, like the page's canvas.
  paint(canvas, points) {
    const context = canvas.getContext("2d");
    Object.assign(context, { lineWidth: WIDTH, lineCap: "round", lineJoin: "round", strokeStyle: COLOR });
    context.beginPath();
    context.moveTo(...points[0]);
    points.slice(0, -1).forEach(([x, y], i) => {
      const [nextX, nextY] = points[i + 1];
      context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    });
    context.lineTo(...points.at(-1));
    context.stroke();
  }
}
