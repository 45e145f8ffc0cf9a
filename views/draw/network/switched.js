// Which neurons of a layer fire for only one of two drawings, and how the layer's picture shows that.

import { NEGATIVE, POSITIVE } from "../../../model/constants.js";
import { _ } from "../../parts/language/language.js";
import { filled } from "../../parts/looks/wording.js";

const DASH = [4, 2.5]; // pixels: dashes of the ring around a neuron that has gone silent
const COLORS = { 1: pixelOf(POSITIVE), "-1": pixelOf(NEGATIVE) };

/** The neurons of one layer that have switched; none if there's nothing to compare with. */
export class Switched {
  /**
   * @param {?Float32Array} before - the activations for the pinned drawing, or for the drawing without its damage
   * @param {Float32Array} after - the activations for what is shown
   */
  constructor(before, after) {
    this.changes = before && Int8Array.from(after, (value, i) => (value > 0) - (before[i] > 0));
    this.count = this.changes ? this.changes.reduce((count, change) => count + Math.abs(change), 0) : 0;
  }

  /** The number of switched neurons, as text below the layer's name; empty if nothing is compared. */
  get inWords() {
    return this.changes ? filled(_("{count} switched"), { count: this.count }) : "";
  }

  /** Draw a ring around a neuron that has switched: solid if it fires now, dashed if it has gone silent. */
  ring(context, [x, y, width, height], number) {
    const change = this.changes?.[number];
    if (!change) return;
    context.beginPath();
    context.arc(x + width / 2, y + height / 2, Math.min(width, height) / 2 - 0.5, 0, 2 * Math.PI);
    Object.assign(context, { lineWidth: 2, lineCap: "butt", strokeStyle: change > 0 ? POSITIVE : NEGATIVE });
    context.setLineDash(change > 0 ? [] : DASH);
    context.stroke();
    context.setLineDash([]);
  }

  /** Paint the units of feature maps that have switched; placeOf(flatIndex) is the index of its pixel in `colors`. */
  tint(colors, placeOf) {
    this.changes?.forEach((change, flatIndex) => change && (colors[placeOf(flatIndex)] = COLORS[change]));
  }
}

function pixelOf(color) {
  const [red, green, blue] = [1, 3, 5].map((start) => parseInt(color.slice(start, start + 2), 16));
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
