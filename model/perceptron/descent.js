// Gradient descent on one neuron: logistic regression with weights limited to -1 to 1.
//
// p = sigmoid(z)        loss = -log p where it should fire, -log(1 - p) where not, the mean over all images
// ∂loss/∂weight = mean of pixel × (p - wanted)        ∂loss/∂bias = mean of (p - wanted)

import { SparseRows } from "../backprop/sparse.js";
import { IMAGE_SIZE } from "../constants.js";
import { MOST_BIAS, UNIT, WHOLE } from "./perceptron.js";

const RATE = 0.05; // as in Keras's SGD,
const MOMENTUM = 0.9; // and this, too
export const MOST_STEPS = 1500; // after which it hardly moves: 4 against 9 gains 0.3 points in the last thousand
const CLOSE = 1e-9; // in the loss, p is at least this far from 0 and 1

/** A neuron that learns: weights and bias as floats, between its steps. */
export class Descent {
  /**
   * @param {{images: Uint8Array, wanted: Uint8Array}} examples
   * @param {{weights: Int16Array, bias: number}} begin - in thousandths
   */
  constructor({ images, wanted }, { weights, bias }) {
    this.weights = Float64Array.from(weights, (weight) => weight / UNIT);
    this.bias = bias / UNIT;
    this.steps = 0;
    this.wanted = wanted;
    this.speed = new Float64Array(weights.length);
    this.biasSpeed = 0;
    this.rows = new SparseRows(wanted.length, weights.length).fill(images, wanted.length, null, WHOLE);
  }

  /** Take one step downhill; return the loss before it, in nats. */
  step() {
    const { rows, wanted, weights, speed } = this;
    const { starts, columns, values } = rows;
    const number = wanted.length;
    const gradient = new Float64Array(weights.length);
    let [loss, total] = [0, 0];
    for (let n = 0; n < number; n++) {
      let z = this.bias;
      for (let i = starts[n]; i < starts[n + 1]; i++) z += values[i] * weights[columns[i]];
      const p = 1 / (1 + Math.exp(-z));
      const error = p - wanted[n];
      loss -= Math.log(Math.max(wanted[n] ? p : 1 - p, CLOSE));
      total += error;
      for (let i = starts[n]; i < starts[n + 1]; i++) gradient[columns[i]] += error * values[i];
    }
    for (let i = 0; i < weights.length; i++) {
      speed[i] = MOMENTUM * speed[i] - (RATE * gradient[i]) / number;
      weights[i] = Math.max(-1, Math.min(1, weights[i] + speed[i]));
    }
    this.biasSpeed = MOMENTUM * this.biasSpeed - (RATE * total) / number;
    this.bias += this.biasSpeed;
    this.steps++;
    return loss / number;
  }

  /** Return the neuron as it is shown and counted: in whole thousandths. */
  rounded() {
    const bias = Math.floor(this.bias * UNIT + 0.5);
    return { weights: Int16Array.from(this.weights, (weight) => Math.floor(weight * UNIT + 0.5)), bias: Math.max(-MOST_BIAS, Math.min(MOST_BIAS, bias)) };
  }
}

/** Returns pixels at which two neurons' weights differ most, none within `apart` rows and columns of another. */
export function differMost(one, other, number = 3, apart = 5) {
  const left = one.weights.map((weight, i) => Math.abs(weight - other.weights[i]));
  const found = [];
  while (found.length < number) {
    const most = left.reduce((best, value, i) => (value > left[best] ? i : best), 0);
    if (!left[most]) break;
    found.push(most);
    for (let i = 0; i < left.length; i++) {
      const isNear = Math.abs(Math.floor(i / IMAGE_SIZE) - Math.floor(most / IMAGE_SIZE)) < apart && Math.abs((i % IMAGE_SIZE) - (most % IMAGE_SIZE)) < apart;
      if (isNear) left[i] = 0;
    }
  }
  return found;
}
