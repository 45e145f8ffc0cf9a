// Layers' names where a row of layers has little room: between their words they break by themselves.

import { HALO } from "./network_panel.js";

/** By how many pixels a row of layers is wider than its room; halos reach into the padding. */
export const overflow = ({ scrollWidth, clientWidth }) => Math.max(0, scrollWidth - clientWidth - HALO);

/** Let names break within words, with hyphens where the browser knows how; or not. */
export function breakWords(captions, isWithin) {
  for (const { style } of captions) Object.assign(style, { overflowWrap: isWithin ? "anywhere" : "", hyphens: isWithin ? "auto" : "" });
}
