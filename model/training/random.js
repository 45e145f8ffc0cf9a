// Random numbers that can be repeated in the same order: initial weights, and the order in which a training sees its images.

/** Mix a number's bits, so that different ones give different ones that look random; as in whose.py. */
export function mixed(number) {
  let bits = Math.imul(number ^ (number >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}

/** A generator for each seed: xoshiro128** (D. Blackman, S. Vigna 2018), initialized by splitmix32. */
export class Random {
  /** @param {number} seed - a whole number */
  constructor(seed) {
    let filled = seed >>> 0;
    this.state = Uint32Array.from({ length: 4 }, () => {
      filled = (filled + 0x9e3779b9) >>> 0;
      return mixed(filled);
    });
  }

  /** @returns {number} from 0 to below 1, one of 2³² */
  next() {
    const { state } = this;
    const result = Math.imul(turned(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = turned(state[3], 11);
    return result / 2 ** 32;
  }

  /**
   * Shuffle numbers, so that every order is equally likely (R. Fisher, F. Yates 1938).
   *
   * @param {Int32Array} numbers - shuffled in place
   */
  shuffle(numbers) {
    for (let last = numbers.length - 1; last > 0; last--) {
      const other = Math.floor(this.next() * (last + 1));
      [numbers[last], numbers[other]] = [numbers[other], numbers[last]];
    }
  }

  /**
   * Return initial weights: uniform within ±√(6 / (inputs + units)), as in Keras (X. Glorot, Y. Bengio 2010).
   *
   * @param {number} inputs
   * @param {number} units
   * @returns {Float32Array} (inputs, units), flat
   */
  glorot(inputs, units) {
    const limit = Math.sqrt(6 / (inputs + units));
    const weights = new Float32Array(inputs * units);
    for (let i = 0; i < weights.length; i++) weights[i] = (2 * this.next() - 1) * limit; // `from` takes eight times as long
    return weights;
  }
}

const turned = (bits, by) => (bits << by) | (bits >>> (32 - by));
