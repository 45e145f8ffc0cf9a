// A learned network as Python gets it, and as this browser stores it: with the ones that were trained here.

import { base64Of } from "../../model/base64.js";
import { saveTrained } from "../training/here/store.js";

/**
 * Return the message that asks Python to use a network: see `taught_of` in views/session/drawing/received.py.
 *
 * @param {Way} way - one with a network
 * @param {string[]} names
 */
export function messageOf({ base, learned, threshold }, names) {
  const weights = new Float32Array(learned.weights.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const each of learned.weights) {
    weights.set(each, next);
    next += each.length;
  }
  const images = Uint8Array.from(learned.drawings.flatMap(({ image }) => Array.from(image, (value) => Math.round(255 * value))));
  return { run: runOf(names, base), names, base: base ? "conv" : "none", images: base64Of(images), labels: learned.drawings.map(({ label }) => label), weights: base64Of(weights), threshold };
}

/** Store a network in this browser; without a store, it lasts as long as the page. */
export const saveSigns = (message) => saveTrained({ run: message.run, title: message.names.join(", "), choices: null, parts: [message] }).catch(() => {});

// 16 hex digits, the same for the same signs learned in the same way, so that the newest network replaces the others: FNV-1a, twice.
function runOf(names, base) {
  const hashed = (start) => [...JSON.stringify([names, !base])].reduce((hash, each) => Math.imul(hash ^ each.codePointAt(0), 0x01000193), start) >>> 0;
  return [0x811c9dc5, 0x1000193].map((start) => hashed(start).toString(16).padStart(8, "0")).join("");
}
