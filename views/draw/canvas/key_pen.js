// The drawing surface for the keyboard: it has a name, can be focused, and shows a pen that keys.js moves. The canvas and
// the pen get its strokes as mouse events, through hand.js. Someone who came to it by pointer keeps the keys for the page.

import { CANVAS_SIZE } from "../../../model/constants.js";
import { _ } from "../../parts/language/language.js";
import { send } from "../../session/drawing/hand.js";
import { Keys } from "../../session/drawing/keys.js";

const POINTER = -2; // neither a touch's id nor the one that Surface.look uses

export class KeyPen {
  /** @param {HTMLElement} root - contains the canvas and the key pen: see surface.py */
  constructor(root) {
    this.box = root.querySelector(".ink-surface");
    [this.area, this.cursor, this.line, this.state] = [".canvas-root", ".ink-key-pen", ".ink-key-line", ".ink-key-state"].map((name) => root.querySelector(name));
    this.leaving = new AbortController();
    this.keys = new Keys(this.act);
    const { signal } = this.leaving;
    const listeners = { focusin: this.come, focusout: this.leave, pointerdown: this.leave, keydown: this.press, keyup: this.release };
    for (const type in listeners) this.area.addEventListener(type, listeners[type], { signal });
    this.speak();
  }

  end() {
    this.leaving.abort();
  }

  /** Set the texts in the page's language. */
  speak() {
    this.area.setAttribute("aria-label", _("Draw here"));
    this.line.textContent = _("Arrow keys move the pen, and Space lowers or lifts it.");
  }

  come = () => {
    this.isOn = this.area.matches(":focus-visible");
    this.box.classList.toggle("ink-keys", this.isOn);
    this.show();
  };

  leave = (event) => {
    if (!this.isOn || event.pointerId === POINTER) return;
    this.isOn = false;
    this.keys.lift();
    this.box.classList.remove("ink-keys");
  };

  press = (event) => {
    if (!this.isOn || !this.keys.press(event)) return;
    event.preventDefault(); // so that the page doesn't scroll
    event.stopPropagation(); // and Escape closes nothing else
  };

  release = (event) => {
    this.keys.release(event);
  };

  act = (kind, place) => {
    if (kind === "undo") document.querySelector(".st-key-undo button")?.click();
    else if (kind !== "move" || this.keys.isDown) this.draw(kind, place);
    if (kind === "down" || kind === "up") this.state.textContent = kind === "down" ? _("The pen is down.") : _("The pen is up.");
    this.show();
  };

  draw(kind, [x, y]) {
    const surface = this.box.querySelector(".upper-canvas");
    if (!surface) return;
    const { left, top, width } = surface.getBoundingClientRect();
    const [clientX, clientY] = [left + (x * width) / CANVAS_SIZE, top + (y * width) / CANVAS_SIZE];
    send(kind, surface, { clientX, clientY, screenX: clientX, screenY: clientY, pointerId: POINTER });
  }

  show() {
    const [left, top] = this.keys.place.map((at) => `${at}px`);
    Object.assign(this.cursor.style, { left, top });
    this.cursor.classList.toggle("ink-is-down", this.keys.isDown);
  }
}
