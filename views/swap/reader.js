// Reads drawings by versions of a network, a slice at a time, so that the page stays quick.

import { beforeAfter } from "../../model/classes/before_after.js";
import { FRAME } from "../parts/component/motion.js";

const NEXT = 0; // milliseconds until the next slice: as soon as the page has done what waits

/** Each version reads each drawing only once. */
export class Reader {
  /** @param {function()} changed - called after all that was asked for last has been read */
  constructor(changed) {
    Object.assign(this, { changed, known: new Map(), waiting: [] });
  }

  /**
   * Return what versions read of drawings, or null and read them.
   *
   * @param {{key: string, reads: function(Float32Array): ?number}[]} versions - the key changes with what it has learned
   * @param {{number: *, label: number, image: Float32Array}[]} drawings - the number is unlike any other's
   * @returns {?Share[]} null until all are read
   */
  compare(versions, drawings) {
    const open = versions.flatMap((version) => drawings.filter(({ number }) => !this.of(version).has(number)).map((drawing) => [version, drawing]));
    if (open.length) return this.ask(open);
    const labels = drawings.map(({ label }) => label);
    return beforeAfter(versions.map((version) => drawings.map(({ number }) => this.of(version).get(number))), labels);
  }

  of({ key }) {
    if (!this.known.has(key)) this.known.set(key, new Map());
    return this.known.get(key);
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
      const [version, { number, image }] = this.waiting.shift();
      const known = this.of(version);
      if (!known.has(number)) known.set(number, version.reads(image));
    }
    if (this.waiting.length) setTimeout(() => this.work(), NEXT);
    else this.changed();
  }

  /** Forget all versions but these. */
  keep(versions) {
    const keys = new Set(versions.map(({ key }) => key));
    for (const key of this.known.keys()) if (!keys.has(key)) this.known.delete(key);
    this.waiting = this.waiting.filter(([{ key }]) => keys.has(key));
  }
}
