// Trains networks with the images of a group of writers, several at a time, and says how well each reads every group. The component that imports it is
// its own thread, as training_here.js is.

import { buildChosen } from "../../../model/training/fitting.js";
import { MOST, interval, lightChoices } from "../../../model/training/whose.js";
import { thread, whole } from "./learning_thread.js";

const MEASURED = 500; // see Fitting
const LONGEST = 1800; // seconds, as MOST_SECONDS of model/training/choices.py
let begun = 0; // trainings
const idle = []; // threads whose training is over: they hold digits

/**
 * How well a network reads a group's images: the right ones, and between which shares the others of the group are, see `interval`.
 *
 * @typedef {{right: number, count: number, low: number, high: number}} Result
 *
 * @typedef {object} Found
 * @property {Network} network - with its weights
 * @property {{count: number, writers: number}} learned - from how many images, and of how many writers
 * @property {Object<string, Result>} groups - adults, students; own: of a few writers the other images
 * @property {Object<string, [number, number][]>} misread - of each group the first test images that it misreads, as index and answer
 * @property {Uint8Array} answers - what it reads each test image as
 * @property {number} seconds - of its steps
 *
 * Train a network with a group's images.
 *
 * @param {object} what - whose: see chosen; count: how many images; seed; choices: of its training, otherwise lightChoices
 * @param {{train: string[], test: string, writers: string}} addresses - as Python's addresses_of_training returns them
 * @param {function(object)} [onNews] - gets {fetched}, {share} of its steps or {judged}, from 0 to 1, or {isRetrying: true}
 * @returns {{result: Promise<Found>, stop: function()}} the promise fails with Error "digits", "worker", "stopped" or "blew up"
 */
export function fitGroup({ whose, count: most, seed = 1, choices = lightChoices(most) }, addresses, onNews = () => {}) {
  const count = Math.min(most, MOST[whose]);
  let stop = () => {};
  const result = new Promise((resolve, reject) => {
    const worker = idle.pop() ?? hired(reject);
    if (!worker) return;
    const over = (settle, found, isUsable = true) => {
      if (isUsable) idle.push(worker);
      else worker.terminate();
      worker.onmessage = worker.onerror = null;
      stop = () => {};
      settle(found);
    };
    stop = () => over(reject, new Error("stopped"), false);
    const network = buildChosen({ ...choices, seed });
    const steps = Math.ceil(count / choices.batch_size) * choices.epochs;
    const run = `${++begun}`;
    let weights = null;
    worker.onerror = () => over(reject, new Error("worker"), false);
    worker.onmessage = ({ data: { run: from, snapshot, outcome, unreachable, ...news } }) => {
      if (from !== run) return;
      if (unreachable) return over(reject, new Error("digits"), false);
      if (snapshot) weights = snapshot.weights;
      if (snapshot) onNews({ share: snapshot.now.step / steps });
      else if (!outcome) onNews(news);
      if (outcome && outcome.state !== "done") return over(reject, new Error(outcome.state));
      if (outcome) over(resolve, foundOf(network, weights, outcome, count));
    };
    worker.postMessage({
      run, mnist: count, own: null, weights: null, measured: MEASURED, longest: LONGEST,
      choices: { ...choices, whose, seed, images: count },
      addresses: whole(addresses),
    });
  });
  return { result, stop: () => stop() };
}

function hired(reject) {
  try {
    return new Worker(import.meta.url, { type: "module" });
  } catch {
    reject(new Error("worker"));
    return null;
  }
}

function foundOf(network, weights, { groups, misread, answers, writers, seconds }, count) {
  const layers = network.layers.filter((layer) => layer.kernel);
  layers.forEach((layer, i) => Object.assign(layer, { kernel: weights[2 * i], bias: weights[2 * i + 1] }));
  const results = Object.entries(groups).map(([group, { right, count: all }]) => {
    const [low, high] = interval(right, all);
    return [group, { right, count: all, low, high }];
  });
  return { network, learned: { count, writers }, groups: Object.fromEntries(results), misread, answers, seconds };
}

if (globalThis.WorkerGlobalScope) addEventListener("message", thread(postMessage.bind(globalThis)));
