// The training thread: it fetches the digits once, part by part, and trains one network after the other. It runs the same module as the page:
// see training_here.js.

import { TrainingThread } from "../../../model/training/thread.js";
import { fetchDigits, joined } from "../../parts/component/digits_file.js";
import { withOwn } from "../../../model/training/fitting.js";

/**
 * A training as Python describes it.
 *
 * @typedef {object} Task
 * @property {string} run - name of the training
 * @property {Choices} choices - its images are all that it learns from
 * @property {number} mnist - how many of these are MNIST's
 * @property {{train: string[], test: string}} addresses - of files of digits; those to learn from are one after the other
 * @property {?{images: Uint8Array, labels: number[], times: number}} own - digits to learn from as well
 * @property {?Float32Array} weights - the initial ones, one after the other; null for random ones
 * @property {number} measured - see Fitting
 * @property {number} longest - seconds after which it stops by itself
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
  let [training, newest, held] = [null, null, {}];
  // The digits to learn from and those to measure on; of the former, only the files asked for last stay in memory.
  const fetched = ({ train, test }, onShare, failed) => {
    const shares = Array(train.length + 1).fill(0);
    const fetchOne = (address, number) => {
      const onProgress = (bytes, all) => {
        if (!all) return;
        shares[number] = bytes / all;
        onShare(shares.reduce((sum, share) => sum + share, 0) / shares.length);
      };
      return fetchDigits(address, onProgress, failed);
    };
    if (held.key !== `${train}`) held = { key: `${train}`, test: held.test, train: inTurn(train, fetchOne).then(joined) };
    held.test ??= fetchOne(test, train.length);
    return Promise.all([held.train, held.test]);
  };
  return async ({ data }) => {
    if (data === "stop" && !training) newest = null; // it was still waiting for its digits
    if (typeof data === "string") return training?.handle(data);
    const { run, choices, mnist, addresses, own, measured, longest } = data;
    training?.handle("stop");
    training = null;
    newest = run;
    const postState = (report) => newest === run && send({ run, ...report });
    let examples;
    try {
      examples = await fetched(addresses, (share) => postState({ fetched: share, isRetrying: false }), () => postState({ isRetrying: true }));
    } catch {
      held = {};
      return postState({ unreachable: true });
    }
    if (newest !== run) return;
    const [known, unseen] = examples;
    training = new TrainingThread(postState, later);
    training.handle({ choices, training: withOwn(known, mnist, own), unseen, measured, longest, weights: weightsOf(choices, data.weights) });
  };
}

// Calls an asynchronous function for each of a list, one after the other: so only one file is unpacked at a time.
async function inTurn(list, each) {
  const results = [];
  for (const [number, item] of list.entries()) results.push(await each(item, number));
  return results;
}

// Splits the weights by layer: kernel, bias, kernel, bias, …
function weightsOf({ hidden_layers, units }, all) {
  if (!all) return null;
  const sizes = [784, ...Array(hidden_layers).fill(units), 10];
  let start = 0;
  const next = (length) => all.subarray(start, (start += length));
  return sizes.slice(1).flatMap((size, i) => [next(sizes[i] * size), next(size)]);
}
