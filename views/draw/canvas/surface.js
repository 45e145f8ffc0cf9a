// The canvas: calls its code as Streamlit would, and hands on what each of them says to the other.
//
// What it shows is this side's affair, so that undo, redo and clear are seen at once, and what is drawn after them stays:
// Python is told, at once where anything that is seen needs it, follows (DrawingHistory in views/drawing/history.py), and
// what it gives then is there already. It gives another drawing where it has one: a sample, a photo, a step of which nothing
// is known here. That waits for what Python has not answered yet. What is not answered, since the line or the server is
// down, is sent again.

import { drawings, readings, surfaces } from "../../parts/component/reading.js";
import { saveDrawing, takeDrawing } from "../../parts/component/saved_drawing.js";
import { watchLine } from "../../parts/component/line.js";
import { fetched } from "./fetched.js";
import { KeyPen } from "./key_pen.js";
import { Past, colorOf, needed, numberOf } from "../../drawing/past.js";
import { Sharp } from "./sharp.js";
import { Waiting } from "./waiting.js";

// Milliseconds until what is not answered is sent again, longer than an answer takes on a slow line; twice as many each time,
const AGAIN = 1500;
const MOST_AGAIN = 12_000; // up to those.
const SEND = ".dc-toolbar button[title^=Update]"; // of the canvas's own: it says at once what is drawn

const surfaceOf = new WeakMap(); // the element that Streamlit shows it in -> its Surface
const past = (globalThis.inklingPast ??= new Past()); // it outlives the canvas, as Python's does

/**
 * Show the canvas.
 *
 * @param {object} data - what the canvas takes, and with it: code, the address of its module, if that is not here yet;
 *   most: steps and bytes that may wait for an answer; lang, so that another language is news. Reports `drawing`: see drawing_of and steps_of in views/drawing/received.py.
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
    addEventListener("pagehide", saveDrawing); // for a page that is reloaded, if Python has not heard of it by then
    this.load(data.code);
  }

  async load(code) {
    this.canvas = await fetched(code, AGAIN);
    if (!this.root || !this.initial) return;
    this.call();
    this.bringBack();
  }

  // What a page of this tab had drawn that lost its server, before this one.
  bringBack() {
    const kept = this.leave && past.isSure && takeDrawing();
    if (!kept) return;
    past.bring(kept);
    this.isStep = true;
    this.show();
  }

  // What comes from Streamlit. What the canvas shows counts as long as Python has not answered to it.
  offer(data, report) {
    Object.assign(this, { data, report });
    this.keyPen.speak();
    const isKnown = past.isKnown(numberOf(data.backgroundColor));
    if (this.isNew && isKnown) this.show();
    else if (this.isNew || !(isKnown || past.isAhead || this.isPressed)) this.take();
    else this.call();
    if (this.isNew && past.isAhead) this.send(); // what a canvas before this one told, and perhaps nobody heard
    this.isNew = false;
  }

  take() {
    past.give(numberOf(this.data.backgroundColor), this.data.initialDrawing.objects);
    this.show();
  }

  // The canvas draws anew what it is given where that is other than before: a color that nobody sees. Then it says so,
  // but for the first time. Of two drawings at once, the one that takes longer would be shown.
  show() {
    this.isPressed = false;
    if (this.isLoading) this.isNext = true;
    else {
      this.initial = { objects: past.shown, background: colorOf(++this.loads) };
      this.isLoading = !!this.leave;
      if (this.isLoading) this.late = setTimeout(this.shown, AGAIN); // where it can't be drawn
      this.call();
      this.sharp.show(past.shown);
    }
    this.tell();
  }

  // Returns whether there is another one to show.
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

  // What the canvas says: a stroke more, or what it shows after it was given that.
  say = (name, value) => {
    if (!this.root) return undefined; // the picture that it was given came once the page had left
    if (name !== "drawing") return this.report(name, value);
    if (this.shown()) return undefined;
    const { isStep, isDown } = this; // of what is being drawn it says nothing yet, but of the stroke before
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

  // Whether Python has to know at once what is drawn: nobody reads it here, or something that is seen is of Python's.
  get isNeeded() {
    const { last } = readings;
    return !past.isSure || !last?.network || (last.time === null && !this.isStep) || !!drawings.last?.morph;
  }

  // What is being drawn, or shown, is told when the canvas says it.
  tellNow = () => {
    if (this.isPressed || this.isLoading) this.isHurried = true;
    else this.send();
  };

  hurry = () => {
    if (this.waiting.isOn) this.tellNow();
    else this.isHurried = this.isPressed || this.isLoading;
  };

  send() {
    if (this.isLoading) return; // it is sent when it is there
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

  // Have the canvas say at once what is drawn. Nobody else hears of that press.
  ask() {
    this.root.querySelector(SEND)?.dispatchEvent(new Event("click"));
  }

  // What has just been drawn belongs to what is shown. Gives the image that was read of all that, where one was.
  finish = () => {
    if (this.isPressed && !this.isDown && !this.isLoading) this.ask();
    const { last } = readings;
    return last?.time > this.changed && !this.isPressed && !this.isLoading ? last.image : null;
  };

  step = (by) => {
    if (!this.leave) return false;
    if (this.isPressed) {
      this.isAsked = true; // it is told with the step
      this.ask();
      this.isAsked = false;
    }
    if (this.isPressed || past.step(by) === null) return false;
    this.isStep = true;
    this.show();
    return true;
  };

  // Whoever watches the pen looks again.
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
    this.finish(); // else the stroke of which the canvas has not told goes with it
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
