// The slopes of activation functions: the twin of model/backprop/gradient.py, for training in the browser.

/** Function -> its slope da/dz from z and a. At its corner, 0, a ReLU's is 0; a step is flat on both sides. */
export const SLOPES = {
  ReLU: (z) => (z > 0 ? 1 : 0),
  Tanh: (z, a) => 1 - a * a,
  Sigmoid: (z, a) => a * (1 - a),
  Step: () => 0,
};
