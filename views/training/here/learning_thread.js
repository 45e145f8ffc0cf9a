// The training thread: it fetches the digits once, part by part, and trains one network after the other. It runs the same module as the page:
// see training_here.js.

import { TrainingThread } from "../../../model/training/thread.js";
import { WRITERS, byGroup, chosen, filesOf, others } from "../../../model/training/whose.js";
import { fetchDigits, joined, writersAt } from "../../parts/component/digits_file.js";
import { picked, withOwn } from "../../../model/training/fitting.js";

/**
 * A training as Python describes it.
 *
 * @typedef {object} Task
 * @property {string} run - name of the training
 * @property {Choices} choices - its images are all that it learns from
 * @property {number} mnist - how many of these are MNIST's
 * @property {{train: string[], test: string, writers: string}} addresses - of files of digits, and of who wrote them; those to learn from, of
 *   which it fetches as many as it needs, are one after the other
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
  const fetched = ({ train, test, writers }, onShare, failed) => {
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
    return Promise.all([held.train, held.test, writersAt(writers)]);
  };
  return async ({ data }) => {
    if (data === "stop" && !training) newest = null; // it was still waiting for its digits
    if (typeof data === "string") return training?.handle(data);
    const { run, choices, mnist, own, measured, longest } = data;
    const { whose } = choices;
    const addresses = { ...data.addresses, train: data.addresses.train.slice(0, filesOf(whose, mnist)) };
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
    const [known, unseen, writers] = examples;
    const indices = chosen(whose, mnist, writers.train, known.labels, choices.seed);
    const byWriters = ({ outcome }) => {
      const found = byGroup(outcome.answers, unseen.labels, writers.test);
      if (whose in WRITERS) found.groups.own = rightOf(training.fitting, picked(known, others(indices, writers.train, known.labels.length)));
      return { outcome: { ...outcome, ...found, writers: new Set(indices.map((index) => writers.train[index])).size } };
    };
    training = new TrainingThread((report) => postState(report.outcome?.answers ? byWriters(report) : report), later);
    const learned = withOwn(whose === "everybody" ? known : picked(known, indices), mnist, own);
    training.handle({ choices, training: learned, unseen, measured, longest, weights: weightsOf(choices, data.weights) });
  };
}

/** Return a Task's addresses as a thread can fetch them, which knows no page. */
export const whole = (addresses) => Object.fromEntries(Object.entries(addresses).map(([name, each]) => [name, Array.isArray(each) ? each.map(absolute) : absolute(each)]));

export const absolute = (address) => new URL(address, document.baseURI).href;

// Calls an asynchronous function for each of a list, one after the other: so only one file is unpacked at a time.
async function inTurn(list, each) {
  const results = [];
  for (const [number, item] of list.entries()) results.push(await each(item, number));
  return results;
}

// Of a few writers' other images: how many there are, and how many the network reads right.
function rightOf(fitting, { images, labels }) {
  let right = 0;
  for (let from = 0; from < labels.length; from += fitting.atOnce) {
    const answers = fitting.answers(images, from, Math.min(labels.length, from + fitting.atOnce));
    right += answers.filter((answer, i) => answer === labels[from + i]).length;
  }
  return { right, count: labels.length };
}

// Splits the weights by layer: kernel, bias, kernel, bias, …
function weightsOf({ hidden_layers, units }, all) {
  if (!all) return null;
  const sizes = [784, ...Array(hidden_layers).fill(units), 10];
  let start = 0;
  const next = (length) => all.subarray(start, (start += length));
  return sizes.slice(1).flatMap((size, i) => [next(sizes[i] * size), next(size)]);
}
