// The link to what is seen, for somebody else: the page's address, with what is on the canvas at this moment, which
// Python may not know yet, and with the language.

import { codeOf } from "../drawing/linked_drawing.js";
import { surfaces } from "../parts/component/reading.js";
import { withDrawing } from "./address.js";

const IN_FRAMES = ["embed", "embed_options", "course"]; // of an address, what is for a frame

/**
 * @param {string} lang - in which it is opened; empty for whatever the other browser prefers
 * @param {string} blank - what an address says where nothing is drawn
 * @param {number} most - characters that an address has
 * @returns {Promise<string>}
 */
export async function link({ lang, blank, most }) {
  const image = surfaces.last?.finish() ?? null;
  const { isAhead, shown } = globalThis.inklingPast ?? {}; // also of a canvas that has just been left
  const url = isAhead ? withDrawing(shown.length ? await codeOf(shown, image) : blank, most) : new URL(location.href);
  if (lang) url.searchParams.set("lang", lang);
  for (const name of IN_FRAMES) url.searchParams.delete(name);
  return url.href;
}
