// The signs that a browser has: one's own set, which it stores, and the digits, which Python has; what can be undone, and what Python
// has to know.

import { areDigits, DIGITS, drawingOf, lineOf, setOf, withDrawing } from "../../model/signs/taught.js";
import { get, set } from "../parts/component/page_store.js";
import { numbered } from "./ink_images.js";

const MOST_STEPS = 50; // that can be undone
export const LETTERS = [..."ABC"];

export class Sets {
  /** @param {boolean} hasDigits - whether Python has any: then a first visit begins with them */
  constructor(hasDigits) {
    const stored = get("signs");
    const own = setOf(stored) ?? { names: LETTERS, drawings: [] };
    const isDigits = stored ? stored.isDigits === true : hasDigits;
    Object.assign(this, { state: { own, digits: { names: DIGITS, drawings: [] }, isDigits }, past: [], stores: true });
  }

  /** The set that is shown. */
  get shown() {
    return this.state.isDigits ? this.state.digits : this.state.own;
  }

  /** Take Python's digits; a drawing that is known stays the same one. */
  takeDigits(lines) {
    const { digits } = this.state;
    const known = new Map(digits.drawings.map((each) => [JSON.stringify(each.strokes), each]));
    const drawings = lines.map((line) => drawingOf(JSON.parse(line), DIGITS.length)).filter(Boolean).map((each) => {
      const before = known.get(JSON.stringify(each.strokes));
      return !before ? each : before.label === each.label ? before : { ...before, label: each.label };
    });
    this.state = { ...this.state, digits: { ...digits, drawings } };
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
    const digits = isOwn ? next.drawings.reduce((all, each) => withDrawing(all, each) ?? all, before.digits) : next;
    return this.put({ ...before, digits, isDigits: true }, report);
  }

  /** Undo the last change; return whether there was one. */
  undo(report) {
    const before = this.past.pop();
    if (before) this.put(before, report);
    return !!before;
  }

  // Python gets each digit that has changed, by report({do, line}, kind).
  put(state, report) {
    const [was, is] = [this.state, state].map(({ digits }) => new Map(digits.drawings.map((each) => [each.strokes, each])));
    this.state = state;
    const tell = (what, drawing) => report({ do: what, line: lineOf(state.digits, drawing) }, `digit ${numbered(drawing).number}`);
    for (const [strokes, drawing] of is) if (was.get(strokes)?.label !== drawing.label) tell("put", drawing);
    for (const [strokes, drawing] of was) if (!is.has(strokes)) tell("remove", drawing);
    this.stores = set("signs", { ...state.own, isDigits: state.isDigits });
  }
}
