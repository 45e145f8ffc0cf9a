// Learns signs from a few drawings, on the shoulders of a trained network or from nothing: the twin of model/signs/learn.py.
//
// What was computed of a drawing stays known, so another drawing only costs its own features. Steps are generators, so that a
// thread can answer between them. The random numbers of a network from nothing are others than in Python.

import { OPTIMIZERS } from "../backprop/optimizers.js";
import { Backprop } from "../backprop/backprop.js";
import { PIXELS } from "../constants.js";
import { forward, OPERATIONS } from "../network/network.js";
import { buildChosen } from "../training/fitting.js";
import { Random } from "../training/random.js";
import { fitOutputs } from "./regression.js";
import { variantsOf } from "./variants.js";

export const FROM_NOTHING = { units: 64, steps: 500, batchSize: 64, learningRate: 2e-3, dropped: 0.5 }; // as in Python
export const FEWEST = 3; // drawings of each sign to learn from; with fewer, the nearest drawing answers
const MOST_LEARNED = 4200; // drawings and variants, four times those of five signs with ten drawings
const SEED = 1;

/** Return copies of a network's layers up to the flattened feature maps or, without any, up to the last hidden layer; as in Python. */
export function bodyOf({ layers }) {
  const flat = layers.findIndex(({ kind }, place) => kind === "Flatten" && place > 1);
  const hidden = layers.filter(({ kernel }) => kernel).at(-2);
  return { layers: layers.slice(0, 1 + (flat > 0 ? flat : layers.indexOf(hidden.activationLayer))) };
}

/** Return what a body makes of an image; without one, the image itself. */
export const featuresOf = (body, image) => (body ? forward(body, image)[body.layers.at(-1).name] : image);

/** Return how many variants of each of so many drawings are learned from. */
export const variantsFor = (drawings, wished) => Math.max(0, Math.min(wished, Math.floor(MOST_LEARNED / drawings) - 1));

/** Learns from drawings, which it knows by their numbers. */
export class Learner {
  /** @param {?Network} base - whose feature maps are kept; null: from nothing */
  constructor(base) {
    this.body = base && bodyOf(base);
    this.known = new Map(); // number of a drawing -> features of it and of its variants
  }

  /** Take a drawing's image, (784,). */
  take(number, image) {
    this.known.set(number, { image, features: [this.see(image)] });
  }

  /** Return any image's features. */
  see(image) {
    return featuresOf(this.body, image);
  }

  /** Return a drawing's own features. */
  featuresOf(number) {
    return this.known.get(number).features[0];
  }

  /** Return whether features of a drawing's variants are known. */
  hasVariants(number) {
    return this.known.get(number).features.length > 1;
  }

  // What one drawing gives to learn from: features, its own and those of its variants.
  of(number, variants) {
    const known = this.known.get(number);
    if (known.features.length <= variants) {
      for (const each of variantsOf(known.image, variants).slice(known.features.length)) known.features.push(this.see(each));
    }
    return known.features.slice(0, 1 + variants);
  }

  /**
   * Learn from these drawings; yields after each drawing, and every few steps.
   *
   * @param {{number: number, label: number}[]} drawings
   * @param {number} classes
   * @param {number} variants - of each drawing
   * @returns {Generator<void, Float32Array[]>} the new weights: kernel, bias; from nothing, kernel, bias, kernel, bias
   */
  *learn(drawings, classes, variants) {
    const [features, labels] = [[], []];
    for (const { number, label } of drawings) {
      const own = this.of(number, variants);
      features.push(...own);
      labels.push(...own.map(() => label));
      yield;
    }
    if (!this.body) return yield* fromNothing(features, labels, classes);
    const { kernel, bias } = fitOutputs(features, labels, classes);
    return [kernel, bias];
  }
}

function* fromNothing(images, labels, classes) {
  const { units, steps, batchSize, learningRate, dropped } = FROM_NOTHING;
  const flat = new Float32Array(images.length * PIXELS);
  images.forEach((image, i) => flat.set(image, i * PIXELS));
  const random = new Random(SEED);
  const backprop = new Backprop(buildChosen({ hidden_layers: 1, units, activation: "relu", seed: SEED }, classes), batchSize);
  backprop.drop = (sums, count) => {
    for (let i = 0; i < count; i++) sums[i] *= random.next() < dropped ? 0 : 1 / (1 - dropped); // a ReLU passes on a factor
  };
  const adam = new OPTIMIZERS.Adam(learningRate);
  const batch = new Int32Array(batchSize);
  for (let step = 1; step <= steps; step++) {
    for (let i = 0; i < batchSize; i++) batch[i] = Math.floor(random.next() * images.length);
    const { kernels, biases } = backprop.run(flat, labels, batchSize, batch);
    adam.begin();
    backprop.steps.forEach(({ layer }, depth) => {
      adam.change(layer.kernel, kernels[depth]);
      adam.change(layer.bias, biases[depth]);
    });
    if (step % 20 === 0) yield;
  }
  return backprop.steps.flatMap(({ layer }) => [layer.kernel, layer.bias]);
}

/**
 * Return each sign's share for features, a softmax of the new weights' sums.
 *
 * @param {Float32Array[]} weights - as learned
 * @param {Float32Array} features
 * @returns {Float32Array} (classes,), at least 0, 1 in all
 */
export function sharesOf(weights, features) {
  const { Dense, ReLU, Softmax } = OPERATIONS;
  const [kernel, bias, outputs, outputBias] = weights;
  const sums = Dense(features, { kernel, bias });
  return Softmax(outputs ? Dense(ReLU(sums, { parameters: [] }), { kernel: outputs, bias: outputBias }) : sums);
}
