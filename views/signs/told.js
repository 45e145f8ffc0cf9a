// What a task wants to know of the page: it's told to Python, as far as it's settled, whenever it has changed.

import { confusionsOf } from "../../model/signs/held_back.js";
import { FEWEST } from "../../model/signs/learn.js";
import { countsOf } from "../../model/signs/sign_sets.js";
import { imageOf, numbered } from "./ink_images.js";

export class Told {
  constructor() {
    Object.assign(this, { number: 0, image: null, last: "" });
  }

  /** Somebody has drawn these strokes to try it; each change makes another drawing. */
  lift(strokes) {
    this.image = imageOf(strokes);
    this.number++;
  }

  /**
   * Tell Python what it doesn't know yet: see `told_of` in views/session/drawing/received.py.
   *
   * @param {boolean} isAsked - whether a task wants to know
   * @param {Way[]} ways
   * @param {Taught} set
   * @param {?SignDrawing} chosen
   * @param {function} report
   */
  tell(isAsked, ways, set, chosen, report) {
    if (!isAsked) this.last = "";
    if (!isAsked || !isSettled(ways, set)) return;
    const read = this.image && ways[0].read(this.image);
    const tried = read && [this.number, read.isKnown ? read.sign : set.names.length];
    const judged = ways.filter(({ held }) => held);
    const pairs = judged.flatMap(({ held, learned }) => confusionsOf(held.answers, learned.drawings.map(({ label }) => label)));
    const [worst] = pairs.sort((one, other) => other.count - one.count);
    const isMisread = ({ held, learned }) => learned.drawings.some(({ number, label }, i) => number === numbered(chosen).number && held.answers[i] !== label);
    const learned = ways.every(({ isNetwork }) => isNetwork);
    const told = { signs: countsOf(set).map((count, sign) => [set.names[sign], count]), learned, confused: worst ? [worst.label, worst.answer] : null, found: !!chosen && judged.some(isMisread), tried };
    const text = JSON.stringify(told);
    if (text === this.last) return;
    this.last = text;
    report(told, "told");
  }
}

// While something is learned, what was true before isn't any more; half of what's new would run Python's page for nothing.
function isSettled(ways, set) {
  const fewest = Math.min(...countsOf(set));
  return ways.length > 0 && (!fewest || ways.every(({ learned, task, held }) => learned?.drawings === task && (held || fewest < FEWEST)));
}
