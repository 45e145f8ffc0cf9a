// What images with their labels would change in a network: loss and gradients. The twin of model/backprop/backprop.py,
// which has the formulas; for dense layers only, and for many batches of one size.

import { NUM_CLASSES } from "../constants.js";
import { OPERATIONS } from "../network/network.js";
import { SLOPES } from "./gradient.js";
import { multiply, SparseRows } from "./sparse.js";

/**
 * By how much the mean loss of a batch grows with everything that it depends on: its partial derivatives.
 *
 * @typedef {object} Gradients
 * @property {number} loss - softmax cross-entropy, in nats, at least 0; the mean over the batch
 * @property {Float32Array[]} kernels - for each dense layer ∂loss/∂weight, (inputs, units), flat
 * @property {Float32Array[]} biases - for each dense layer ∂loss/∂bias, (units,)
 */

/** A network's forward pass and the way back, for batches. It returns its own arrays, and uses them again. */
export class Backprop {
  /**
   * @param {Network} network - of dense layers and activation functions, softmax last; its weights may change between runs
   * @param {number} most - images in a batch, at most
   * @throws {RangeError} it has another kind of layer
   */
  constructor(network, most) {
    this.steps = denseLayers(network).map((layer) => {
      const units = layer.bias.length;
      const inputs = layer.kernel.length / units;
      return {
        layer,
        units,
        inputs,
        activation: layer.activationLayer,
        read: new SparseRows(most, inputs),
        readByInput: new SparseRows(inputs, most),
        blamed: new SparseRows(most, units),
        z: new Float32Array(most * units),
        blame: new Float32Array(most * units),
        turned: new Float32Array(units * inputs), // its kernel, (units, inputs)
        kernel: new Float32Array(inputs * units),
        bias: new Float32Array(units),
      };
    });
    this.most = most;
    this.drop = null; // changes the sums of a hidden layer before its activation function, as dropout does: (sums, count of them)
  }

  /**
   * Compute every dense layer's sums for a batch; the last layer's are the logits.
   *
   * @param {Float32Array|Uint8Array} images - (n, 784), flat; 0 to 1, or bytes
   * @param {number} count - how many of them
   * @param {?Int32Array} [order] - which of them; by default the first
   * @returns {Float32Array} (most, classes), of which the first `count` rows are the logits
   */
  forward(images, count, order = null) {
    this.count = count;
    let [values, of] = [images, order];
    const whole = images instanceof Uint8Array ? 255 : 1;
    this.steps.forEach((step, depth) => {
      const { layer, units, activation, read, z } = step;
      read.fill(values, count, of, depth ? 1 : whole);
      multiply(read, layer.kernel, units, layer.bias, z);
      const isLast = depth === this.steps.length - 1;
      if (!isLast) this.drop?.(z, count * units);
      step.a = isLast || activation === layer ? z : OPERATIONS[activation.kind](z.subarray(0, count * units), activation);
      [values, of] = [step.a, null];
    });
    return this.steps.at(-1).z;
  }

  /**
   * Compute the loss of a batch, and its gradient by every weight and bias.
   *
   * @param {Float32Array|Uint8Array} images - (n, 784), flat; 0 to 1, or bytes
   * @param {Uint8Array} labels - (n,), the true digits
   * @param {number} count - how many of them
   * @param {?Int32Array} [order] - which of them; by default the first
   * @returns {Gradients}
   */
  run(images, labels, count, order = null) {
    const logits = this.forward(images, count, order);
    const { units: classes, blame } = this.steps.at(-1);
    const loss = blameOutputs(logits, labels, count, order, blame, classes);
    for (let depth = this.steps.length - 1; depth >= 0; depth--) {
      const { units, inputs, read, readByInput, blamed, blame, kernel, bias, layer, turned } = this.steps[depth];
      multiply(readByInput.transpose(read), blame, units, null, kernel);
      sumRows(blame, count, bias);
      if (!depth) break;
      const below = this.steps[depth - 1];
      transposed(layer.kernel, inputs, turned);
      multiply(blamed.fill(blame, count), turned, inputs, null, below.blame);
      throughSlope(below, count);
    }
    return { loss, kernels: this.steps.map(({ kernel }) => kernel), biases: this.steps.map(({ bias }) => bias) };
  }
}

/**
 * Return the layers that have weights, in depth order.
 *
 * @param {Network} network
 * @throws {RangeError} it has layers other than dense ones and known functions
 */
export function denseLayers({ layers }) {
  const other = layers.slice(1, -1).find(({ kind }) => !["Dense", "Flatten", "Reshape"].includes(kind) && !(kind in SLOPES));
  if (other) throw new RangeError(`${other.kind} is not trained here`);
  return layers.filter(({ kind }) => kind === "Dense");
}

/**
 * Return the mean loss of logits: ln Σ e^z - z of the true digit.
 *
 * @param {Float32Array} logits - (n, 10), flat
 * @param {Uint8Array} labels - (n,)
 * @param {number} count - how many examples
 * @returns {number} nats
 */
export function lossOf(logits, labels, count) {
  return blameOutputs(logits, labels, count, null, null);
}

// Writes (probability - 1 for the true class, probability for the others) / count; returns the mean loss.
function blameOutputs(logits, labels, count, order, blame, classes = NUM_CLASSES) {
  const powers = new Float64Array(classes);
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const [start, label] = [row * classes, labels[order ? order[row] : row]];
    let highest = -Infinity;
    for (let each = 0; each < classes; each++) highest = Math.max(highest, logits[start + each]);
    let total = 0;
    for (let each = 0; each < classes; each++) total += powers[each] = Math.exp(logits[start + each] - highest);
    loss += Math.log(total) + highest - logits[start + label];
    if (!blame) continue;
    for (let each = 0; each < classes; each++) blame[start + each] = (powers[each] / total - (each === label ? 1 : 0)) / count;
  }
  return loss / count;
}

function throughSlope({ layer, activation, units, z, a, blame }, count) {
  if (activation === layer) return; // a linear neuron: it passes on its sum
  const slope = SLOPES[activation.kind];
  for (let i = 0; i < count * units; i++) blame[i] *= slope(z[i], a[i]);
}

function sumRows(matrix, rows, sums) {
  const width = sums.length;
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += matrix[row * width + column];
    sums[column] = sum;
  }
}

function transposed(matrix, rows, out) {
  const columns = matrix.length / rows;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) out[column * rows + row] = matrix[row * columns + column];
}
