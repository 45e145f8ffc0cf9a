// Activation functions: what a neuron can make of its weighted sum z. The twin of model/network/functions.py.

const SELU = { scale: 1.0507009873554805, alpha: 1.6732632423543772 };
const ERF = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];

const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const elu = (z, alpha = 1) => (z > 0 ? z : alpha * Math.expm1(z));

// Returns what share of the standard normal distribution lies below z.
function normalBelow(z) {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = (t * ERF.reduceRight((sum, factor) => sum * t + factor) * Math.exp(-x * x)) / 2;
  return z > 0 ? 1 - tail : tail;
}

/** A function's name -> a from z and, if it has one, its parameter. */
export const FUNCTIONS = {
  relu: (z) => Math.max(0, z),
  tanh: Math.tanh,
  sigmoid,
  step: (z) => (z > 0 ? 1 : 0),
  capped_relu: (z, most = 6) => Math.min(Math.max(0, z), most),
  leaky_relu: (z, slope = 0.3) => (z > 0 ? z : slope * z),
  elu,
  selu: (z) => SELU.scale * elu(z, SELU.alpha),
  gelu: (z) => z * normalBelow(z),
  silu: (z) => z * sigmoid(z),
  softplus: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
};
