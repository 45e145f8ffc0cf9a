// Reads the ink in a worker thread, for machines so slow that reading it would freeze the page. The thread runs this same
// module and gets the network once.

import { hintOf } from "../../../model/preprocess/hints.js";
import { toMnist } from "../../../model/preprocess/preprocess.js";
import { evidenceOf } from "../../../model/attribution/attribution.js";
import { readImage } from "../../../model/read_image.js";
import { threadOf } from "../../parts/component/own_thread.js";

/**
 * What the browser reads in a picture of ink.
 *
 * @typedef {object} Seen
 * @property {?Float32Array} image - (784,); null if there's no ink
 * @property {string} hint - see hintOf
 * @property {?Read} read - see model/read_image.js; null without an image
 * @property {?object} evidence - what decided, see evidenceOf; null unless it was requested
 */

/**
 * Read a picture of ink.
 *
 * @param {?Network} network
 * @param {{alpha: Uint8Array, width: number, height: number}} picture
 * @param {Factor[]} factors
 * @param {boolean} [explains] - whether to compute what decided
 * @returns {Seen}
 */
export function readInk(network, { alpha, width, height }, factors, explains = false) {
  const image = toMnist(alpha, width, height);
  const read = network && image && readImage(network, image, factors);
  const evidence = explains && read ? evidenceOf(network, read.activations, factors) : null;
  return { image, hint: hintOf(alpha, width, height), read, evidence };
}

/** A network in a thread of its own. */
export class Apart {
  /** @param {Network} network - the thread gets a copy */
  constructor(network) {
    this.network = network;
    this.isReady = false; // stays false if the browser has no worker threads
    this.answers = []; // callbacks waiting for their results, in order
    this.worker = threadOf(import.meta.url);
    if (!this.worker) return;
    this.worker.onmessage = ({ data }) => (this.isReady ? this.take(data) : (this.isReady = true));
    this.worker.onerror = () => this.end();
    this.worker.postMessage(network);
  }

  /**
   * Read a picture; its pixels now belong to the thread.
   *
   * @param {{alpha: Uint8Array, width: number, height: number}} picture
   * @param {Factor[]} factors
   * @param {boolean} explains - whether to compute what decided
   * @param {function(?Seen)} then - gets the result, or null if the thread has ended
   */
  read({ alpha, width, height }, factors, explains, then) {
    this.answers.push(then);
    this.worker.postMessage({ picture: { alpha, width, height }, factors, explains }, [alpha.buffer]);
  }

  take(result) {
    const { layers } = this.network;
    const evidence = result.evidence && withLayers(result.evidence, (place) => layers[place]);
    this.answers.shift()({ ...result, evidence });
  }

  /** End the thread. */
  end() {
    this.isReady = false;
    this.worker?.terminate();
    for (const then of this.answers.splice(0)) then(null);
  }
}

/**
 * Return the thread's message handler: the first message is the network, and each later one is a picture.
 *
 * @param {function(object, ArrayBuffer[]=)} send - answers with `true` once the network has arrived, then with each Seen
 * @returns {function({data: object})}
 */
export function thread(send) {
  let network = null;
  return ({ data }) => {
    if (!network) {
      network = data;
      return send(true);
    }
    const result = readInk(network, data.picture, data.factors, data.explains);
    if (result.evidence) result.evidence = withLayers(result.evidence, (layer) => network.layers.indexOf(layer));
    const values = result.read ? Object.values(result.read.activations) : [];
    return send(result, [...new Set(values.map(({ buffer }) => buffer))]);
  };
}

// Replaces the layers at the ends of the lines by their indices, because whole layers would be copied with their weights.
function withLayers(evidence, otherOf) {
  const end = ({ layer, flatIndex }) => ({ layer: otherOf(layer), flatIndex });
  return { ...evidence, lines: evidence.lines.map((line) => ({ ...line, from: end(line.from), to: end(line.to) })) };
}

if (globalThis.WorkerGlobalScope) addEventListener("message", thread(postMessage.bind(globalThis)));
