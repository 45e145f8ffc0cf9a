// Reads the ink while you draw, and publishes what the network computes from it: see Reading in reading.js.

import { Apart, readInk } from "./apart.js";
import { linesOf, weightsOf } from "../../../model/explain/explain.js";
import { unzipped } from "../../../model/network/message.js";
import { forward, readNetwork } from "../../../model/network/network.js";
import { evidenceOf } from "../../../model/attribution/attribution.js";
import { readImage } from "../../../model/read_image.js";
import { drawings, inks, readings, selectionIn, selections, slides, surfaces } from "../../parts/component/reading.js";
import { FRAME } from "../../parts/component/motion.js";

// Milliseconds for which lines stay unchanged while the pen is down, because nobody could follow faster changes. SPARED is a
// multiple of the time it takes to find the lines, so that a slow machine does other things first.
const STEADY = 200;
const SPARED = 10;
const AHEAD = 40; // milliseconds, about, until the worker thread answers: lines are requested this much earlier

/**
 * Read the ink with a network, and publish a Reading for every picture of it.
 *
 * @param {{address: string}|Uint8Array} data - the address of a gzip file with the network's message, or that message.
 *   Reports `missing` if the file can't be fetched.
 */
export default function ({ data, parentElement, setTriggerValue, forget }) {
  const root = parentElement.querySelector(".ink-live-ink");
  const reader = (root.inkPart ??= new Reader(root));
  if (!data.address) forget?.("missing");
  reader.load(data.address ?? data, () => setTriggerValue("missing", data.address));
  return () => reader.end();
}

class Reader {
  constructor(root) {
    this.root = root;
    this.isDown = false; // whether a stroke is in progress
    this.turn = 0; // counts readings: a worker's result that belongs to an earlier one is outdated
    this.drawing = drawings.last;
    this.image = this.drawing?.image ?? null;
    this.hint = this.drawing?.hint ?? "";
    this.share = 1; // of the way from the pinned drawing to this one
    this.steadyUntil = 0; // time (performance.now()) until which lines stay unchanged
    this.time = null; // when the current ink was captured, if Python doesn't know it yet
    drawings.subscribe(root, () => this.take());
    inks.subscribe(root, (ink) => this.see(ink));
    selections.subscribe(root, () => this.network && JSON.stringify(this.factors) !== this.known && this.publish());
    slides.subscribe(root, (share) => this.slide(share));
    surfaces.subscribe(root, () => this.take() || this.mark());
    surfaces.last?.look();
  }

  // Whether the drawing is ahead of Python, which gets it a little later.
  get isWaiting() {
    return this.time !== null && !this.isDown && !this.isFresh && !!surfaces.last?.isWaiting;
  }

  // The factors of this network's neurons.
  get factors() {
    return selectionIn(this.network?.network).factors;
  }

  // data: the network's message, or as a string the address of a gzip file with it. missing() asks for the message.
  async load(data, missing) {
    if (data === this.wanted) return;
    this.wanted = data;
    const message = typeof data === "string" ? await unzipped(data).catch(() => null) : data;
    if (data !== this.wanted) return; // another network has been chosen in the meantime
    if (!message) {
      missing();
      return;
    }
    this.network = readNetwork(message);
    this.apart = this.apart?.end();
    this.steadyUntil = 0;
    this.evidence = null;
    this.publish();
  }

  // A finished stroke is read here, in the frame that paints it, unless Python already knows it.
  see(ink) {
    this.isDown = ink.isDown;
    if (this.take()) return ink.done();
    if (this.isSlow && this.network) this.apart ??= new Apart(this.network);
    if (this.isSlow && this.isDown && this.apart?.isReady) return this.seeApart(ink);
    const result = readInk(this.network, ink, this.factors);
    const now = performance.now();
    this.isSlow = now - ink.time > FRAME; // then it moves to a worker thread
    if (this.isSlow && this.evidence && !this.isDown) this.steadyUntil = now + STEADY; // the digit first, then its lines
    this.show(result, ink.time);
    return ink.done();
  }

  // Shows the result in the next frame, together with the ink, and then takes the next picture.
  seeApart(ink) {
    const number = ++this.turn;
    const explains = performance.now() + AHEAD > this.steadyUntil;
    this.apart.read(ink, this.factors, explains && !selectionIn(this.network.network).selected, (result) => {
      requestAnimationFrame(() => result && number === this.turn && this.show(result, ink.time));
      ink.done();
    });
  }

