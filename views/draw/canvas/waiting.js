// If nothing on the page needs Python, the canvas waits before it sends a drawing, so that several strokes are one message
// and cost the server one run. It sends at once when someone turns to anything but the canvas, or leaves the page.

import { isStep } from "./steps.js";

const REST = 2000; // milliseconds after the newest stroke: longer than between two strokes of a digit
const LONGEST = 6000; // milliseconds after the oldest stroke: the most that a crashing browser can lose;
const SHORTEST = 3000; // randomly less, so that a class that starts together doesn't keep sending together

export class Waiting {
  /**
   * @param {function()} tell - called when the time is over
   * @param {function()} hurry - called as soon as someone turns to something else
   */
  constructor(tell, hurry) {
    Object.assign(this, { tell, hurry });
    const anywhere = true; // in the whole page; the others only on their target, because elsewhere they mean something else
    this.listeners = [
      [globalThis, "pointerdown", this.press, anywhere],
      [globalThis, "keydown", this.press, anywhere],
      [globalThis, "popstate", hurry, anywhere],
      [globalThis, "pagehide", hurry],
      [globalThis, "blur", hurry], // someone may read or copy the address
      [document, "visibilitychange", hurry],
      [document.documentElement, "mouseleave", hurry],
    ];
    for (const [target, ...listened] of this.listeners) target.addEventListener(...listened);
  }

  get isOn() {
    return !!this.rest;
  }

  begin() {
    clearTimeout(this.rest);
    this.rest = setTimeout(this.tell, REST);
    this.longest ??= setTimeout(this.tell, SHORTEST + (LONGEST - SHORTEST) * Math.random());
  }

  stop() {
    clearTimeout(this.rest);
    clearTimeout(this.longest);
    this.rest = this.longest = null;
  }

  // Another stroke can wait, too, whatever draws it, and so can a step that is taken here: see Pen.takes.
  press = (event) => {
    const target = event.composedPath()[0];
    if (!target.closest?.(".upper-canvas, .canvas-root") && !isStep(target)) this.hurry();
  };

  end() {
    this.stop();
    for (const [target, ...listened] of this.listeners) target.removeEventListener(...listened);
  }
}
