// The training thread: it fetches the digits once and trains one network after the other. It runs the same module as the page:
// see training_here.js.

import { TrainingThread } from "../../../model/training/thread.js";
import { fetchDigits } from "../../parts/component/digits_file.js";
import { withOwn } from "../../../model/training/with_own.js";

/**
 * A training as Python describes it.
 *
 * @typedef {object} Task
 * @property {string} run - name of the training
 * @property {Choices} choices - its images are all that it learns from
 * @property {number} mnist - how many of these are MNIST's
 * @property {{train: string, test: string}} addresses - of files of digits
 * @property {?{images: Uint8Array, labels: number[], times: number}} own - digits to learn from as well
 * @property {?Float32Array} weights - the initial ones, one after the other; null for random ones
 * @property {number} measured - see Fitting
 * @property {number[]} curve - the steps at which the curves are measured
 */

/**
 * Return the thread's message handler: a Task begins another training, anything else is for the current one.
 *
 * @param {function(object)} send - receives, for a training `run`: fetched, a share, while digits arrive; isRetrying, if they
 *   didn't arrive and it tries again; unreachable, if it has given up; and everything that model/training/thread.js reports
 * @param {function(function())} [later] - see TrainingThread
 * @returns {function({data: Task|string})}
 */
export function thread(send, later = undefined) {
  const digits = new Map(); // address -> promise of its digits
  let [training, newest] = [null, null];
  const fetched = (address, onProgress, failed) => {
    if (!digits.has(address)) digits.set(address, fetchDigits(address, onProgress, failed));
    return digits.get(address);
  };
  return async ({ data }) => {
    if (data === "stop" && !training) newest = null; // it was still waiting for its digits
    if (typeof data === "string") return training?.handle(data);
    const { run, choices, mnist, addresses, own, measured, curve } = data;
    training?.handle("stop");
    training = null;
    newest = run;
    const postState = (report) => newest === run && send({ run, ...report });
    const come = {};
    const progressOf = (part) => (bytes, all) => {
      come[part] = [bytes, all];
      const [sum, of] = [0, 1].map((i) => Object.values(come).reduce((total, each) => total + each[i], 0));
      if (of) postState({ fetched: sum / of, isRetrying: false });
    };
    let examples;
    try {
      examples = await Promise.all(["train", "test"].map((part) => fetched(addresses[part], progressOf(part), () => postState({ isRetrying: true }))));
    } catch {
      digits.clear();
      return postState({ unreachable: true });
    }
    if (newest !== run) return;
    const [known, unseen] = examples;
    training = new TrainingThread(postState, later);
    training.handle({ choices, training: withOwn(known, mnist, own), unseen, measured, curveSteps: curve, weights: weightsOf(choices, data.weights) });
  };
}

// Splits the weights by layer: kernel, bias, kernel, bias, …
function weightsOf({ hidden_layers, units }, all) {
  if (!all) return null;
  const sizes = [784, ...Array(hidden_layers).fill(units), 10];
  let start = 0;
  const next = (length) => all.subarray(start, (start += length));
  return sizes.slice(1).flatMap((size, i) => [next(sizes[i] * size), next(size)]);
}
