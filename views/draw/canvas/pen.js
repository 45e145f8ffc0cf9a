// Watches the pen, and takes pictures of the ink: while it moves, as often as they can be read without
// holding up the ink itself, and one of the finished stroke as soon as the canvas has painted it.
//
// The canvas is a component of its own, in a shadow root: its surface is found as the target of the
// events on it. If it can't be, there are no pictures, and the page waits for what the canvas sends.
//
// What the canvas sends comes 200 ms after the pen is lifted. Of what comes together Streamlit may serve
// only a part, and of what comes at once before it nothing is drawn yet: so a click waits for the ink.

import { CANVAS_SIZE } from "../../../model/constants.js";
import { Hand } from "./hand.js";
import { isStep, stepOf } from "./steps.js";
import { surfaces } from "../../parts/component/reading.js";

const PACE = 12; // milliseconds from one picture to the next, at least: less than a frame of a usual screen takes,
const PAUSE = 1; // and as a multiple of what the last one took
// Milliseconds that clicks wait for the ink, at most: longer than the canvas's 200 and Python's answer; and from one
// of those to the next: longer than a run of a fragment takes.
const LONGEST = 1000;
const BETWEEN = 200;

export class Pen {
  // see(picture, done) is called with { alpha, width, height, time }, and calls done when the next may come. fresh: there is ink that Python does not know yet.
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
    setTimeout(this.finish); // should no mouseup come
  };

  // The canvas paints the finished stroke with the next frame, in a wish that it makes when it hears of the pen. What
  // is wished after that is done in the same frame, and the answer is painted with the stroke.
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
      // Streamlit makes one press of two that come before it has begun: the next waits for what this one does.
      if (isStep(target)) this.waitForStep();
      return;
    }
    surfaces.last?.hurry?.();
    event.stopImmediatePropagation();
    event.preventDefault();
    if (!event.isTrusted && !event.isLate && this.held.length) return; // a library's, for the one that it has not seen
    this.held.push({ target, click: new PointerEvent("click", event) });
    this.waiting ??= setTimeout(this.release, LONGEST);
  };

  // Whether it is a step, and has been taken.
  takes(target) {
    return !this.isDown && isStep(target) && !!surfaces.last?.step(stepOf(target));
  }

  // One at a time, and never in one message with what the page itself asks for at this moment:
  // the next when Python has told what the last one did, or a while after.
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

  // Python knows the ink, except for the stroke that is being drawn. isReplaced: by a step, or a sample.
  known(isReplaced) {
    this.fresh = this.isDown;
    if (!this.fresh && (isReplaced || !this.isStepping)) this.release();
  }

  // With a frame in which the ink is painted anyway, so that ink and answer cost one frame, not two.
  soon() {
    if (!this.surface) return;
    this.isBehind = this.isAsked; // of what moves on while a picture is read there is one more, should the pen rest then
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
    const [width, height] = [surface.width, surface.height].map((side) => Math.min(side, CANVAS_SIZE)); // sharper screens have more
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
