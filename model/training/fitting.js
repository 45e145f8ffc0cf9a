// Trains a dense network, step by step, as Keras does, and measures it on the way. Knows nothing of threads or pages; its caller
// says when to go on.

import { IMAGE_SIZE, NUM_CLASSES, PIXELS } from "../constants.js";
import { Backprop, lossOf } from "../backprop/backprop.js";
import { OPTIMIZERS } from "../backprop/optimizers.js";
import { linked } from "../network/network.js";
import { Random } from "./random.js";

/**
 * Images, as bytes from 0 for paper to 255 for ink, (n, 784), flat, and their digits, (n,).
 *
 * @typedef {{images: Uint8Array, labels: Uint8Array}} Examples
 *
 * The measures at one step, as in model/training/snapshot.py; loss and accuracy are for images that it is trained on.
 * @typedef {{step: number, loss: number, accuracy: number, testLoss: number, testAccuracy: number}} Point
 *
 * A person's choices, as in model/training/choices.py, under the same names.
 * @typedef {object} Choices
 */

const KINDS = { relu: "ReLU", tanh: "Tanh", sigmoid: "Sigmoid", step: "Step" }; // of layers, by the chosen function

/**
 * Return an untrained network, its weights drawn with the choices' seed: 784 → units → … → 10.
 *
 * @param {Choices} choices
 * @param {number} [classes] - its outputs
 * @returns {Network}
 */
export function buildChosen({ hidden_layers, units, activation, seed }, classes = NUM_CLASSES) {
  const random = new Random(seed);
  const layers = [layerOf("image", "InputLayer", [IMAGE_SIZE, IMAGE_SIZE]), layerOf("flatten", "Flatten", [PIXELS])];
  const add = (name, size, kind) => {
    const inputs = layers.at(-1).shape[0];
    layers.push({ ...layerOf(name, "Dense", [size]), kernel: random.glorot(inputs, size), bias: new Float32Array(size) });
    if (kind) layers.push(layerOf(kind === "Softmax" ? "probs" : `${name}_${activation}`, kind, [size]));
  };
  for (let depth = 1; depth <= hidden_layers; depth++) add(`hidden${depth}`, units, KINDS[activation]);
  add("logits", classes, "Softmax");
  layers.forEach((layer, number) => {
    const isFunction = number > 2 && !layer.kernel;
    layer.unit_layer = isFunction ? number - 1 : number;
    layer.activation_layer = layer.kernel && !layers[number + 1].kernel ? number + 1 : number;
    layer.source = !number ? null : number === 2 ? 0 : number - 1;
    layer.reader = layers.findIndex(({ kernel }, other) => kernel && other > number);
  });
  return linked({ network: "yours", layers, novelty: null });
}

/** Give a network other weights: kernel, bias, kernel, bias, … */
export function giveWeights({ layers }, weights) {
  const withWeights = layers.filter(({ kernel }) => kernel);
  withWeights.forEach((layer, i) => Object.assign(layer, { kernel: weights[2 * i], bias: weights[2 * i + 1] }));
}

const layerOf = (name, kind, shape) => ({ name, kind, shape, parameters: [] });

/**
 * Return those digits with these indices.
 *
 * @param {Examples} digits
 * @param {Int32Array} indices
 * @returns {Examples}
 */
export function picked({ images, labels }, indices) {
  const found = { images: new Uint8Array(indices.length * PIXELS), labels: Uint8Array.from(indices, (index) => labels[index]) };
  indices.forEach((index, i) => found.images.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), i * PIXELS));
  return found;
}

/**
 * Return the training set: the first `count`, and then the user's own, each `times` times.
 *
 * @param {Examples} digits
 * @param {number} count
 * @param {?{images: Uint8Array, labels: number[], times: number}} own
 * @returns {Examples}
 */
export function withOwn({ images, labels }, count, own) {
  const first = { images: images.subarray(0, count * PIXELS), labels: labels.subarray(0, count) };
  if (!own) return first;
  const all = count + own.labels.length * own.times;
  const together = { images: new Uint8Array(all * PIXELS), labels: new Uint8Array(all) };
  together.images.set(first.images);
  together.labels.set(first.labels);
  let next = count;
  own.labels.forEach((label, i) => {
    for (let time = 0; time < own.times; time++, next++) {
      together.images.set(own.images.subarray(i * PIXELS, (i + 1) * PIXELS), next * PIXELS);
      together.labels[next] = label;
    }
  });
  return together;
}

