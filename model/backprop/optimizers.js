// How a step changes weights, once their gradients are known: Keras's optimizers under their names, with formulas as in
// Keras. g is the gradient of a weight w, η the learning rate.

const EPSILON = 1e-7; // Keras's: prevents a division by 0 for a weight on which hardly anything depends

/** w ← w - η g. */
export class SGD {
  constructor(learningRate) {
    this.learningRate = learningRate;
  }

  /** Begin another step, which changes each array of weights once. */
  begin() {}

  /**
   * Change weights in place.
   *
   * @param {Float32Array} weights
   * @param {Float32Array} gradients - of the same length
   */
  change(weights, gradients) {
    for (let i = 0; i < weights.length; i++) weights[i] -= this.learningRate * gradients[i];
  }
}

/**
 * The mean of g relative to the size of g, both averaged over recent steps (D. Kingma, J. Ba 2014):
 *
 *     m ← m + (1 - β₁)(g - m),  v ← v + (1 - β₂)(g² - v),  w ← w - η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε)
 */
export class Adam {
  constructor(learningRate) {
    Object.assign(this, { learningRate, beta1: 0.9, beta2: 0.999, step: 0, means: new Map(), squares: new Map() });
  }

  begin() {
    this.step++;
  }

  change(weights, gradients) {
    const { learningRate, beta1, beta2, step } = this;
    const [means, squares] = [stored(this.means, weights), stored(this.squares, weights)];
    const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
    for (let i = 0; i < weights.length; i++) {
      const gradient = gradients[i];
      const mean = (means[i] += (1 - beta1) * (gradient - means[i]));
      const square = (squares[i] += (1 - beta2) * (gradient * gradient - squares[i]));
      weights[i] -= (rate * mean) / (Math.sqrt(square) + EPSILON);
    }
  }
}

/** v ← ρ v + (1 - ρ) g²,  w ← w - η g / √(v + ε) (G. Hinton 2012). */
export class RMSprop {
  constructor(learningRate) {
    Object.assign(this, { learningRate, rho: 0.9, squares: new Map() });
  }

  begin() {}

  change(weights, gradients) {
    const { learningRate, rho } = this;
    const squares = stored(this.squares, weights);
    for (let i = 0; i < weights.length; i++) {
      const gradient = gradients[i];
      const square = (squares[i] = rho * squares[i] + (1 - rho) * gradient * gradient);
      weights[i] -= (learningRate * gradient) / Math.sqrt(square + EPSILON);
    }
  }
}

/** Keras's name -> the optimizer, made with a learning rate. */
export const OPTIMIZERS = { SGD, Adam, RMSprop };

// Returns what an optimizer stores for each of these weights: 0 at first.
function stored(of, weights) {
  if (!of.has(weights)) of.set(weights, new Float32Array(weights.length));
  return of.get(weights);
}
