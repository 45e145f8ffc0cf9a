// Trains networks with the images of a group of writers, several at a time, and says how well each reads every group. The component that imports it is
// its own thread, as training_here.js is.

import { MOST_SECONDS } from "../../../model/constants.js";
import { buildChosen, giveWeights } from "../../../model/training/fitting.js";
import { MOST, lightChoices } from "../../../model/training/whose.js";
import { threadOf } from "../../parts/component/own_thread.js";
import { thread, whole } from "./learning_thread.js";

const MEASURED = 500; // see Fitting
let begun = 0; // trainings
const idle = []; // threads whose training is over: they hold digits

/**
 * @typedef {object} Found
 * @property {Network} network - with its weights
 * @property {{count: number, writers: number}} learned - from how many images, and of how many writers
 * @property {Object<string, {right: number, count: number}>} groups - adults, students; own: of a few writers the other images
 * @property {Object<string, [number, number][]>} misread - of each group the first test images that it misreads, as index and answer
 * @property {Uint8Array} answers - what it reads each test image as
 * @property {number} seconds - of its steps
 *
 * Train a network with a group's images.
 *
 * @param {object} what - whose: see chosen; count: how many images; seed
 * @param {{train: string[], test: string, writers: string}} addresses - as Python's addresses_of_training returns them
 * @param {function(object)} [onNews] - gets {fetched}, {share} of its steps or {judged}, from 0 to 1, or {isRetrying: true}
 * @returns {Promise<Found>} it fails with Error "digits", "worker" or "blew up"
 */
export function fitGroup({ whose, count: most, seed = 1 }, addresses, onNews = () => {}) {
  const count = Math.min(most, MOST[whose]);
  const choices = { ...lightChoices(most), whose, seed, images: count };
  const network = buildChosen(choices);
  const steps = Math.ceil(count / choices.batch_size) * choices.epochs;
  const run = `${++begun}`;
  return new Promise((resolve, reject) => {
    const worker = idle.pop() ?? threadOf(import.meta.url);
    const fail = (why) => {
      worker?.terminate();
      reject(new Error(why));
    };
    if (!worker) return fail("worker");
    worker.onerror = () => fail("worker");
    worker.onmessage = ({ data: { run: from, snapshot, outcome, unreachable, ...news } }) => {
      if (from !== run) return;
      if (unreachable) return fail("digits");
      if (snapshot) {
        giveWeights(network, snapshot.weights);
        onNews({ share: snapshot.now.step / steps });
      } else if (!outcome) onNews(news);
      else if (outcome.state !== "done") fail(outcome.state);
      else {
        const { groups, misread, answers, writers, seconds } = outcome;
        idle.push(worker);
        resolve({ network, learned: { count, writers }, groups, misread, answers, seconds });
      }
    };
    worker.postMessage({ run, choices, mnist: count, own: null, weights: null, measured: MEASURED, longest: MOST_SECONDS, addresses: whole(addresses) });
  });
}

if (globalThis.WorkerGlobalScope) addEventListener("message", thread(postMessage.bind(globalThis)));
