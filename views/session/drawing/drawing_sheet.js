// The drawing and its history. The browser owns both: it adds, undoes and redoes, and Python gets what is shown.
//
// Two counters are the whole protocol. `given` is Python's: how many drawings it has given (samples, photos, those of a
// lesson). `number` is ours: how many changes were made since. Python takes a drawing with a larger number for the same `given`,
// and the sheet takes what was given since. A step is a list of Fabric objects, and a name if Python knows the drawing by one.

import { get, set } from "../../parts/component/page_store.js";

const MOST_STEPS = 50;

export class Sheet {
  constructor() {
    Object.assign(this, { steps: [{ objects: [], name: "" }], at: 0, session: null, given: null, number: 0, known: 0 });
  }

  /** The objects shown. */
  get objects() {
    return this.steps[this.at].objects;
  }

  /** Whether Python hasn't answered something yet. */
  get isAhead() {
    return this.number > this.known;
  }

  /** The buttons that would do something now, by key. */
  get able() {
    const hasInk = this.objects.length > 0;
    return { undo: this.at > 0, redo: this.at < this.steps.length - 1, clear: hasInk, keep_this: hasInk };
  }

  /** What Python needs to know, but for the picture: see drawing_of in received.py. */
  get report() {
    const { session, given, number } = this;
    return { session, given, number, ...this.steps[this.at] };
  }

  /** Show another drawing, as a new step. */
  add(objects, name = "") {
    this.steps = [...this.steps.slice(0, this.at + 1), { objects, name }].slice(-MOST_STEPS);
    this.at = this.steps.length - 1;
    this.number++;
  }

  /** Show the same drawing as other objects, in the same step. */
  replace(objects, name) {
    this.steps[this.at] = { objects, name };
  }

  /** Undo (-1), redo (1) or clear (0); return whether that did anything. */
  step(by) {
    if (!this.able[{ [-1]: "undo", 1: "redo", 0: "clear" }[by]]) return false;
    if (by) Object.assign(this, { at: this.at + by, number: this.number + 1 });
    else this.add([]);
    return true;
  }

  /**
   * Take what Python gives, which it repeats with every message; return whether that changed anything. `name` is empty unless
   * everybody has that drawing.
   *
   * After a restart of the server, Python has a new session, and this side's ink wins: the sheet is ahead then.
   */
  take({ session, given, objects, name }) {
    if (session === this.session && given === this.given) return false;
    const wins = session !== this.session && this.objects.length > 0;
    if (!wins && (objects.length || this.objects.length)) this.add(objects, name || `${session}.${given}`);
    Object.assign(this, { session, given, number: Number(wins), known: 0 });
    return true;
  }

  /** Take Python's answer; return whether it's about the drawing shown. */
  takeAnswer(answer) {
    if (this.isOf(answer)) this.known = Math.max(this.known, answer.number);
    return this.isShown(answer);
  }

  isOf({ session, given }) {
    return session === this.session && given === this.given;
  }

  /** Whether a Drawing (see reading.js) is the one shown. */
  isShown(drawing) {
    return this.isOf(drawing) && drawing.number === this.number;
  }
}

/** Return this page's sheet. It outlives the canvas, like Python's drawing; what Python doesn't know yet outlives the page. */
export const pageSheet = () => (globalThis.inklingSheet ??= begin());

function begin() {
  addEventListener("pagehide", () => {
    const { isAhead, objects } = pageSheet();
    if (isAhead) set("unsent", { address: location.href, objects });
  });
  return new Sheet();
}

/** Return the Fabric objects that an earlier page in this tab couldn't send, if this is the same page, reloaded; once, else null. */
export function takeUnsent() {
  const { address, objects } = get("unsent") ?? {};
  set("unsent", null);
  const [opened] = performance.getEntriesByType("navigation"); // the address can have changed by now
  if (opened && opened.name !== address) return null;
  return Array.isArray(objects) && objects.every(isDrawn) ? objects : null;
}

// Python checks the rest, as it does for everything the canvas sends.
const isDrawn = (each) => ["path", "image"].includes(each?.type?.toLowerCase?.());
