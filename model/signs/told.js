// What a task wants to know of signs that were taught: how many drawings there are, what is confused, and what was tried.

import { confusionsOf } from "./held_back.js";
import { countsOf } from "./sign_sets.js";

/**
 * Return what is true once everything is learned, as in views/session/drawing/signs_told.py; null before that.
 *
 * @param {Way[]} ways - of learning: the first one's reading is told
 * @param {Taught} set
 * @param {?number} chosen - the number of the drawing that is chosen
 * @param {{number: number, image: ?Float32Array}} tried - what was drawn to try it
 */
export function toldOf(ways, set, chosen, { number, image }) {
  if (!ways.length || !ways.every(({ isDone }) => isDone)) return null; // half of what's new would run Python's page for nothing
  const read = image && ways[0].read(image);
  const judged = ways.filter(({ held }) => held).map(({ held: { answers }, learned: { drawings } }) => ({ answers, drawings, labels: drawings.map(({ label }) => label) }));
  const [worst] = judged.flatMap(({ answers, labels }) => confusionsOf(answers, labels)).sort((one, other) => other.count - one.count);
  return {
    signs: countsOf(set).map((count, sign) => [set.names[sign], count]),
    learned: ways.every(({ isNetwork }) => isNetwork),
    confused: worst ? [worst.label, worst.answer] : null,
    found: judged.some(({ answers, drawings, labels }) => drawings.some((each, i) => each.number === chosen && answers[i] !== labels[i])),
    tried: read ? [number, read.isKnown ? read.sign : set.names.length] : null,
  };
}
