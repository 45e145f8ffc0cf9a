// Whether an image is one of the signs that a network was taught: the twin of model/signs/known.py.

export const LIMITS = { deviations: 2, others: 3 }; // as in Python

/**
 * Return whether the image with these activations is one of the signs of a network from network_file.py.
 *
 * @param {{layer: string, drawings: Float32Array, background: Float32Array, threshold: number}} known - rows are flat here
 * @param {Object<string, Float32Array>} activations
 */
export function isOneOf(known, activations) {
  const features = activations[known.layer];
  const rowsOf = (all) => Array.from({ length: all.length / features.length }, (_, row) => all.subarray(row * features.length, (row + 1) * features.length));
  known.rows ??= [rowsOf(known.drawings), rowsOf(known.background)];
  return distanceOf(features, ...known.rows) <= known.threshold;
}

/** Return features scaled to length 1; those of length 0 stay so. */
export function unit(features) {
  const length = Math.sqrt(dot(features, features)) || 1;
  return features.map((value) => value / length);
}

/**
 * Return how far an image is from the nearest drawing: see `Known.distances` in Python.
 *
 * @param {Float32Array} features - (m,), of any length
 * @param {Float32Array[]} drawings - each of length 1
 * @param {Float32Array[]} background - the same of drawings by a program; may be empty
 * @param {number} [without] - the drawing that doesn't count
 * @returns {number} 0 for a drawing itself
 */
export function distanceOf(features, drawings, background, without = -1) {
  const own = unit(features);
  const away = 1 - drawings.reduce((most, each, i) => (i === without ? most : Math.max(most, dot(own, each))), -1);
  if (!background.length) return away;
  const alike = background.map((each) => dot(own, each)).sort((one, other) => other - one);
  const nearest = alike.slice(0, LIMITS.others);
  const mean = nearest.reduce((sum, each) => sum + each / nearest.length, 0);
  return away / Math.sqrt(Math.max(1 - mean, 1e-6));
}

/** Return the place of the drawing that resembles an image's features most. */
export function nearestOf(features, drawings) {
  const alike = drawings.map((each) => dot(features, each));
  return alike.indexOf(Math.max(...alike));
}

/**
 * Return the distance above which an image is none of the signs, as in Python.
 *
 * @param {number[]} spread - each drawing's distance from the others
 */
export function thresholdOf(spread) {
  const mean = spread.reduce((sum, each) => sum + each, 0) / spread.length;
  return mean + LIMITS.deviations * Math.sqrt(spread.reduce((sum, each) => sum + (each - mean) ** 2, 0) / spread.length);
}

// A loop: `reduce` takes four times as long.
function dot(one, other) {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}
