// The canvas: calls its code as Streamlit would, and passes messages between the two.
//
// The browser decides what the canvas shows, so that undo, redo and clear show at once, and what is drawn after them stays.
// Python is told (at once, if something on the page needs it), follows (DrawingHistory in views/drawing/history.py), and what
// it sends back is already shown. Python only replaces the drawing when it has a different one: a sample, a photo, or a step
// that the browser doesn't know. That waits until Python has answered everything sent before. Anything unanswered, because
// the connection or the server is down, is sent again.

import { drawings, readings, surfaces } from "../../parts/component/reading.js";
import { saveDrawing, takeDrawing } from "../../parts/component/saved_drawing.js";
import { watchLine } from "../../parts/component/line.js";
import { fetched } from "./fetched.js";
import { KeyPen } from "./key_pen.js";
import { Past, colorOf, needed, numberOf } from "../../drawing/past.js";
import { Sharp } from "./sharp.js";
import { Waiting } from "./waiting.js";

// Milliseconds until an unanswered message is sent again: longer than an answer takes on a slow connection. Doubles each
// time,
const AGAIN = 1500;
const MOST_AGAIN = 12_000; // up to this.
const SEND = ".dc-toolbar button[title^=Update]"; // the canvas's own button, which makes it send the drawing at once

const surfaceOf = new WeakMap(); // the element in which Streamlit shows it -> its Surface
const past = (globalThis.inklingPast ??= new Past()); // outlives the canvas, like Python's history

/**
 * Show the canvas.
 *
 * @param {object} data - the canvas's own data, and also code: the address of its module, if it isn't loaded yet;
 *   most: steps and bytes that may wait for an answer; lang: so that a change of language rerenders it. Reports `drawing`: see drawing_of and steps_of in views/drawing/received.py.
 */
export default function ({ data, parentElement, setStateValue }) {
  if (!surfaceOf.has(parentElement)) surfaceOf.set(parentElement, new Surface(parentElement, data));
  const surface = surfaceOf.get(parentElement);
  surface.offer(data, setStateValue);
  return () => surface.end();
}

class Surface {
  constructor(root, data) {
    Object.assign(this, { root, data, loads: 0, changed: 0, wait: AGAIN, isNew: true, isDown: false, isPressed: false, isLoading: false, isNext: false, isStep: false, isHurried: false });
    this.waiting = new Waiting(this.tellNow, this.hurry);
    this.sharp = new Sharp(root);
    this.keyPen = new KeyPen(root);
    past.most = data.most;
    root.addEventListener("mousedown", this.press, true);
    addEventListener("mouseup", this.lift, true);
    drawings.subscribe(root, (drawing) => drawing.bases && this.hear(drawing));
    this.unwatch = watchLine(() => past.isAhead && this.send());
    addEventListener("pagehide", saveDrawing); // in case the page reloads before Python knows the drawing
    this.load(data.code);
  }

  async load(code) {
    this.canvas = await fetched(code, AGAIN);
    if (!this.root || !this.initial) return;
    this.call();
    this.bringBack();
  }

  // Restores what an earlier page in this tab had drawn when it lost its server.
  bringBack() {
    const kept = this.leave && past.isSure && takeDrawing();
    if (!kept) return;
    past.bring(kept);
    this.isStep = true;
    this.show();
  }

  // Takes data from Streamlit. Until Python has answered, what the canvas shows counts.
  offer(data, report) {
    Object.assign(this, { data, report });
    this.keyPen.speak();
    const isKnown = past.isKnown(numberOf(data.backgroundColor));
    if (this.isNew && isKnown) this.show();
    else if (this.isNew || !(isKnown || past.isAhead || this.isPressed)) this.take();
    else this.call();
    if (this.isNew && past.isAhead) this.send(); // what an earlier canvas sent may not have arrived
    this.isNew = false;
  }

  take() {
    past.give(numberOf(this.data.backgroundColor), this.data.initialDrawing.objects);
    this.show();
  }

  // The canvas redraws what it's given when its (invisible) color changes. Then it reports that, except for the first time.
  // If it loaded two drawings at once, the slower one would win.
  show() {
    this.isPressed = false;
    if (this.isLoading) this.isNext = true;
    else {
      this.initial = { objects: past.shown, background: colorOf(++this.loads) };
      this.isLoading = !!this.leave;
      if (this.isLoading) this.late = setTimeout(this.shown, AGAIN); // in case it can't be drawn
      this.call();
      this.sharp.show(past.shown);
    }
    this.tell();
  }

  // Returns whether another drawing has to be shown.
  shown = () => {
    clearTimeout(this.late);
    const { isNext } = this;
    Object.assign(this, { isLoading: false, isNext: false });
    if (isNext) this.show();
    return isNext;
  };

  call() {
    const { code, most, lang, ...data } = this.data;
    const given = { initialDrawing: this.initial, backgroundColor: this.initial.background };
    if (this.canvas) this.leave = this.canvas({ data: { ...data, ...given }, parentElement: this.root, setStateValue: this.say });
  }

