// Activation functions: what a neuron may make of its weighted sum z. The twin of model/functions.py.

/** Name of a function -> a of z. */
export const FUNCTIONS = {
  relu: (z) => Math.max(0, z),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  step: (z) => (z > 0 ? 1 : 0),
};
