// The thread in which signs are learned, one for each way of learning. It runs the same module as the page: see views/signs/signs.js. A newer
// task ends an older one.

import { SIGN_LIMITS } from "../constants.js";
import { heldBack } from "./held_back.js";
import { FEWEST, Learner, variantsFor } from "./learn.js";
import { thresholdOf, distanceOf, unit } from "./known.js";
import { soon } from "../training/thread.js";

export const MOST_KNOWN = SIGN_LIMITS.signs * SIGN_LIMITS.drawings; // drawings that a network has, to say how far an image is from them
const AT_ONCE = 4; // drawings: of more new ones, what is learned without variants comes first
const LISTEN = 30; // milliseconds of steps in a row, before messages are handled

/**
 * Return the thread's message handler: the first message has the base, and each later one is a task.
 *
 * A task is {turn, images: [number, Float32Array][], drawings: {number, label}[], classes, variants}, with the images that it doesn't know
 * yet. It's answered with {turn, weights, known: {drawings: Float32Array[], background: Float32Array[], spread, threshold}}, weights empty
 * below FEWEST; and later with {turn, held}, see HeldBack, if there are enough. If it's {isHeldBack: true}, there's only this one answer.
 *
 * @param {function(object)} send
 * @param {function(function())} [later] - calls a function once messages have been handled
 * @returns {function({data: object})}
 */
export function thread(send, later = soon()) {
  let [learner, background, newest] = [null, null, 0];
  const run = async (steps, turn) => {
    for (let began = performance.now(); ; ) {
      const { done, value } = steps.next();
      if (done) return value;
      if (performance.now() - began < LISTEN) continue;
      await new Promise(later);
      if (turn !== newest) throw new Outdated();
      began = performance.now();
    }
  };
  const work = async ({ turn, drawings, classes, variants: wished, isHeldBack }) => {
    const fewest = Math.min(...Array.from({ length: classes }, (_, sign) => drawings.filter(({ label }) => label === sign).length));
    const variants = variantsFor(drawings.length, wished);
    if (isHeldBack) return send({ turn, held: await run(heldBack(learner, drawings, classes, variants), turn) });
    background.units ??= await run(unitsOf(learner, background), turn);
    const units = drawings.slice(0, MOST_KNOWN).map(({ number }) => unit(learner.featuresOf(number)));
    const spread = units.map((each, i) => distanceOf(each, units, background.units, i));
    const known = { drawings: units, background: background.units, spread, threshold: thresholdOf(spread) };
    const isLong = variants && learner.body && drawings.filter(({ number }) => !learner.hasVariants(number)).length > AT_ONCE;
    if (fewest < FEWEST) return send({ turn, weights: [], known });
    if (isLong) send({ turn, weights: await run(learner.learn(drawings, classes, 0), turn), known });
    send({ turn, weights: await run(learner.learn(drawings, classes, variants), turn), known });
    return send({ turn, held: await run(heldBack(learner, drawings, classes, variants), turn) });
  };
  return ({ data }) => {
    if (!learner) {
      learner = new Learner(data.base);
      background = data.background;
      return null;
    }
    newest = data.turn;
    for (const [number, image] of data.images) learner.take(number, image);
    return work(data).catch((error) => {
      if (!(error instanceof Outdated)) throw error;
    });
  };
}

class Outdated extends Error {}

function* unitsOf(learner, images) {
  const units = [];
  for (const image of images) {
    units.push(unit(learner.see(image)));
    yield;
  }
  return units;
}