/** One training, from its first step to its last. */
export class Fitting {
  /**
   * @param {Choices} choices
   * @param {Examples} training - it learns from the first of these, as many as are chosen
   * @param {Examples} unseen - to measure on
   * @param {number} measured - how many images of each kind are measured during the training
   * @param {?Float32Array[]} [weights] - to begin with, instead of random ones: kernel, bias, kernel, bias, …
   */
  constructor(choices, training, unseen, measured, weights = null) {
    const { images, batch_size, seed, epochs, optimizer, learning_rate } = choices;
    Object.assign(this, { choices, training, unseen, step: 0, isFinite: true });
    this.network = buildChosen(choices);
    this.images = Math.min(images, training.labels.length);
    this.steps = Math.ceil(this.images / batch_size) * epochs;
    this.backprop = new Backprop(this.network, batch_size);
    this.optimizer = new OPTIMIZERS[optimizer](learning_rate);
    this.random = new Random(seed + 2 ** 16); // not the one that draws the weights
    this.order = Int32Array.from({ length: this.images }, (_, number) => number);
    this.next = this.images; // the next image in the order: at its end, an epoch is over
    this.measured = Math.min(measured, this.images);
    this.measuring = new Backprop(this.network, measured);
    this.atOnce = Math.min(measured, unseen.labels.length);
    weights?.forEach((each, i) => this.weights[i].set(each));
  }

  /** Kernel, bias, kernel, bias, … in depth order: the network's own arrays, which change. */
  get weights() {
    return this.backprop.steps.flatMap(({ layer }) => [layer.kernel, layer.bias]);
  }

  /** Whether it has taken all its steps, or blown up. */
  get isOver() {
    return this.step >= this.steps || !this.isFinite;
  }

  /** Take one step: compute a batch's gradients, and let the optimizer use them. */
  takeStep() {
    if (this.next >= this.images) {
      this.random.shuffle(this.order);
      this.next = 0;
    }
    const batch = this.order.subarray(this.next, this.next + this.choices.batch_size);
    this.next += batch.length;
    const { images, labels } = this.training;
    const { loss, kernels, biases } = this.backprop.run(images, labels, batch.length, batch);
    this.optimizer.begin();
    this.backprop.steps.forEach(({ layer }, depth) => {
      this.optimizer.change(layer.kernel, kernels[depth]);
      this.optimizer.change(layer.bias, biases[depth]);
    });
    this.step++;
    this.isFinite = Number.isFinite(loss);
  }

  /**
   * Measure now, on the first images that it is trained on, and on the first unseen ones.
   *
   * @param {Float32Array} [logits] - of the former, if `gradients` has just computed them
   * @returns {Point}
   */
  point(logits = this.measuring.forward(this.training.images, this.measured)) {
    const { measuring, training, unseen, step, measured, atOnce } = this;
    const [loss, accuracy] = [lossOf(logits, training.labels, measured), rightOf(logits, training.labels, measured)];
    const testLogits = measuring.forward(unseen.images, atOnce);
    const [testLoss, testAccuracy] = [lossOf(testLogits, unseen.labels, atOnce), rightOf(testLogits, unseen.labels, atOnce)];
    return { step, loss, accuracy, testLoss, testAccuracy };
  }

  /**
   * Compute how the images that it is trained on would change it.
   *
   *     size of a layer's gradient = √ Σ (∂loss / ∂weight)², over its kernel and bias
   *
   * @returns {{gradientSizes: number[], dead: number[], logits: Float32Array}} per layer with weights; per hidden layer, how many
   *   neurons have the same activation for every image; and the logits, see Backprop
   */
  gradients() {
    const { measuring, training, measured } = this;
    const { kernels, biases } = measuring.run(training.images, training.labels, measured);
    return {
      gradientSizes: kernels.map((kernel, depth) => Math.sqrt(sumOfSquares(kernel) + sumOfSquares(biases[depth]))),
      dead: measuring.steps.slice(0, -1).map(({ a, units }) => constants(a, measured, units)),
      logits: measuring.steps.at(-1).z,
    };
  }

  /**
   * Read unseen images, a part no larger than the measured one, so that nothing stalls.
   *
   * @param {Uint8Array} images
   * @param {number} from - the first
   * @param {number} to - behind the last
   * @returns {Uint8Array} what it reads each as
   */
  answers(images, from, to) {
    return answersOf(this.measuring.forward(images.subarray(from * PIXELS), to - from), to - from);
  }
}

const rightOf = (logits, labels, count) => answersOf(logits, count).filter((answer, row) => answer === labels[row]).length / count;

function answersOf(logits, count) {
  return Uint8Array.from({ length: count }, (_, row) => {
    let answer = 0;
    for (let digit = 1; digit < NUM_CLASSES; digit++)
      if (logits[row * NUM_CLASSES + digit] > logits[row * NUM_CLASSES + answer]) answer = digit;
    return answer;
  });
}

// A loop: `reduce` takes ten times as long.
function sumOfSquares(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ** 2;
  return sum;
}

function constants(activations, rows, width) {
  let count = 0;
  for (let unit = 0; unit < width; unit++) {
    let row = 1;
    while (row < rows && activations[row * width + unit] === activations[unit]) row++;
    if (row === rows) count++;
  }
  return count;
}
