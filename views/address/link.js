// The link to what is shown, for someone else: the page's address with the canvas's current drawing, which Python may not have
// received yet, and with the language.

import { codeOf } from "../session/drawing/linked_drawing.js";
import { pageSheet } from "../session/drawing/drawing_sheet.js";
import { withDrawing } from "../parts/component/page_store.js";

const IN_FRAMES = ["embed", "embed_options", "course"]; // parameters that only matter in a frame

/**
 * Return the link.
 *
 * @param {string} lang - the language in which it opens; empty for the other browser's preferred one
 * @param {string} blank - the drawing's value if nothing is drawn
 * @returns {Promise<string>}
 */
export async function link({ lang, blank }) {
  const { isAhead, objects } = pageSheet(); // also of a canvas that was just left
  const url = isAhead ? withDrawing(objects.length ? await codeOf(objects) : blank) : new URL(location.href);
  if (lang) url.searchParams.set("lang", lang);
  for (const name of IN_FRAMES) url.searchParams.delete(name);
  return url.href;
}
