// What keys do to a pen: arrows move it, Space lowers and lifts it, Escape lifts it, Backspace and Delete undo.
//
// It knows the canvas's size and nothing of a page. Two arrows at once move the pen at 45°, because each repeat of a key
// applies all keys that are held.

import { CANVAS_SIZE } from "../../../model/constants.js";

const STEP = 8; // canvas pixels: at 30 repeats a second, the pen crosses the canvas in about a second,
const SMALL = 2; // and with Shift in about five
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const UNDO = ["Backspace", "Delete"];

export class Keys {
  /** @param {function(string, number[])} act - gets "down", "move", "up" or "undo", and the pen's place in canvas pixels */
  constructor(act) {
    Object.assign(this, { act, place: [CANVAS_SIZE / 2, CANVAS_SIZE / 2], isDown: false, held: new Set() });
  }

  /** Handle a key that is pressed or repeats; return whether it's one of these keys. */
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

  /** Lift the pen, and forget the keys that are held. */
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
