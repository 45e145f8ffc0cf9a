// The last layer for new classes, a softmax regression: the twin of model/signs/regression.py.

export const DESCENT = { steps: 30, learningRate: 2, decay: 5e-3, powers: 10 }; // as in Python

/**
 * Return the weights that minimize the cross-entropy of a softmax: see `fit_outputs` in Python.
 *
 * @param {Float32Array[]} features - n of m numbers
 * @param {number[]} labels - n, from 0 to below `classes`
 * @param {number} classes
 * @returns {{kernel: Float32Array, bias: Float32Array}} (m, classes), flat, and (classes,)
 */
export function fitOutputs(features, labels, classes) {
  const { mean, scale, centered } = standardized(features);
  const [count, size] = [features.length, mean.length];
  const [kernel, moved, ahead] = [0, 1, 2].map(() => new Float32Array(classes * size)); // a row for each class
  const [bias, shifted, biasAhead] = [0, 1, 2].map(() => new Float64Array(classes));
  const [slopes, errors] = [new Float32Array(classes * size), new Float64Array(classes)];
  for (let step = 0; step < DESCENT.steps; step++) {
    const momentum = step / (step + 3);
    kernel.forEach((value, i) => (ahead[i] = value + momentum * moved[i]));
    bias.forEach((value, i) => (biasAhead[i] = value + momentum * shifted[i]));
    ahead.forEach((value, i) => (slopes[i] = DESCENT.decay * value));
    const biasSlopes = new Float64Array(classes);
    for (let n = 0; n < count; n++) {
      putErrors(errors, centered, n * size, ahead, biasAhead, labels[n]);
      for (let each = 0; each < classes; each++) {
        const [share, row] = [errors[each] / count, each * size];
        biasSlopes[each] += share;
        for (let i = 0, start = n * size; i < size; i++) slopes[row + i] += share * centered[start + i];
      }
    }
    slopes.forEach((slope, i) => (kernel[i] += moved[i] = momentum * moved[i] - DESCENT.learningRate * slope));
    biasSlopes.forEach((slope, i) => (bias[i] += shifted[i] = momentum * shifted[i] - DESCENT.learningRate * slope));
  }
  return forFeatures(kernel, bias, mean, scale);
}

// Mean, scale, and the features without both, flat.
function standardized(features) {
  const [count, size] = [features.length, features[0].length];
  const mean = new Float64Array(size);
  for (const each of features) for (let i = 0; i < size; i++) mean[i] += each[i] / count;
  const centered = new Float32Array(count * size);
  features.forEach((each, n) => {
    for (let i = 0; i < size; i++) centered[n * size + i] = each[i] - mean[i];
  });
  const scale = largestDeviation(centered, size);
  for (let i = 0; i < centered.length; i++) centered[i] /= scale;
  return { mean, scale, centered };
}

function largestDeviation(centered, size) {
  const count = centered.length / size;
  let [direction, variance] = [new Float64Array(size).fill(1), 0];
  for (let power = 0; power < DESCENT.powers; power++) {
    const next = new Float64Array(size);
    for (let start = 0; start < centered.length; start += size) {
      let along = 0;
      for (let i = 0; i < size; i++) along += centered[start + i] * direction[i];
      for (let i = 0; i < size; i++) next[i] += (centered[start + i] * along) / count;
    }
    variance = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
    direction = next.map((value) => value / (variance || 1));
  }
  return Math.sqrt(variance) || 1;
}

// Each class's share, less 1 for the right one, into `errors`.
function putErrors(errors, centered, start, kernel, bias, label) {
  const [classes, size] = [bias.length, kernel.length / bias.length];
  let [largest, total] = [-Infinity, 0];
  for (let each = 0; each < classes; each++) {
    let sum = bias[each];
    for (let i = 0, row = each * size; i < size; i++) sum += centered[start + i] * kernel[row + i];
    errors[each] = sum;
    if (sum > largest) largest = sum;
  }
  for (let each = 0; each < classes; each++) total += errors[each] = Math.exp(errors[each] - largest);
  for (let each = 0; each < classes; each++) errors[each] = errors[each] / total - (each === label);
}

// Mean and scale become part of the weights, which then are in numpy's order.
function forFeatures(rows, bias, mean, scale) {
  const [classes, size] = [bias.length, mean.length];
  const kernel = new Float32Array(rows.length);
  const shifts = Float32Array.from(bias);
  for (let each = 0; each < classes; each++) {
    let shift = 0;
    for (let i = 0; i < size; i++) {
      kernel[i * classes + each] = rows[each * size + i] / scale;
      shift += mean[i] * kernel[i * classes + each];
    }
    shifts[each] -= shift;
  }
  return { kernel, bias: shifts };
}
