// Reads drawings by versions of a network, a slice at a time, so that the page stays quick.

import { beforeAfter } from "../../../model/classes/before_after.js";
import { readerOf } from "../../../model/training/packed.js";
import { FRAME } from "../../parts/component/motion.js";

const NEXT = 0; // milliseconds until the next slice: as soon as the page has done what waits

/** Each version is fetched once, and reads each drawing only once. */
export class Reader {
  /**
   * @param {function(): Array} needed - returns what packed networks need, see readerOf, or a promise of it
   * @param {function()} changed - called after all that was asked for last is there and has been read
   */
  constructor(needed, changed) {
    Object.assign(this, { needed, changed, known: new Map(), waiting: [] });
  }

  /**
   * Return what versions read of drawings, or null and read them.
   *
   * @param {{key: string, reads: ?function(Float32Array): ?number, address: ?string}[]} versions - the key changes with what it has
   *   learned; address: of its text, see readerOf, if it isn't one of this page's
   * @param {{number: *, label: number, image: Float32Array}[]} drawings - the number is unlike any other's
   * @returns {?Share[]} null until all are read, or if a version can't be fetched: the next call tries again
   */
  compare(versions, drawings) {
    const all = versions.map((version) => this.of(version));
    if (all.some(({ reads }) => !reads)) return null;
    const open = all.flatMap((version) => drawings.filter(({ number }) => !version.read.has(number)).map((drawing) => [version, drawing]));
    if (open.length) return this.ask(open);
    const labels = drawings.map(({ label }) => label);
    return beforeAfter(all.map(({ read }) => drawings.map(({ number }) => read.get(number))), labels);
  }

  of({ key, reads, address }) {
    if (!this.known.has(key)) {
      this.known.set(key, { reads, read: new Map() });
      if (!reads) this.fetch(key, address);
    }
    return this.known.get(key);
  }

  async fetch(key, address) {
    const version = this.known.get(key);
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.status);
      version.reads = await readerOf(await answer.text(), ...(await this.needed()));
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
