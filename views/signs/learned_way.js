// One way of learning signs, on the shoulders of a network or from nothing, as the page sees it: its thread, what that has
// learned last, and what it reads.

import { base64Of, bytesOf } from "../../model/base64.js";
import { imageAt } from "../../model/preprocess/preprocess.js";
import { PIXELS } from "../../model/constants.js";
import { unzipped } from "../../model/network/message.js";
import { readNetwork } from "../../model/network/network.js";
import { bodyOf, featuresOf, sharesOf } from "../../model/signs/learn.js";
import { distanceOf, nearestOf } from "../../model/signs/known.js";
import { MOST_KNOWN, thread } from "../../model/signs/signs_thread.js";
import { digitsAt } from "../parts/component/digits_file.js";
import { threadOf } from "../parts/component/own_thread.js";

/**
 * What is read in an image.
 *
 * @typedef {object} SignReading
 * @property {number} sign - the most likely one
 * @property {?Float32Array} shares - of each sign; null if the nearest drawing answers
 * @property {number} distance - from the nearest drawing
 * @property {boolean} isKnown - false beyond the threshold
 */

/**
 * Load what learning needs; throws if it can't.
 *
 * @param {object} data - network: the address of the Picture network's file, or null; packed: else its message, in base64; background: the address of
 *   drawings that are no signs
 * @returns {Promise<[Network, Float32Array[]]>} that network, and those drawings' images
 */
export async function loaded({ network, packed, background }) {
  const [message, { images }] = await Promise.all([network ? unzipped(network) : bytesOf(packed), digitsAt(background)]);
  const others = Array.from({ length: images.length / PIXELS }, (_, i) => imageAt(images, i));
  return [readNetwork(message), others];
}

export class Way {
  /**
   * @param {?Network} base - see Learner
   * @param {Float32Array[]} background - images of what is no sign
   * @param {function()} changed - called with every answer of the thread
   */
  constructor(base, background, changed) {
    Object.assign(this, { base, body: base && bodyOf(base), changed, sent: new Set(), turn: 0, isDone: true, learned: null, held: null, own: null });
    this.hire();
    this.post({ base, background });
  }

  // Where there are no threads, the page's own does the work, a slice at a time.
  hire() {
    const inPage = thread((data) => this.take(data));
    this.post = (data) => void inPage({ data });
    this.worker = threadOf(import.meta.url);
    if (!this.worker) return;
    this.worker.onmessage = ({ data }) => this.take(data);
    this.post = (data) => this.worker.postMessage(data);
  }

  /**
   * Learn from these drawings, in place of all earlier ones.
   *
   * @param {{number: number, label: number, image: Float32Array, device: (number|undefined)}[]} drawings - at least one of each sign, also among the first
   *   MOST_KNOWN, which stay with the network; device: of a class's, which is held back as a whole
   * @param {number} classes
   * @param {number} variants
   * @param {boolean} [isHeldBack] - only to see how drawings held back are read: no network is learned from all
   */
  learn(drawings, classes, variants, isHeldBack = false) {
    const images = drawings.filter(({ number }) => !this.sent.has(number)).map(({ number, image }) => [number, image]);
    images.forEach(([number]) => this.sent.add(number));
    Object.assign(this, { task: drawings, isDone: false });
    this.post({ turn: ++this.turn, images, drawings: drawings.map(({ number, label, device }) => ({ number, label, device })), classes, variants, isHeldBack });
  }

  /** Forget what was learned: there are other signs now. */
  forget() {
    Object.assign(this, { isDone: true, learned: null, held: null, own: null });
    this.turn++;
  }

  take({ turn, weights, known, held }) {
    if (turn !== this.turn) return;
    this.isDone = !weights?.length; // until it gets other drawings
    if (weights) Object.assign(this, { learned: { weights, known, drawings: this.task.length > MOST_KNOWN ? this.task.slice(0, MOST_KNOWN) : this.task }, held: null });
    else this.held = held;
    this.changed(this);
  }

  /** The distance above which an image is none of the signs: a person's own, if there's one. */
  get threshold() {
    return this.own ?? this.learned?.known.threshold;
  }

  /** Whether weights were learned, so that it's a network. */
  get isNetwork() {
    return !!this.learned?.weights.length;
  }

  /**
   * Read an image.
   *
   * @param {Float32Array} image - (784,)
   * @returns {?SignReading} null before anything was learned
   */
  read(image) {
    if (!this.learned) return null;
    const { weights, known, drawings } = this.learned;
    const features = featuresOf(this.body, image);
    const distance = distanceOf(features, known.drawings, known.background);
    const shares = weights.length ? sharesOf(weights, features) : null;
    const sign = shares ? shares.indexOf(Math.max(...shares)) : drawings[nearestOf(features, known.drawings)].label;
    return { sign, shares, distance, isKnown: distance <= this.threshold };
  }

  /** Return a function that goes on reading as it does now: an image's sign, or null if it's none of them. */
  reader() {
    const { body, learned, threshold } = this;
    const frozen = Object.assign(Object.create(Way.prototype), { body, learned, own: threshold });
    return (image) => {
      const { sign, isKnown } = frozen.read(image);
      return isKnown ? sign : null;
    };
  }

  /**
   * Return the message that asks Python to use the network: see `taught_of` in views/session/drawing/received.py.
   *
   * @param {string[]} names
   * @param {string} [of] - the class that has taught it, so that it doesn't replace one's own network for these signs
   */
  messageOf(names, of = "") {
    const { base, learned, threshold } = this;
    const weights = Float32Array.from(learned.weights.flatMap((each) => Array.from(each)));
    const images = Uint8Array.from(learned.drawings.flatMap(({ image }) => Array.from(image, (value) => Math.round(255 * value))));
    const labels = learned.drawings.map(({ label }) => label);
    return { run: runOf(names, base, of), names, base: base ? "conv" : "none", images: base64Of(images), labels, weights: base64Of(weights), threshold };
  }

  end() {
    this.worker?.terminate();
  }
}

// 16 hex digits, the same for the same signs learned in the same way, so that the newest network replaces the others: FNV-1a, twice.
function runOf(names, base, of) {
  const hashed = (start) => [...JSON.stringify([names, !base, ...(of && [of])])].reduce((hash, each) => Math.imul(hash ^ each.codePointAt(0), 0x01000193), start) >>> 0;
  return [0x811c9dc5, 0x1000193].map((start) => hashed(start).toString(16).padStart(8, "0")).join("");
}
