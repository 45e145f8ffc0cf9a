// Reads drawings by versions of a network, a slice at a time, so that the page stays quick.

import { unzipped } from "../../../model/network/message.js";
import { readNetwork } from "../../../model/network/network.js";
import { readImage } from "../../../model/read_image.js";
import { interval } from "../../../model/training/whose.js";
import { FRAME } from "../../parts/component/motion.js";

const NEXT = 0; // milliseconds until the next slice: as soon as the page has done what waits

/**
 * How a version reads drawings.
 *
 * @typedef {object} Share
 * @property {number} right - how many it reads as their label
 * @property {number} count - of all drawings
 * @property {number} low - the least share that fits them, by the 95 % interval of E. B. Wilson (1927),
 * @property {number} high - and the largest
 */

/** Each version is fetched once, and reads each drawing only once. */
export class Reader {
  /** @param {function()} changed - called after all that was asked for last is there and has been read */
  constructor(changed) {
    Object.assign(this, { changed, known: new Map(), waiting: [] });
  }

  /**
   * Return what versions read of drawings, or null and read them.
   *
   * @param {{key: string, reads: ?function(Float32Array): ?number}[]} versions - the key changes with what it has learned; if it isn't one of
   *   this page's, that is the address of its file, see network_file.py
   * @param {{number: *, label: number, image: Float32Array}[]} drawings - the number is unlike any other's
   * @returns {?Share[]} null until all are read, or if a version can't be fetched: the next call tries again
   */
  compare(versions, drawings) {
    const all = versions.map((version) => this.of(version));
    if (all.some(({ reads }) => !reads)) return null;
    const open = all.flatMap((version) => drawings.filter(({ number }) => !version.read.has(number)).map((drawing) => [version, drawing]));
    if (open.length) return this.ask(open);
    return all.map(({ read }) => {
      const [right, count] = [drawings.filter(({ number, label }) => read.get(number) === label).length, drawings.length];
      const [low, high] = interval(right, count);
      return { right, count, low, high };
    });
  }

  of({ key, reads }) {
    if (!this.known.has(key)) {
      this.known.set(key, { reads, read: new Map() });
      if (!reads) this.fetch(key);
    }
    return this.known.get(key);
  }

  async fetch(key) {
    const version = this.known.get(key);
    try {
      const network = readNetwork(await unzipped(key));
      version.reads = (image) => {
        const { probs, isKnown } = readImage(network, image, []);
        return isKnown ? probs.indexOf(Math.max(...probs)) : null;
      };
    } catch {
      this.known.delete(key);
      return;
    }
    this.changed();
  }

  ask(open) {
    const isAtWork = this.waiting.length > 0;
    this.waiting.push(...open);
    if (!isAtWork) setTimeout(() => this.work(), NEXT);
    return null;
  }

  work() {
    const end = performance.now() + FRAME;
    while (this.waiting.length && performance.now() < end) {
      const [{ reads, read }, { number, image }] = this.waiting.shift();
      if (!read.has(number)) read.set(number, reads(image));
    }
    if (this.waiting.length) setTimeout(() => this.work(), NEXT);
    else this.changed();
  }

  /** Forget all versions but these. */
  keep(versions) {
    const keys = new Set(versions.map(({ key }) => key));
    for (const key of this.known.keys()) if (!keys.has(key)) this.known.delete(key);
    const left = new Set(this.known.values());
    this.waiting = this.waiting.filter(([version]) => left.has(version));
  }
}
