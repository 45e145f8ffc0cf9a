// A training's Snapshot: the twin of snapshot.py; and what Python gets of it.

import { base64Of } from "../base64.js";

const CURVE_POINTS = 40; // evenly spread, with some more near the start; one takes six steps' time
const RISE = 0.05; // as RISE of snapshot.py

/** Returns the steps of the curves: 0, 1, 2, 5, 10, 20, 50, …, and `CURVE_POINTS` spread to the last. */
export function curveSteps(steps) {
  const first = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap((power) => [power, 2 * power, 5 * power]);
  const spread = Array.from({ length: CURVE_POINTS + 1 }, (_, part) => Math.round((steps * part) / CURVE_POINTS));
  return new Set([...first.filter((step) => step <= steps), ...spread]);
}

/** Returns the curve's points, and the current one. */
export const pointsOf = ({ curve, now }) => (curve.length && curve.at(-1).step === now.step ? curve : [...curve, now]);

/** Returns the point after which it gets worse on images that it has never seen; null if there is none, or not yet. */
export function overfittingBegins(points) {
  if (!points.length) return null;
  const lowest = points.reduce((least, point) => (point.testLoss < least.testLoss ? point : least));
  const last = points.at(-1);
  return last.testLoss >= (1 + RISE) * lowest.testLoss && last.loss < lowest.loss ? lowest : null;
}

/**
 * Return Python's report about a training that has ended, in parts that fit into a message: see learned_of in received.py.
 *
 * @param {string} run
 * @param {Snapshot} snapshot - the last one
 * @param {Outcome} outcome
 * @param {number} most - weights in a part
 * @returns {object[]}
 */
export function reportOf(run, snapshot, { state, testAccuracy, seconds, groups = {} }, most) {
  const points = pointsOf(snapshot).flatMap(({ step, loss, accuracy, testLoss, testAccuracy: test }) => [step, loss, accuracy, testLoss, test]);
  const figures = base64Of(Float32Array.of(seconds, testAccuracy ?? NaN, ...snapshot.gradientSizes, ...snapshot.dead, ...points));
  const all = new Float32Array(snapshot.weights.reduce((sum, { length }) => sum + length, 0));
  const read = Object.values(groups).map(({ right, count }) => [right, count]);
  let start = 0;
  for (const each of snapshot.weights) {
    all.set(each, start);
    start += each.length;
  }
  return Array.from({ length: Math.ceil(all.length / most) }, (_part, part) => {
    const weights = base64Of(all.slice(part * most, (part + 1) * most));
    return { run, state, part, figures, weights, read };
  });
}
