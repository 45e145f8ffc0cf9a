// What the canvas has to tell Python may wait where nothing that is seen needs Python: several strokes are one message,
// and cost the server one run. Whoever turns to anything but the canvas, or away from the page, has it told at once.

import { isStep } from "./steps.js";

const REST = 2000; // milliseconds after the newest of it: longer than from one stroke of a digit to the next
const LONGEST = 6000; // and after the oldest: as much as a browser that breaks down can lose,
const SHORTEST = 3000; // or less, by chance: else a class that begins together would tell together from then on

export class Waiting {
  /**
   * @param {function()} tell - is called when the time is over
   * @param {function()} hurry - is called as soon as somebody turns to something else
   */
  constructor(tell, hurry) {
    Object.assign(this, { tell, hurry });
    const anywhere = true; // others are heard where they happen alone: of a part of the page they mean something else
    this.listeners = [
      [globalThis, "pointerdown", this.press, anywhere],
      [globalThis, "keydown", this.press, anywhere],
      [globalThis, "popstate", hurry, anywhere],
      [globalThis, "pagehide", hurry],
      [globalThis, "blur", hurry], // the address is read, or copied, by hand
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

  // A stroke more waits, too, by whatever it is drawn, and so does a step that is taken here: see Pen.takes.
  press = (event) => {
    const target = event.composedPath()[0];
    if (!target.closest?.(".upper-canvas, .canvas-root") && !isStep(target)) this.hurry();
  };

  end() {
    this.stop();
    for (const [target, ...listened] of this.listeners) target.removeEventListener(...listened);
  }
}
