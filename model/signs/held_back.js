// How well signs are read that weren't learned from: some drawings are held back, in turn, until each has been.

import { FEWEST, sharesOf } from "./learn.js";

const FOLDS = 5; // each drawing is held back once, together with a fifth of the others
const SIZES = [1, 2, 3, 5, 7, 10, 15, 20, 30]; // drawings of each sign, in the curve

/**
 * What drawings are read as when they're held back.
 *
 * @typedef {object} HeldBack
 * @property {number[]} answers - of each drawing, the sign that it's read as
 * @property {number[]} sure - of each drawing, the share of its own sign
 * @property {{drawings: number, right: number}[]} curve - how large a share is right, by drawings of each sign to learn from
 */

/**
 * Hold drawings back; yields where Learner.learn does.
 *
 * @param {Learner} learner
 * @param {{number: number, label: number, device: (number|undefined)}[]} drawings - at least FEWEST of each sign; if they have devices, each of these is
 *   held back as a whole, because the drawings of one person are alike, and there's no curve
 * @param {number} classes
 * @param {number} variants
 * @returns {Generator<void, HeldBack>}
 */
export function* heldBack(learner, drawings, classes, variants) {
  const seen = Array(classes).fill(0);
  const devices = [...new Set(drawings.map(({ device }) => device))];
  const ofClass = devices[0] !== undefined;
  const places = drawings.map(({ label, device }) => [seen[label]++, devices.indexOf(device)]); // of each among those of its sign, and its device's
  const turns = places.map(([turn, device]) => (ofClass ? device : turn));
  const fewest = Math.min(...seen);
  const folds = Math.min(FOLDS, ofClass ? devices.length : fewest);
  if (fewest < FEWEST || folds < 2) return null;
  const [answers, sure] = [Array(drawings.length), Array(drawings.length)];
  function* judge(isLearned, take) {
    const weights = yield* learner.learn(drawings.filter((_, i) => isLearned(turns[i])), classes, variants);
    drawings.forEach(({ number, label }, i) => {
      if (isLearned(turns[i])) return;
      const shares = sharesOf(weights, learner.featuresOf(number));
      take(i, shares.indexOf(Math.max(...shares)), shares[label]);
    });
  }
  for (let fold = 0; fold < folds; fold++)
    yield* judge((turn) => turn % folds !== fold, (i, answer, share) => ([answers[i], sure[i]] = [answer, share]));
  const curve = [];
  if (ofClass) return { answers, sure, curve };
  for (const size of SIZES.filter((each) => each < fewest - Math.ceil(fewest / folds))) {
    let [right, count] = [0, 0];
    yield* judge((turn) => turn < size, (i, answer) => ([right, count] = [right + (answer === drawings[i].label), count + 1]));
    curve.push({ drawings: size, right: right / count });
  }
  const right = answers.filter((answer, i) => answer === drawings[i].label).length;
  curve.push({ drawings: fewest - Math.ceil(fewest / folds), right: right / answers.length });
  return { answers, sure, curve };
}

/**
 * Return which signs are confused, the most frequent first.
 *
 * @param {number[]} answers
 * @param {number[]} labels
 * @returns {{label: number, answer: number, count: number}[]}
 */
export function confusionsOf(answers, labels) {
  const counts = new Map();
  answers.forEach((answer, i) => {
    const [label, key] = [labels[i], `${labels[i]} ${answer}`];
    if (answer !== label) counts.set(key, { label, answer, count: 1 + (counts.get(key)?.count ?? 0) });
  });
  return [...counts.values()].sort((one, other) => other.count - one.count);
}

/**
 * Return the sign of which another drawing would help most: the one misread most often or, if none is, the one read with the
 * smallest share. Of signs that are alike, the one with the fewest drawings.
 *
 * @param {HeldBack} held
 * @param {number[]} labels
 * @param {number} classes
 * @returns {{sign: number, wrong: number, count: number}}
 */
export function neediest({ answers, sure }, labels, classes) {
  const signs = Array.from({ length: classes }, (_, sign) => {
    const own = labels.flatMap((label, i) => (label === sign ? [i] : []));
    return { sign, wrong: own.filter((i) => answers[i] !== sign).length, count: own.length, sure: own.reduce((sum, i) => sum + sure[i], 0) / own.length };
  });
  signs.sort((one, other) => other.wrong / other.count - one.wrong / one.count || one.sure - other.sure || one.count - other.count);
  const [{ sign, wrong, count }] = signs;
  return { sign, wrong, count };
}
