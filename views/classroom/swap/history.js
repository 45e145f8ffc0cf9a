// The history of a network: what its versions read of the same drawings, a slice at a time so that the page stays quick, and a small chart for each.

import { unzipped } from "../../../model/network/message.js";
import { readNetwork } from "../../../model/network/network.js";
import { readImage } from "../../../model/read_image.js";
import { interval } from "../../../model/training/whose.js";
import { _ } from "../../parts/language/language.js";
import { shareBar, shareLine } from "../../parts/charts/share_bar.js";
import { made } from "../../parts/component/made.js";
import { FRAME } from "../../parts/component/motion.js";
import { filled, short, written } from "../../parts/looks/wording.js";

const NEXT = 0; // milliseconds until the next slice: as soon as the page has done what waits

/** Each version is fetched once, and reads each drawing only once. */
export class Reader {
  /** @param {function()} changed - called after all that was asked for has been read */
  constructor(changed) {
    Object.assign(this, { changed, known: new Map(), waiting: [], isAtWork: false });
  }

  /**
   * Return how many drawings each version reads as their label, or null and read them.
   *
   * @param {{key: string, reads: ?function(Float32Array): ?number}[]} versions - the key changes with what it has learned; if it isn't one of
   *   this page's, that is the address of its file, see network_file.py
   * @param {{number: *, label: number, image: Float32Array}[]} drawings - the number is unlike any other's
   * @returns {?{right: number, count: number}[]} null until all are read, or if a version can't be fetched: the next call tries again
   */
  compare(versions, drawings) {
    for (const { key, reads } of versions) if (!this.known.has(key)) this.known.set(key, { key, reads: reads ?? fetched(key), read: new Map() });
    const all = versions.map(({ key }) => this.known.get(key));
    const open = all.flatMap((version) => drawings.filter(({ number }) => !version.read.has(number)).map((drawing) => [version, drawing]));
    this.waiting.push(...open);
    if (open.length) this.work();
    return open.length ? null : all.map(({ read }) => ({ right: drawings.filter(({ number, label }) => read.get(number) === label).length, count: drawings.length }));
  }

  async work() {
    if (this.isAtWork) return;
    this.isAtWork = true;
    const missing = new Set();
    for (let end = 0; this.waiting.length; ) {
      const [version, { number, image }] = this.waiting.shift();
      const reads = await version.reads;
      if (!reads) missing.add(version);
      else if (!version.read.has(number)) version.read.set(number, reads(image));
      if (performance.now() < end) continue;
      await new Promise((resolve) => setTimeout(resolve, NEXT));
      end = performance.now() + FRAME;
    }
    this.isAtWork = false;
    for (const { key } of missing) this.known.delete(key);
    if (!missing.size) this.changed();
  }

  /** Forget all versions but these. */
  keep(versions) {
    const keys = new Set(versions.map(({ key }) => key));
    for (const key of this.known.keys()) if (!keys.has(key)) this.known.delete(key);
    this.waiting = this.waiting.filter(([{ key }]) => keys.has(key));
  }
}

/** Return what reads images with a network's file; null if it can't be fetched. */
async function fetched(address) {
  const network = await unzipped(address).then(readNetwork).catch(() => null);
  return network && ((image) => {
    const { probs, isKnown } = readImage(network, image, []);
    return isKnown ? probs.indexOf(Math.max(...probs)) : null;
  });
}

/**
 * Return the charts.
 *
 * @param {string[]} titles - of the versions
 * @param {{title: string, shares: ?object[]}[]} rows - kinds of drawings: of each version what it reads, as `compare` returns it
 */
export function historyOf(titles, rows) {
  return titles.map((title, version) => made("figure", "ink-version", made("figcaption", "", title), ...rows.map((row) => barOf(row.title, row.shares?.[version]))));
}

// The line on the bar is the 95 % interval of E. B. Wilson (1927).
function barOf(title, share) {
  if (!share) return shareLine(title, named(shareBar(0), title), "…");
  const { right, count } = share;
  const range = interval(right, count);
  const [low, high] = range.map((each) => written(each, "percent", false));
  const says = filled(_("{title}: {right} of {count} right, so {low} to {high}"), { title, right: short(right), count: short(count), low, high });
  return shareLine(title, named(shareBar(right / count, range), says), `${short(right)}/${short(count)}`);
}

function named(bar, says) {
  bar.setAttribute("role", "img");
  bar.setAttribute("aria-label", says);
  return Object.assign(bar, { title: says });
}
