// The signs that a browser has: one's own set, which it stores, and the digits, which Python has; what can be undone, and what Python
// has to know.

import { areDigits, DIGITS, drawingOf, lineOf, setOf, withDrawings } from "../../model/signs/sign_sets.js";
import { _ } from "../parts/language/language.js";
import { get, set } from "../parts/component/page_store.js";

const MOST_STEPS = 50; // that can be undone
export const LETTERS = [..."ABC"];

export class Sets {
  constructor() {
    const stored = get("signs");
    const own = setOf(stored) ?? { names: LETTERS, drawings: [] };
    const isDigits = stored?.isDigits === true;
    Object.assign(this, { isFirst: !stored, state: { own, digits: { names: DIGITS, drawings: [] }, isDigits }, past: [], unsent: new Map(), isStored: true });
  }

  /** The set that is shown. */
  get shown() {
    return this.state.isDigits ? this.state.digits : this.state.own;
  }

  /** What a person has to know of the store; empty if all is well. */
  get problem() {
    return this.isStored ? "" : _("This browser can't store drawings, so you'll lose them when you reload this page. Export them to keep them.");
  }

  /** Take Python's digits, once it has answered; a drawing that is known stays the same one. */
  takeDigits(lines) {
    this.unsent.clear();
    const { digits } = this.state;
    const known = new Map(digits.drawings.map((each) => [JSON.stringify(each.strokes), each]));
    const drawings = lines.map((line) => drawingOf(JSON.parse(line), DIGITS.length)).filter(Boolean).map((each) => {
      const before = known.get(JSON.stringify(each.strokes));
      return !before ? each : before.label === each.label ? before : { ...before, label: each.label };
    });
    const isDigits = this.state.isDigits || (this.isFirst && !this.past.length && drawings.length > 0); // a first visit begins with them
    const next = { ...digits, drawings };
    this.past = this.past.map((each) => (each.digits === digits ? { ...each, digits: next } : each)); // undo removes only what was drawn here
    this.state = { ...this.state, digits: next, isDigits };
  }

  /**
   * Show another set.
   *
   * @param {Taught} next
   * @param {boolean} replaces - whether it takes the place of the last change, so that undo skips both
   * @param {function} report - see `put`
   */
  change(next, replaces, report) {
    const before = this.state;
    if (!replaces) this.past = [...this.past, before].slice(-MOST_STEPS);
    if (!areDigits(next)) return this.put({ ...before, own: next, isDigits: false }, report);
    const isOwn = !before.isDigits && next !== before.digits; // somebody has named their own signs so
    const digits = isOwn ? withDrawings(before.digits, next.drawings) : next;
    return this.put({ ...before, digits, isDigits: true }, report);
  }

  /** Undo the last change; return whether there was one. */
  undo(report) {
    const before = this.past.pop();
    if (before) this.put(before, report);
    return !!before;
  }

  // Python gets the digits that have changed, all since it has answered last.
  put(state, report) {
    const [was, is] = [this.state, state].map(({ digits }) => new Map(digits.drawings.map((each) => [each.strokes, each])));
    const put = [...is].filter(([strokes, { label }]) => was.get(strokes)?.label !== label);
    const removed = [...was].filter(([strokes]) => !is.has(strokes));
    for (const [strokes, drawing] of put) this.unsent.set(strokes, ["put", lineOf(state.digits, drawing)]);
    for (const [strokes, drawing] of removed) this.unsent.set(strokes, ["remove", lineOf(this.state.digits, drawing)]);
    const linesTo = (what) => [...this.unsent.values()].filter(([does]) => does === what).map(([, line]) => line);
    if (put.length || removed.length) report({ put: linesTo("put"), remove: linesTo("remove") }, "digits");
    this.state = state;
    this.isStored = set("signs", { ...state.own, isDigits: state.isDigits });
  }
}
