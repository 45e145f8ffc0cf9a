// A pen before the page has loaded: its strokes are the ones that the page's own pen would have made, on the same paper. Like that
// one, it has no drawing: it shows what it's given, and hands over each finished stroke.
//
// hand.js translates touches into a single pointer, so palms and two fingers don't draw.

import { CANVAS_SIZE, PEN_WIDTH } from "../../model/constants.js";
import { Hand } from "../session/drawing/hand.js";
import { Paper } from "../draw/canvas/ink_paper.js";
import { paintPath } from "../session/drawing/paint.js";

const DOT = 0.01; // canvas pixels: a line must be at least this long to be painted

/** A drawing surface in an element. */
export class Ink {
  /** @param {function(object)} draw - called with every finished stroke, a Fabric object */
  constructor(host, label, draw) {
    Object.assign(this, { draw, pointer: null, hand: new Hand() });
    for (const className of ["ink-sharp", "ink-read", "upper-canvas"]) host.append(Object.assign(document.createElement("canvas"), { className, width: CANVAS_SIZE, height: CANVAS_SIZE }));
    this.upper = host.querySelector(".upper-canvas");
    this.paper = new Paper(host, () => this.upper);
    this.upper.setAttribute("aria-label", label);
    const [press, move, lift] = ["press", "move", "lift"].map((act) => (event) => this[act](event));
    Object.assign(this.upper, { onpointerdown: press, onpointermove: move, onpointerup: lift, onpointercancel: lift });
  }

  get isDown() {
    return this.pointer !== null;
  }

  press(event) {
    if (this.isDown || !event.isPrimary || event.button) return;
    this.pointer = event.pointerId;
    this.upper.setPointerCapture(event.pointerId);
    this.points = [];
    this.paper.down(event, PEN_WIDTH);
    this.add(event);
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    this.paper.move(event);
    this.add(event);
  }

  add(event) {
    const point = this.at(event);
    if (point.every((value, axis) => value === this.points.at(-1)?.[axis])) return;
    this.points.push(point);
    this.paintUpper([strokeOf(this.points)]);
  }

  lift(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.draw(strokeOf(this.points));
    this.paper.up();
  }

  /** Show these Fabric objects. */
  show(objects) {
    this.paintUpper([]);
    this.paper.show(objects);
  }

  paintUpper(strokes) {
    const context = this.upper.getContext("2d");
    context.clearRect(0, 0, CANVAS_SIZE, CANVAS_SIZE);
    for (const each of strokes) paintPath(context, each);
  }

  // Returns the pen's place in canvas pixels, whatever size the canvas has on the page; as fine as Pen has it.
  at({ clientX, clientY }) {
    const { left, top, width } = this.upper.getBoundingClientRect();
    return [clientX - left, clientY - top].map((place) => Math.round((100 * place * CANVAS_SIZE) / width) / 100);
  }

  end() {
    this.hand.end();
    this.paper.end();
  }
}

/** Return a stroke as a Fabric object: it bends around its points, through the midpoints between them. */
export function strokeOf(points) {
  const [x, y] = points.at(-1);
  const bends = points.slice(1).map((next, i) => ["Q", ...points[i], ...points[i].map((place, axis) => (place + next[axis]) / 2)]);
  return { type: "Path", path: [["M", ...points[0]], ...bends, ["L", bends.length ? x : x + DOT, y]], strokeWidth: PEN_WIDTH };
}
