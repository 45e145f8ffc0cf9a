// What somebody has painted: goal, function, one neuron or two, which of them is under the brush; their sums and counts, and how
// Python gets it and this browser stores it, see painted_of in views/session/drawing/received.py. The twin of painted.py.

import { base64Of, bytesOf } from "../base64.js";
import { PIXELS } from "../constants.js";
import { FUNCTIONS } from "../network/functions.js";
import { goalOf } from "./goals.js";
import { bestBias, fires, MOST_BIAS, Sums, tally, UNIT, WHOLE } from "./perceptron.js";

const GOAL = /^(\d-(\d|others)|either)$/;
const ACTIVATIONS = ["step", "relu", "sigmoid"];
const HALF = 0.5; // above this, the output of two neurons fires

export const blank = () => ({ weights: new Int16Array(PIXELS), bias: 0 });
export const copied = ({ weights, bias }) => ({ weights: weights.slice(), bias });

export class Painted {
  /** @param {object} sent - as views/building/builder.py describes it */
  constructor(sent) {
    this.goal = goalOf(sent.goal);
    this.activation = sent.activation;
    this.neurons = sent.neurons.map(({ weights, bias }) => ({ weights: Int16Array.from(weights), bias }));
    this.at = 0;
    this.placesItself = sent.places_itself;
  }

  get neuron() {
    return this.neurons[this.at];
  }

  set neuron(neuron) {
    this.neurons[this.at] = neuron;
  }

  get isTwo() {
    return this.neurons.length > 1;
  }

  /** Return all of it, to restore later. */
  state() {
    return { at: this.at, neurons: this.neurons.map(copied) };
  }

  restore({ at, neurons }) {
    Object.assign(this, { at: Math.min(at, neurons.length - 1), neurons: neurons.map(copied) });
  }

  /** Compute the sums of the neuron under the brush, and how many are right, with its threshold at the current place. */
  read(examples) {
    const added = this.sums(examples, this.at).of(this.neuron.weights);
    if (this.placesItself) this.neuron.bias = bestBias(added, examples.wanted);
    const fired = this.firedBy(examples, added);
    return { added, fired, ...(this.isTwo ? counted(fired, examples.wanted) : tally(added, this.neuron.bias, examples.wanted)) };
  }

  /** Return this, with its threshold placed if that is automatic and there are examples. */
  placed(examples) {
    if (examples) this.read(examples);
    return this;
  }

  /** Return for which images the neuron fires or, with two neurons, the output that adds both. */
  firedBy(examples, added) {
    if (!this.isTwo) return Array.from(added, (sum) => fires(sum, this.neuron.bias));
    const each = this.neurons.map(({ weights, bias }, n) => this.activations(this.sums(examples, n).of(weights), bias));
    return Array.from(added, (_, i) => each[0][i] + each[1][i] > HALF);
  }

  sums(examples, n) {
    if (this.examples !== examples) Object.assign(this, { examples, cachedSums: [] });
    return (this.cachedSums[n] ??= new Sums(examples.images));
  }

  activations(added, bias) {
    return Float64Array.from(added, (sum) => FUNCTIONS[this.activation]((sum + WHOLE * bias) / (WHOLE * UNIT)));
  }
}

function counted(fired, wanted) {
  const missed = fired.filter((is, i) => !is && wanted[i]).length;
  const falseAlarms = fired.filter((is, i) => is && !wanted[i]).length;
  return { right: fired.length - missed - falseAlarms, missed, falseAlarms };
}

/**
 * Return a message with all of it.
 *
 * @param {Painted} painted
 * @param {?string|number} chosen - the picture whose sum is looked at
 */
export const messageOf = ({ goal, activation, placesItself, neurons }, chosen) => ({
  goal: goal.name,
  activation,
  places_itself: placesItself,
  neurons: neurons.map(({ weights, bias }) => ({ weights: base64Of(weights), bias })),
  chosen,
});

/** Returns the Painted in such a message; null if it isn't one. */
export function paintedOf({ goal, activation, places_itself, neurons }) {
  const isOne = GOAL.test(goal) && ACTIVATIONS.includes(activation) && Array.isArray(neurons) && [1, 2].includes(neurons.length);
  const read = isOne ? neurons.map(neuronOf) : [null];
  return read.includes(null) ? null : { goal, activation, places_itself: Boolean(places_itself), neurons: read };
}

function neuronOf(neuron) {
  try {
    const weights = new Int16Array(bytesOf(neuron.weights).buffer); // little-endian, like every machine that runs a browser
    const isOne = weights.length === PIXELS && weights.every((weight) => Math.abs(weight) <= UNIT) && Math.abs(neuron.bias) <= MOST_BIAS;
    return isOne ? { weights, bias: Math.round(neuron.bias) } : null;
  } catch {
    return null;
  }
}
