// When the drawing goes to the page's outbox. If nothing on the page needs Python, it waits, so that several strokes are one message
// and cost the server one run. It goes at once when someone turns to anything but the canvas, or leaves the page.
//
// A click right after a stroke waits for Python's answer, because it's about the new drawing.

import { AGAIN, outbox } from "../../parts/component/outbox.js";

const REST = 2000; // milliseconds after the newest change: longer than between two strokes of a digit
const LONGEST = 3 * REST; // after the oldest change: the most that a crashing browser can lose;
const SHORTEST = 1.5 * REST; // randomly less, so that a class that starts together doesn't keep sending together
const BETWEEN = 200; // milliseconds between two clicks that have waited, more than a fragment's run takes
const DRAWING = ".upper-canvas, .canvas-root, .st-key-undo, .st-key-redo, .st-key-clear";

export class DrawingOutbox {
  /**
   * @param {function(): boolean} isAhead - whether Python has something to answer
   * @param {function()} send - send the drawing
   */
  constructor(isAhead, send) {
    Object.assign(this, { isAhead, send, held: [] });
    const anywhere = { capture: true }; // in the whole page; the others only on their target, because elsewhere they mean something else
    this.listeners = [
      [globalThis, "pointerdown", this.press, anywhere],
      [globalThis, "keydown", this.press, anywhere],
      [globalThis, "popstate", this.hurry, anywhere],
      [globalThis, "pagehide", this.hurry],
      [globalThis, "blur", this.hurry], // someone may read or copy the address
      [document, "visibilitychange", this.hurry],
      [document.documentElement, "mouseleave", this.hurry],
      [document, "click", this.hold, anywhere],
    ];
    for (const [target, ...listened] of this.listeners) target.addEventListener(...listened);
  }

  /** Whether a change is sent later. */
  get isWaiting() {
    return !!this.rest;
  }

  /** There's a change; `mayWait` if nothing on the page needs Python's answer. */
  put(mayWait) {
    if (!mayWait) {
      this.sendNow();
      return;
    }
    clearTimeout(this.rest);
    this.rest = setTimeout(this.sendNow, REST);
    this.longest ??= setTimeout(this.sendNow, SHORTEST + (LONGEST - SHORTEST) * Math.random());
  }

  /** Send at once what waits. */
  hurry = () => {
    if (this.isWaiting) this.sendNow();
  };

  sendNow = () => {
    this.stop();
    outbox.put(this, this.send);
  };

  stop() {
    for (const timer of ["rest", "longest"]) this[timer] = clearTimeout(this[timer]);
  }

  /** Python has answered everything. */
  answered() {
    this.stop();
    outbox.answered(this);
    this.release();
  }

  press = (event) => {
    if (!event.composedPath()[0].closest?.(DRAWING)) this.hurry();
  };

  // What needs no answer is marked with data-now.
  hold = (event) => {
    const target = event.composedPath()[0];
    if (event === this.released || !(this.isAhead() || this.held.length) || target.closest?.(`${DRAWING}, [data-now]`)) return;
    this.hurry();
    event.stopImmediatePropagation();
    event.preventDefault();
    if (!event.isTrusted && !event.isLate && this.held.length) return; // a library repeats a click that it didn't see
    this.held.push({ target, click: new PointerEvent("click", event) });
    this.patience ??= setTimeout(this.release, AGAIN);
  };

  // One click at a time, and never in one message with the page's own requests.
  release = () => {
    clearTimeout(this.patience);
    this.patience = this.held.length ? setTimeout(this.serve) : undefined;
  };

  serve = () => {
    const { target, click } = this.held.shift();
    this.released = click;
    target.dispatchEvent(click);
    this.patience = this.held.length ? setTimeout(this.serve, BETWEEN) : undefined;
  };

  end() {
    this.hurry();
    this.stop();
    outbox.leave(this);
    clearTimeout(this.patience);
    for (const [target, ...listened] of this.listeners) target.removeEventListener(...listened);
    for (const { target, click } of this.held) setTimeout(() => target.dispatchEvent(click));
  }
}
