// What is painted, as Python is told it, and as this browser keeps it: see painted_of in views/drawing/received.py.

import { MOST_BIAS, UNIT } from "./perceptron.js";
import { IMAGE_SIZE } from "../constants.js";

const GOAL = /^(\d-(\d|others)|either)$/;
const ACTIVATIONS = ["step", "relu", "sigmoid"];

/** @param {?string|number} chosen - the picture whose sum is looked at */
export const messageOf = ({ goal, activation, placesItself, neurons }, chosen) => ({
  goal: goal.name,
  activation,
  places_itself: placesItself,
  neurons: neurons.map(({ weights, bias }) => ({ weights: base64(weights), bias })),
  chosen,
});

/** What such a message says, as Painted is made of it; null where it is none. */
export function paintedOf({ goal, activation, places_itself, neurons }) {
  const isOne = GOAL.test(goal) && ACTIVATIONS.includes(activation) && Array.isArray(neurons) && [1, 2].includes(neurons.length);
  const read = isOne ? neurons.map(neuronOf) : [null];
  return read.includes(null) ? null : { goal, activation, places_itself: Boolean(places_itself), neurons: read };
}

function neuronOf(neuron) {
  try {
    const bytes = Uint8Array.from(atob(neuron.weights), (character) => character.charCodeAt(0));
    const weights = new Int16Array(bytes.buffer);
    const isOne = weights.length === IMAGE_SIZE ** 2 && weights.every((weight) => Math.abs(weight) <= UNIT) && Math.abs(neuron.bias) <= MOST_BIAS;
    return isOne ? { weights, bias: Math.round(neuron.bias) } : null;
  } catch {
    return null;
  }
}

// Little-endian, as every machine has it that runs a browser.
const base64 = ({ buffer }) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
