// Sends the drawing to Python until Python has answered. If nothing on the page needs Python, it waits, so that several strokes
// are one message and cost the server one run. It sends at once when someone turns to anything but the canvas, or leaves the page.
//
// Of two messages of one moment, Streamlit only runs the first one's fragment. So a click right after a stroke waits for the answer.

import { watchLine } from "../../parts/component/line.js";

const REST = 2000; // milliseconds after the newest change: longer than between two strokes of a digit
const LONGEST = 6000; // milliseconds after the oldest change: the most that a crashing browser can lose;
const SHORTEST = 3000; // randomly less, so that a class that starts together doesn't keep sending together
/** Milliseconds until an unanswered message is sent again: more than an answer on a slow connection. Doubles, */
export const AGAIN = 1500;
const MOST_AGAIN = 12_000; // up to this.
const PATIENCE = 1000; // milliseconds for which a click waits for the answer, which usually takes 20 to 200
const BETWEEN = 200; // milliseconds between two clicks that have waited, more than a fragment's run takes
const DRAWING = ".upper-canvas, .canvas-root, .st-key-undo, .st-key-redo, .st-key-clear";

export class Outbox {
  /**
   * @param {function(): boolean} isAhead - whether Python has something to answer
   * @param {function()} send - send the drawing
   */
  constructor(isAhead, send) {
    Object.assign(this, { isAhead, send, wait: AGAIN, held: [] });
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
    this.unwatch = watchLine(() => this.isAhead() && this.sendNow());
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
    this.again = setTimeout(this.sendAgain, this.wait);
    this.send();
  };

  sendAgain = () => {
    if (!this.isAhead()) return;
    this.wait = Math.min(2 * this.wait, MOST_AGAIN);
    this.sendNow();
  };

  stop() {
    for (const timer of ["rest", "longest", "again"]) this[timer] = clearTimeout(this[timer]);
  }

  /** Python has answered everything. */
  answered() {
    this.stop();
    this.wait = AGAIN;
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
    this.patience ??= setTimeout(this.release, PATIENCE);
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
    clearTimeout(this.patience);
    this.unwatch();
    for (const [target, ...listened] of this.listeners) target.removeEventListener(...listened);
    for (const { target, click } of this.held) setTimeout(() => target.dispatchEvent(click));
  }
}
