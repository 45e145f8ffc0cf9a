// Watches the pen and captures the ink: while the pen moves, as often as it can be read without delaying the ink itself, and
// once when the canvas has painted the finished stroke.
//
// The canvas is a component of its own, in a shadow root, so we find its surface as the target of its events. If we can't,
// nothing is captured, and the page waits for what the canvas sends.
//
// The canvas sends a stroke 200 ms after the pen is lifted. If several events arrive together, Streamlit may drop some, and
// before those 200 ms it doesn't know the stroke. So a click waits for the ink.

import { CANVAS_SIZE } from "../../../model/constants.js";
import { Hand } from "./hand.js";
import { isStep, stepOf } from "./steps.js";
import { surfaces } from "../../parts/component/reading.js";

const PACE = 12; // milliseconds between two captures, at least: less than one frame of a usual screen;
const PAUSE = 1; // and at least this multiple of the time that the last one took
// LONGEST: milliseconds for which clicks wait for the ink, more than the canvas's 200 plus Python's answer. BETWEEN:
// milliseconds between two of these clicks, more than a fragment's run takes.
const LONGEST = 1000;
const BETWEEN = 200;

export class Pen {
  // see(picture, done) gets { alpha, width, height, time }, and calls done when it's ready for the next. fresh: some ink
  // isn't known to Python yet.
  constructor(see) {
    Object.assign(this, { see, fresh: false, isStepping: false, next: 0, held: [] });
    this.picture = document.createElement("canvas");
    this.hand = new Hand(isSurface);
    this.listeners = { pointerdown: this.press, pointermove: this.move, pointerup: this.lift, pointercancel: this.lift, click: this.hold };
    for (const type in this.listeners) document.addEventListener(type, this.listeners[type], true);
    addEventListener("mouseup", this.finish); // after the canvas, which listens on the document
  }

  end() {
    this.hand.end();
    this.surface = null;
    clearTimeout(this.timer);
    clearTimeout(this.waiting);
    for (const type in this.listeners) document.removeEventListener(type, this.listeners[type], { capture: true });
    removeEventListener("mouseup", this.finish);
    for (const { target, click } of this.held) setTimeout(() => target.dispatchEvent(click));
  }

  get isDown() {
    return !!this.surface;
  }

  press = (event) => {
    const surface = event.composedPath()[0];
    if (!isSurface(surface) || !event.isPrimary || event.button) return;
    Object.assign(this, { surface, pointer: event.pointerId, fresh: true });
    this.soon();
  };

  move = () => this.soon();

  lift = (event) => {
    const surface = this.surface;
    if (!surface || event.pointerId !== this.pointer) return;
    Object.assign(this, { surface: null, lifted: surface });
    clearTimeout(this.timer);
    this.isAsked = false;
    setTimeout(this.finish); // in case no mouseup comes
  };

  // The canvas requests a frame when it gets the pen's event, and paints the finished stroke in it. A frame requested after
  // that is the same one, so the answer is painted together with the stroke.
  finish = () => {
    requestAnimationFrame(() => {
      const surface = this.lifted;
      this.lifted = null;
      if (surface) this.take(surface);
    });
  };

  hold = (event) => {
    const target = event.composedPath()[0];
    if (event === this.served || isSurface(target) || target.closest?.("[data-now]")) return;
    if (!this.held.length && this.takes(target)) {
      event.stopImmediatePropagation();
      event.preventDefault();
      return;
    }
    if (!this.fresh && !this.waiting) {
      // If you press twice before Streamlit has started, it counts one press. So the next press waits for this step.
      if (isStep(target)) this.waitForStep();
      return;
    }
    surfaces.last?.hurry?.();
    event.stopImmediatePropagation();
    event.preventDefault();
    if (!event.isTrusted && !event.isLate && this.held.length) return; // a library repeats a click that it didn't see
    this.held.push({ target, click: new PointerEvent("click", event) });
    this.waiting ??= setTimeout(this.release, LONGEST);
  };

  // Takes a step if the target is a step button; returns whether it did.
  takes(target) {
    return !this.isDown && isStep(target) && !!surfaces.last?.step(stepOf(target));
  }

  // One click at a time, and never in one message with the page's own requests: the next one follows when Python has
  // answered the last one, or after a while.
  release = () => {
    this.isStepping = false;
    clearTimeout(this.waiting);
    this.waiting = this.held.length ? setTimeout(this.serve) : null;
  };

  serve = () => {
    const { target, click } = this.held.shift();
    if (this.takes(target)) {
      this.waiting = setTimeout(this.release);
      return;
    }
    this.served = click;
    target.dispatchEvent(click);
    if (isStep(target)) this.waitForStep();
    else this.waiting = setTimeout(this.release, BETWEEN);
  };

  waitForStep() {
    this.isStepping = true;
    this.waiting = setTimeout(this.release, LONGEST);
  }

  // Python now knows the ink, except for the stroke in progress. isReplaced: by a step, or a sample.
  known(isReplaced) {
    this.fresh = this.isDown;
    if (!this.fresh && (isReplaced || !this.isStepping)) this.release();
  }

  // Waits for a frame that paints the ink anyway, so that ink and answer cost one frame instead of two.
  soon() {
    if (!this.surface) return;
    this.isBehind = this.isAsked; // capture once more if the pen moves during a reading and then rests
    if (this.isAsked) return;
    this.isAsked = true;
    const wait = this.next - performance.now();
    if (wait > 0) this.timer = setTimeout(this.ask, wait);
    else this.ask();
  }

  ask = () =>
    requestAnimationFrame(() => {
      if (this.surface) this.take(this.surface);
      else this.isAsked = false;
    });

  take(surface) {
    this.isBehind = false;
    const time = performance.now();
    const [width, height] = [surface.width, surface.height].map((side) => Math.min(side, CANVAS_SIZE)); // on a sharper screen the surface has more pixels
    Object.assign(this.picture, { width, height });
    const context = this.picture.getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    for (const layer of surface.parentElement.querySelectorAll("canvas")) context.drawImage(layer, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const alpha = new Uint8Array(width * height);
    for (let pixel = 0; pixel < alpha.length; pixel++) alpha[pixel] = data[4 * pixel + 3];
    this.see({ alpha, width, height, time }, () => {
      this.isAsked = false;
      if (this.isBehind) this.soon();
    });
    const now = performance.now();
    this.next = Math.max(time + PACE, now + PAUSE * (now - time));
  }
}

const isSurface = (element) => !!element.classList?.contains("upper-canvas");