  // Handles the canvas's report: one more stroke, or the drawing that it was given.
  say = (name, value) => {
    if (!this.root) return undefined; // its picture finished loading after the page was left
    if (name !== "drawing") return this.report(name, value);
    if (this.shown()) return undefined;
    const { isStep, isDown } = this; // if a stroke is in progress, the report is about the one before it
    const mayWait = !this.isHurried && !this.isNeeded;
    Object.assign(this, { isPressed: isDown, isStep: false, isHurried: isDown && this.isHurried });
    past.draw(value.raw.objects);
    this.sharp.show(past.shown);
    past.sent = { raw: { objects: value.raw.objects.map(needed), background: colorOf(past.base) }, data: value.data };
    if (mayWait) this.waiting.begin();
    if (mayWait) this.tell();
    else if (!this.isAsked) this.send();
    if (isStep) this.look();
  };

  // Whether Python has to know the drawing at once: nobody reads it here, or something on the page comes from Python.
  get isNeeded() {
    const { last } = readings;
    return !past.isSure || !last?.network || (last.time === null && !this.isStep) || !!drawings.last?.morph;
  }

  // A stroke in progress, or a drawing that is loading, is sent when the canvas reports it.
  tellNow = () => {
    if (this.isPressed || this.isLoading) this.isHurried = true;
    else this.send();
  };

  hurry = () => {
    if (this.waiting.isOn) this.tellNow();
    else this.isHurried = this.isPressed || this.isLoading;
  };

  send() {
    if (this.isLoading) return; // it's sent once it has loaded
    this.waiting.stop();
    if (past.sent) {
      past.sent = { ...past.sent, raw: { ...past.sent.raw, background: colorOf(past.base) } };
      this.report("drawing", { ...past.sent, number: past.number, steps: past.steps });
    } else this.ask();
    this.tell();
    clearTimeout(this.later);
    if (past.isAhead) this.later = setTimeout(this.again, this.wait);
  }

  again = () => {
    this.wait = Math.min(2 * this.wait, MOST_AGAIN);
    this.send();
  };

  hear(drawing) {
    const wanted = past.hear(drawing);
    if (!past.isAhead) {
      clearTimeout(this.later);
      this.wait = AGAIN;
    }
    if (this.isNew) return;
    if (wanted === "send") this.send();
    else if (wanted === "give" && past.bases.includes(numberOf(this.data.backgroundColor))) this.take();
    else this.tell();
    this.bringBack();
  }

  press = (event) => {
    if (event.button || !event.target.classList?.contains("upper-canvas")) return;
    this.isPressed = this.isDown = true;
    this.sharp.begin(event, this.data.strokeWidth, this.data.strokeColor);
    this.tell();
  };

  lift = () => {
    if (!this.isDown) return;
    this.sharp.hold();
    Object.assign(this, { isDown: false, changed: performance.now() });
  };

  // Make the canvas report the drawing at once. Nobody else receives this click.
  ask() {
    this.root.querySelector(SEND)?.dispatchEvent(new Event("click"));
  }

  // Adds the last stroke to what is shown. Returns the image that was read from all of it, or null.
  finish = () => {
    if (this.isPressed && !this.isDown && !this.isLoading) this.ask();
    const { last } = readings;
    return last?.time > this.changed && !this.isPressed && !this.isLoading ? last.image : null;
  };

  step = (by) => {
    if (!this.leave) return false;
    if (this.isPressed) {
      this.isAsked = true; // so that it's sent together with the step
      this.ask();
      this.isAsked = false;
    }
    if (this.isPressed || past.step(by) === null) return false;
    this.isStep = true;
    this.show();
    return true;
  };

  // Makes everything that watches the pen read the canvas again.
  look() {
    this.changed = performance.now();
    const surface = this.root.querySelector(".upper-canvas");
    for (const type of ["pointerdown", "pointerup"])
      surface?.dispatchEvent(new PointerEvent(type, { isPrimary: true, pointerId: -1, bubbles: true, composed: true }));
  }

  tell() {
    const [{ base, isOwn }, number] = [past, past.isAhead ? past.number : 0];
    const able = past.able && (this.isPressed ? { ...past.able, undo: true, clear: true, keep_this: true } : past.able);
    const isWaiting = this.waiting.isOn && !this.isPressed;
    surfaces.publish({ number, base, isOwn, able, isWaiting, step: this.step, hurry: this.hurry, finish: this.finish });
  }

  end() {
    this.finish(); // otherwise a stroke that the canvas hasn't reported would be lost
    if (this.waiting.isOn) this.send();
    for (const part of [this.waiting, this.sharp, this.keyPen]) part.end();
    removeEventListener("pagehide", saveDrawing);
    for (const timer of [this.later, this.late]) clearTimeout(timer);
    this.unwatch();
    this.root.removeEventListener("mousedown", this.press, true);
    removeEventListener("mouseup", this.lift, true);
    drawings.unsubscribe(this.root);
    this.leave?.();
    surfaceOf.delete(this.root);
    if (surfaces.last?.step === this.step) surfaces.publish(null);
    this.root = null;
  }
}
