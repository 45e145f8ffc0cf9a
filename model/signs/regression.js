// The last layer for new classes, a softmax regression: the twin of model/signs/regression.py.
//
// Features are mostly 0, and stay as they are: what their mean adds is subtracted from sums instead.

import { multiply, SparseRows } from "../backprop/sparse.js";

export const DESCENT = { steps: 30, learningRate: 2, decay: 5e-3, powers: 10 }; // as in Python
const AT_ONCE = 8; // columns that a product computes together

/**
 * Return the weights that minimize the cross-entropy of a softmax: see `fit_outputs` in Python.
 *
 * @param {Float32Array[]} features - n of m numbers
 * @param {number[]} labels - n, from 0 to below `classes`
 * @param {number} classes
 * @returns {{kernel: Float32Array, bias: Float32Array}} (m, classes), flat, and (classes,)
 */
export function fitOutputs(features, labels, classes) {
  const [count, size, width] = [features.length, features[0].length, AT_ONCE * Math.ceil(classes / AT_ONCE)];
  const flat = new Float32Array(count * size);
  features.forEach((each, n) => flat.set(each, n * size));
  const rows = new SparseRows(count, size).fill(flat, count);
  const columns = new SparseRows(size, count).transpose(rows);
  const mean = new Float64Array(size);
  for (let i = 0; i < size; i++) for (let at = columns.starts[i]; at < columns.starts[i + 1]; at++) mean[i] += columns.values[at] / count;
  const scale = largestDeviation(rows, columns, mean);
  const [kernel, moved, ahead, shared] = [0, 1, 2, 3].map(() => new Float32Array(size * width)); // a row for each feature
  const [bias, shifted, added] = [0, 1, 2].map(() => new Float32Array(width));
  const [sums, slopes] = [new Float32Array(count * width), new Float32Array(size * width)];
  for (let step = 0; step < DESCENT.steps; step++) {
    const momentum = step / (step + 3);
    for (let i = 0; i < kernel.length; i++) ahead[i] = kernel[i] + momentum * moved[i];
    for (let i = 0; i < kernel.length; i++) shared[i] = ahead[i] / scale;
    const before = ofMean(mean, shared, width);
    for (let each = 0; each < width; each++) added[each] = bias[each] + momentum * shifted[each] - before[each];
    multiply(rows, shared, width, added, sums);
    const biasSlopes = putErrors(sums, labels, width, classes);
    multiply(columns, sums, width, null, slopes);
    for (let i = 0, at = 0; i < size; i++)
      for (let each = 0; each < width; each++, at++) {
        const slope = (slopes[at] - mean[i] * biasSlopes[each]) / scale + DESCENT.decay * ahead[at];
        kernel[at] += moved[at] = momentum * moved[at] - DESCENT.learningRate * slope;
      }
    for (let each = 0; each < width; each++) bias[each] += shifted[each] = momentum * shifted[each] - DESCENT.learningRate * biasSlopes[each];
  }
  return narrowed(kernel, bias, mean, scale, classes);
}

// The largest standard deviation in any direction.
function largestDeviation(rows, columns, mean) {
  const [size, count] = [mean.length, rows.rows];
  let [direction, variance] = [new Float32Array(size).fill(1), 0];
  const [along, next] = [new Float32Array(count), new Float32Array(size)];
  for (let power = 0; power < DESCENT.powers; power++) {
    multiply(rows, direction, 1, [-ofMean(mean, direction, 1)[0]], along);
    multiply(columns, along, 1, null, next);
    const total = along.reduce((sum, value) => sum + value, 0);
    for (let i = 0; i < size; i++) next[i] = (next[i] - mean[i] * total) / count;
    variance = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
    direction = next.map((value) => value / (variance || 1));
  }
  return Math.sqrt(variance) || 1;
}

// What the mean of the features adds to each column's sum.
function ofMean(mean, matrix, width) {
  const sums = new Float64Array(width);
  for (let i = 0, at = 0; i < mean.length; i++) for (let each = 0; each < width; each++, at++) sums[each] += mean[i] * matrix[at];
  return sums;
}

// Each row of sums becomes its classes' shares, less 1 for the right one, over the number of rows; returns their sums by class.
function putErrors(sums, labels, width, classes) {
  const totals = new Float64Array(width);
  labels.forEach((label, n) => {
    const row = sums.subarray(n * width, n * width + classes);
    let [largest, total] = [-Infinity, 0];
    for (let each = 0; each < classes; each++) largest = Math.max(largest, row[each]);
    for (let each = 0; each < classes; each++) total += row[each] = Math.exp(row[each] - largest);
    for (let each = 0; each < classes; each++) totals[each] += row[each] = (row[each] / total - (each === label)) / labels.length;
    sums.fill(0, n * width + classes, (n + 1) * width);
  });
  return totals;
}

// Scale and mean become part of the weights, which lose the columns of no class.
function narrowed(wide, sums, mean, scale, classes) {
  const width = sums.length;
  const kernel = new Float32Array(mean.length * classes);
  for (let i = 0; i < mean.length; i++) for (let each = 0; each < classes; each++) kernel[i * classes + each] = wide[i * width + each] / scale;
  const before = ofMean(mean, kernel, classes);
  return { kernel, bias: Float32Array.from({ length: classes }, (_, each) => sums[each] - before[each]) };
}
