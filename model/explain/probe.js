// Where an image lies among others in a layer, by its linear probe: the twin of model/explain/probe.py. The tour of the
// nine dimensions only exists here.

import { NUM_CLASSES, ORDER } from "../constants.js";

const HARMONICS = 4; // pairs of directions in which ten on a circle can be distinguished; the first is the circle itself
const SWING = 0.32; // radians a second in which a tour leaves the circle, and comes back to it,
const DRIFT = 0.19; // and in which it turns to other directions meanwhile
const INNER = 0.5; // of the way out to the circle

const angles = Array.from({ length: NUM_CLASSES }, (_, digit) => (2 * Math.PI * ORDER.indexOf(digit)) / NUM_CLASSES);

/**
 * Return where each digit's direction ends in the picture. At any time, the picture's two axes are perpendicular in the ten
 * scores, and as long as the circle's.
 *
 * @param {number} [time] - seconds of a tour; at 0 it is the circle
 * @returns {number[][]} (10, 2), in the order of digits
 */
export function axesAt(time = 0) {
  const away = 0.5 * (1 - Math.cos(SWING * time)) * (Math.PI / 2);
  const [turn, tilt] = [DRIFT * time, 0.7 * DRIFT * time];
  const parts = [Math.cos(away), Math.sin(away) * Math.cos(turn), Math.sin(away) * Math.sin(turn) * Math.cos(tilt), Math.sin(away) * Math.sin(turn) * Math.sin(tilt)];
  return angles.map((angle) => {
    let [x, y] = [0, 0];
    for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      x += parts[harmonic - 1] * Math.cos(harmonic * angle);
      y += parts[harmonic - 1] * Math.sin(harmonic * angle);
    }
    return [x, y];
  });
}

/**
 * Return the ten scores: values · kernel + bias.
 *
 * @param {{kernel: Float32Array, bias: Float32Array}} probe - (values, 10), flat, and (10,)
 * @param {Float32Array} values - of a layer, flat
 * @returns {Float64Array} (10,)
 */
export function scoresOf({ kernel, bias }, values) {
  const scores = Float64Array.from(bias);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== 0) for (let digit = 0; digit < NUM_CLASSES; digit++) scores[digit] += value * kernel[i * NUM_CLASSES + digit];
  }
  return scores;
}

/** Returns where scores (10 from `start` on) lie in the picture: Σ score × axis, [x, y]. */
export function placeOf(scores, axes, start = 0) {
  let [x, y] = [0, 0];
  for (let digit = 0; digit < NUM_CLASSES; digit++) {
    x += scores[start + digit] * axes[digit][0];
    y += scores[start + digit] * axes[digit][1];
  }
  return [x, y];
}

/**
 * Return which of many are nearest to one, the nearest first.
 *
 * @param {Float32Array} values - (n,)
 * @param {Float32Array} many - (m, n), flat
 * @param {number} count
 * @returns {number[]} their numbers
 */
export function nearestTo(values, many, count) {
  const size = values.length;
  const found = []; // [distance, number], the nearest first
  for (let number = 0; number * size < many.length; number++) {
    const most = found.length < count ? Infinity : found[count - 1][0];
    let distance = 0;
    for (let i = 0, at = number * size; i < size && distance < most; i++, at++) distance += (values[i] - many[at]) ** 2;
    if (distance >= most) continue;
    let place = found.length;
    while (place && found[place - 1][0] > distance) place--;
    found.splice(place, 0, [distance, number]);
    found.length = Math.min(found.length, count);
  }
  return found.map(([, number]) => number);
}

/** Where each of the digits Scored (see thousand.js) lies on the way from one layer to the next, [x, y] by its number; `at` is which layer, or between which two. */
export function placesBetween(scored, at, axes) {
  return (number) => placeBetween(scored.layers.map(({ scores }) => scores), at, axes, number * NUM_CLASSES);
}

/** Does the same for one image, by its scores in each layer, 10 from `start` on. */
export function placeBetween(scores, at, axes, start = 0) {
  const below = Math.min(Math.floor(at), scores.length - 1);
  const [one, other] = [scores[below], scores[Math.min(below + 1, scores.length - 1)]].map((each) => placeOf(each, axes, start));
  return one.map((each, axis) => each + (at - below) * (other[axis] - each));
}

/** Returns the shares of the digits and of the non-digits in the inner half of a layer's circle: [share, share]. */
export function innerShares(scored, place) {
  const axes = axesAt();
  const { scores } = scored.layers[place];
  const inner = [...scored.labels.keys()].filter((number) => Math.hypot(...placeOf(scores, axes, number * NUM_CLASSES)) < INNER);
  const among = inner.filter((number) => number < scored.digits).length;
  return [among / scored.digits, (inner.length - among) / (scored.labels.length - scored.digits)];
}