  // The answer first. What is only made of a finished stroke comes a little later.
  show({ image, hint, read, evidence }, time) {
    Object.assign(this, { image, hint, time, share: 1, isFresh: true });
    this.publish(read, evidence);
    this.isFresh = false;
    clearTimeout(this.marking);
    if (!this.isDown) this.marking = setTimeout(() => this.mark(), STEADY);
  }

  mark() {
    if (this.isWaiting && !readings.last.isWaiting) readings.publish({ ...readings.last, isWaiting: true });
  }

  // Python's image of the drawing shown counts. Returns whether there is one; it's news once.
  take() {
    const drawing = drawings.last;
    if (!drawing || this.isDown || surfaces.last?.isDown || !globalThis.inklingSheet?.isShown(drawing)) return false;
    if (drawing === this.drawing && this.time === null) return true;
    Object.assign(this, { drawing, image: drawing.image, hint: drawing.hint, time: null, share: 1 });
    this.publish();
    return true;
  }

  // The morph from the pinned drawing to the one that Python knows, if the canvas shows that one.
  get morph() {
    const morph = this.drawing?.morph;
    return this.time === null && morph?.after ? morph : null;
  }

  slide(share) {
    if (!this.morph || share === this.share) return;
    this.share = share;
    this.publish();
  }

  read(image) {
    return readImage(this.network, image, this.factors);
  }

  // Cached, because many pictures are compared with the same pinned drawing.
  readPinned() {
    const image = this.drawing?.morph?.before;
    if (!this.network || !image) return null;
    const about = [this.network, image, JSON.stringify(this.factors)];
    if (about.some((each, i) => each !== this.pinnedAbout?.[i])) Object.assign(this, { pinnedAbout: about, pinned: this.read(image) });
    return this.pinned;
  }

  between(morph) {
    const answerOf = ({ probs, isKnown }) => (isKnown ? probs.indexOf(Math.max(...probs)) : null);
    return { inkAt: morph.inkAt, answerAt: (share) => answerOf(this.read(morph.imageAt(share))) };
  }

  // What decided; computed here if `known` is null. While you draw, it may be a moment old.
  evidenceIn(activations, factors, known) {
    clearTimeout(this.later);
    const now = performance.now();
    const mayStay = this.isDown || (this.isSlow && this.time !== null);
    if (!known && mayStay && now < this.steadyUntil) {
      // If the pen rests, publish again with lines of its own; otherwise the next picture does it.
      this.later = setTimeout(() => readings.publish(readings.last), Math.max(STEADY, this.steadyUntil - now));
      return this.evidence;
    }
    this.evidence = known ?? evidenceOf(this.network, activations, factors);
    const took = performance.now() - now;
    this.steadyUntil = mayStay ? now + Math.max(STEADY, SPARED * took) : 0;
    return this.evidence;
  }

  // known: what was already read in the image, and evidence: what decided.
  publish(known = null, evidence = null) {
    clearTimeout(this.later);
    this.turn++;
    this.known = JSON.stringify(this.factors); // of the newest Reading
    const { morph, share } = this;
    readings.publish(this.readingOf(morph && share < 1 ? morph.imageAt(share) : this.image, known, evidence));
  }

  readingOf(image, known, evidence) {
    const { network, time, drawing, factors, morph, share } = this;
    const read = known ?? (network && image && this.read(image));
    const activations = read && read.activations;
    const isSettled = time === null && share === 1 && drawing;
    return {
      network: network?.network ?? null,
      time,
      version: isSettled ? drawing.version : null,
      isWaiting: this.isWaiting,
      origin: isSettled ? drawing.origin : "",
      activations: null,
      probs: null,
      digitLogits: null,
      isKnown: null,
      classes: network?.classes ?? null,
      ...read,
      image,
      before: activations && factors.length ? forward(network, image)[network.layers.at(-1).name] : null,
      isDark: !!network?.novelty && activations?.[network.novelty.layer].every((value) => !value),
      hint: share === 1 ? this.hint : "",
      pinned: this.readPinned(),
      share,
      between: network && morph && this.between(morph),
      lines: (chosen) => linesOf(network, activations, chosen),
      weights: (chosen) => weightsOf(network, chosen),
      activationsOf: (other) => forward(network, other),
      of: (other) => this.readingOf(other),
      evidence: () => this.evidenceIn(activations, factors, evidence),
    };
  }

  end() {
    this.wanted = null;
    this.apart?.end();
    clearTimeout(this.later);
    clearTimeout(this.marking);
    drawings.unsubscribe(this.root);
    inks.unsubscribe(this.root);
    selections.unsubscribe(this.root);
    slides.unsubscribe(this.root);
    surfaces.unsubscribe(this.root);
    this.root.inkPart = null;
  }
}
