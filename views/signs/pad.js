// A small paper to draw a sign on, by pointer or keys. It has the strokes in progress; what is done with them is its owner's.
//
// A Hand (hand.js) on the page makes touches and pens a single pointer: the canvas has the class that it looks for.

import { CANVAS_SIZE, INK, MAX_POINTS, PEN_WIDTH } from "../../model/constants.js";
import { _ } from "../parts/language/language.js";
import { paintPath } from "../session/drawing/paint.js";
import { Keys } from "../session/drawing/keys.js";

const PAUSE = 1200; // milliseconds after a stroke, for the next one of the same drawing

export class Pad {
  /**
   * @param {HTMLElement} root - gets the canvas
   * @param {object} acts - any of down(): before a stroke; change(strokes): after each movement; lift(strokes): after a stroke; rest(): a drawing is
   *   finished; undo(): a key asks for that, otherwise it clears the paper; rests(): whether a pause finishes a drawing
   */
  constructor(root, acts) {
    const nothing = () => {};
    this.acts = { down: nothing, change: nothing, lift: nothing, rest: nothing, rests: nothing, undo: () => this.clear(), ...acts };
    Object.assign(this, { strokes: [], isDown: false, keys: new Keys(this.act) });
    this.canvas = Object.assign(document.createElement("canvas"), { className: "upper-canvas", width: CANVAS_SIZE, height: CANVAS_SIZE, tabIndex: 0 });
    this.canvas.setAttribute("role", "application");
    root.append(this.canvas);
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    const { press, move, lift, key } = this;
    Object.assign(this.canvas, { onpointerdown: press, onpointermove: move, onpointerup: lift, onpointercancel: lift, onkeydown: key, onkeyup: (event) => this.keys.release(event), onblur: () => this.blur() });
  }

  /** Set its name for screen readers. */
  name(label) {
    const keys = _("Arrow keys move the pen, and Space lowers or lifts it. Enter starts the next drawing.");
    this.canvas.setAttribute("aria-label", `${label}. ${keys}`);
  }

  press = (event) => {
    if (event.button || this.isDown) return;
    this.usesKeys = false;
    this.canvas.focus({ preventScroll: true });
    try {
      this.canvas.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that a Hand has made
    }
    this.down(this.placeOf(event));
  };

  move = (event) => {
    if (!this.isDown || this.usesKeys) return;
    for (const each of event.getCoalescedEvents?.() ?? []) this.add(this.placeOf(each));
    this.add(this.placeOf(event));
    this.show();
  };

  lift = () => {
    if (this.isDown && !this.usesKeys) this.up();
  };

  placeOf({ clientX, clientY }) {
    const { left, top, width } = this.canvas.getBoundingClientRect();
    return [clientX - left, clientY - top].map((at) => (at * CANVAS_SIZE) / width);
  }

  key = (event) => {
    if (event.key === "Enter" && this.strokes.length) this.finish();
    else if (!this.keys.press(event)) return;
    this.usesKeys = true;
    event.preventDefault();
    event.stopPropagation();
    this.show();
  };

  act = (kind, place) => {
    this.usesKeys = true;
    if (kind === "undo") return this.acts.undo();
    if (kind === "down") this.down(place);
    else if (kind === "up") this.up();
    else if (this.isDown) this.add(place);
    this.show();
  };

  blur() {
    this.keys.lift();
    this.usesKeys = false;
    this.show();
  }

  down(place) {
    this.acts.down();
    clearTimeout(this.pausing);
    this.isDown = true;
    this.strokes.push([]);
    this.add(place);
    this.show();
  }

  add(place) {
    if (this.strokes.reduce((sum, { length }) => sum + length, 0) < MAX_POINTS) this.strokes.at(-1).push(place);
  }

  up() {
    this.isDown = false;
    this.acts.lift(this.strokes);
    if (this.acts.rests() && !this.usesKeys) this.pausing = setTimeout(() => this.finish(), PAUSE);
  }

  /** End the drawing, if there's one, and make room for the next. */
  finish() {
    clearTimeout(this.pausing);
    if (!this.strokes.length) return;
    this.keys.lift();
    this.clear();
    this.acts.rest();
  }

  clear() {
    clearTimeout(this.pausing);
    this.strokes = [];
    this.show();
  }

  show() {
    paintStrokes(this.context, this.strokes);
    this.acts.change(this.strokes);
    if (!this.usesKeys || document.activeElement !== this.canvas) return;
    this.context.beginPath();
    this.context.arc(...this.keys.place, PEN_WIDTH / 2, 0, 2 * Math.PI);
    Object.assign(this.context, { lineWidth: 3, strokeStyle: INK });
    this.context.stroke();
  }
}

/** Paint strokes on a cleared canvas of the canvas's size. */
export function paintStrokes(context, strokes, widths = []) {
  context.clearRect(0, 0, CANVAS_SIZE, CANVAS_SIZE);
  strokes.forEach((points, i) => {
    const [[x, y], ...others] = points;
    const path = [["M", x, y], ...(others.length ? others : [[x + 0.01, y]]).map((place) => ["L", ...place])];
    paintPath(context, { path, strokeWidth: widths[i] ?? PEN_WIDTH });
  });
}
