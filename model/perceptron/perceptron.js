// A neuron whose weights are whole thousandths: the twin of perceptron.py, to the last unit; and its threshold, which is the browser's alone.

import { PIXELS } from "../constants.js";

export const UNIT = 1000; // a weight or a bias of 1, in thousandths
export const WHOLE = 255; // a pixel full of ink
export const MOST_BIAS = 200 * UNIT;

/** The sums of some images' pixels without the bias: cached, so that a touch of the brush only costs what it changes. */
export class Sums {
  /** @param {Uint8Array} images - (n, 784), flat */
  constructor(images) {
    this.number = images.length / PIXELS;
    this.columns = new Uint8Array(images.length); // (784, n): one pixel of all images after the other
    for (let n = 0; n < this.number; n++) for (let i = 0; i < PIXELS; i++) this.columns[i * this.number + n] = images[n * PIXELS + i];
    this.weights = new Int16Array(PIXELS);
    this.added = new Int32Array(this.number);
  }

  /**
   * Return the sums with these weights.
   *
   * @param {Int16Array} weights - (784,), thousandths
   * @returns {Int32Array} (n,), in units of 1 / (255 × 1000); the same array every time
   */
  of(weights) {
    const { added, columns, number } = this;
    for (let i = 0; i < PIXELS; i++) {
      const by = weights[i] - this.weights[i];
      if (by) for (let n = 0, place = i * number; n < number; n++) added[n] += columns[place + n] * by;
    }
    this.weights.set(weights);
    return added;
  }
}

/** Returns, for a sum and a bias, whether z is above 0. */
export const fires = (sum, bias) => sum + WHOLE * bias > 0;

/**
 * Count these sums as right, missed or false.
 *
 * @param {Int32Array} added - (n,)
 * @param {number} bias - thousandths
 * @param {Uint8Array} wanted - (n,), 1 where it should fire
 * @returns {{right: number, missed: number, falseAlarms: number}}
 */
export function tally(added, bias, wanted) {
  let [missed, falseAlarms] = [0, 0];
  for (let i = 0; i < added.length; i++) {
    const fired = fires(added[i], bias);
    if (wanted[i] && !fired) missed++;
    else if (fired && !wanted[i]) falseAlarms++;
  }
  return { right: added.length - missed - falseAlarms, missed, falseAlarms };
}

/**
 * Returns the bias with which most are right; of several such places, in the middle of the widest gap, the highest. In thousandths. If the
 * neuron should never fire, its threshold is the largest sum.
 */
export function bestBias(added, wanted) {
  const order = Array.from(added.keys()).sort((one, other) => added[other] - added[one] || one - other);
  const last = order.length;
  const at = (i) => added[order[i]];
  let [best, most, gap] = [0, 0, 1];
  for (let i = 1, right = 0; i <= last; i++) {
    right += wanted[order[i - 1]] ? 1 : -1;
    const wide = i === last ? 1 : at(i - 1) - at(i);
    if (wide > 0 && (right > most || (right === most && wide > gap))) [best, most, gap] = [i, right, wide];
  }
  const threshold = best === 0 ? Math.ceil(at(0) / WHOLE) : Math.floor(best === last ? (at(last - 1) - 1) / WHOLE : (at(best - 1) + at(best)) / (2 * WHOLE));
  return Math.max(-MOST_BIAS, Math.min(MOST_BIAS, 0 - threshold));
}

/** Counts these sums, or only those at some `places`, in each of `bins` equal parts from low to high, the end included. */
export function histogram(added, low, high, bins, counts = () => true) {
  const found = new Int32Array(bins);
  for (let i = 0; i < added.length; i++) {
    if (!counts(i)) continue;
    const place = Math.floor(((added[i] - low) * bins) / (high - low));
    found[Math.max(0, Math.min(bins - 1, place))]++;
  }
  return found;
}

/** Returns which images are furthest on the wrong side of the threshold, the furthest first; at most `number`. */
export function worst(added, bias, wanted, number) {
  const far = (i) => Math.abs(added[i] + WHOLE * bias);
  const wrong = Array.from(added.keys()).filter((i) => fires(added[i], bias) !== Boolean(wanted[i]));
  return wrong.sort((one, other) => far(other) - far(one) || one - other).slice(0, number);
}
