// What keys do to a pen: arrows move it, Space lowers and lifts it, Escape lifts it, Backspace and Delete undo.
//
// It knows the canvas's size and nothing of a page. Two arrows at once lead it at 45°: each repeat of a key moves it by all
// that are held.

import { CANVAS_SIZE } from "../../model/constants.js";

const STEP = 8; // canvas pixels: a key that repeats 30 times a second crosses the canvas in a second,
const SMALL = 2; // and with Shift in five
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const UNDO = ["Backspace", "Delete"];

export class Keys {
  /** @param {function(string, number[])} act - is called with "down", "move", "up" or "undo", and with where the pen is, canvas pixels */
  constructor(act) {
    Object.assign(this, { act, place: [CANVAS_SIZE / 2, CANVAS_SIZE / 2], isDown: false, held: new Set() });
  }

  /** A key is pressed, or repeats; returns whether it is one of these. */
  press({ key, shiftKey, repeat, ctrlKey, altKey, metaKey }) {
    if (ctrlKey || altKey || metaKey) return false;
    if (key in WAYS) this.move(key, shiftKey ? SMALL : STEP);
    else if (key === " ") repeat || this.turn(!this.isDown);
    else if (key === "Escape" && this.isDown) this.lift();
    else if (UNDO.includes(key)) this.undo();
    else return false;
    return true;
  }

  release({ key }) {
    this.held.delete(key);
  }

  /** Lift the pen, and know of no key that is held. */
  lift() {
    this.held.clear();
    this.turn(false);
  }

  move(key, step) {
    this.held.add(key);
    const ways = [...this.held].map((held) => WAYS[held]);
    this.place = this.place.map((at, axis) => Math.min(CANVAS_SIZE, Math.max(0, at + step * ways.reduce((sum, way) => sum + way[axis], 0))));
    this.act("move", this.place);
  }

  turn(isDown) {
    if (isDown === this.isDown) return;
    this.isDown = isDown;
    this.act(isDown ? "down" : "up", this.place);
  }

  undo() {
    this.lift();
    this.act("undo", this.place);
  }
}
