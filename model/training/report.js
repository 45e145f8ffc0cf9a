// Python's report about a training that has ended here, in parts that fit into a message: see learned_of in
// views/session/drawing/received.py.

import { base64Of } from "../base64.js";
import { pointsOf } from "./snapshot.js";

/**
 * Return the parts.
 *
 * @param {string} run
 * @param {Snapshot} snapshot - the last one
 * @param {Outcome} outcome
 * @param {number} most - weights in a part
 * @returns {object[]}
 */
export function reportOf(run, snapshot, { state, testAccuracy, seconds }, most) {
  const points = pointsOf(snapshot).flatMap(({ step, loss, accuracy, testLoss, testAccuracy: test }) => [step, loss, accuracy, testLoss, test]);
  const figures = base64Of(Float32Array.of(seconds, testAccuracy ?? NaN, ...snapshot.gradientSizes, ...snapshot.dead, ...points));
  const all = new Float32Array(snapshot.weights.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const each of snapshot.weights) {
    all.set(each, start);
    start += each.length;
  }
  return Array.from({ length: Math.ceil(all.length / most) }, (_part, part) => {
    const weights = base64Of(all.slice(part * most, (part + 1) * most));
    return { run, state, part, figures, weights };
  });
}
