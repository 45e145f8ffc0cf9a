// Finds the brightest neurons or feature maps of a layer.

import { level } from "./values.js";

/**
 * Return those that are brighter than `than` somewhere, brightest first, at most `most` of them.
 *
 * @param {Panel} panel - we use its data and values, see network_panel.js
 * @param {number} most
 * @param {number} than - 0 to 255
 * @returns {[number, number][]} each channel with its brightness, 0 to 255
 */
export function brightest({ data: { shape, scale }, values }, most, than) {
  const channels = shape.at(-1);
  const peaks = new Float32Array(channels);
  values?.forEach((value, i) => value > peaks[i % channels] && (peaks[i % channels] = value));
  const levels = Array.from(peaks, (peak, number) => [number, level(peak, scale)]).filter(([, brightness]) => brightness > than);
  return levels.sort(([, one], [, other]) => other - one).slice(0, most);
}
