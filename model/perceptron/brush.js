// What a brush does to a neuron's weights, and undoing it. Weights are thousandths, as in perceptron.js.

import { IMAGE_SIZE } from "../constants.js";
import { UNIT } from "./perceptron.js";

const APART = 0.5; // pixels between two touches along a stroke, so that it doesn't depend on the hand's speed
const KINDS = {
  hard: { radius: 1.3, share: () => 1 },
  soft: { radius: 2.6, share: (far) => 0.4 * (1 - far / 2.6) }, // of the rest, at each touch: it builds up
};
const MOST_STEPS = 50; // to undo

/** The weight that each brush paints: 1, -1 and 0, in thousandths. */
export const BRUSHES = { push: UNIT, pull: -UNIT, erase: 0 };

/**
 * Dab at a place in the field.
 *
 * @param {Int16Array} weights - (784,), changed in place
 * @param {{brush: string, edge: string}} chosen
 * @param {number} x - in pixels of the image, 0.5 in the middle of the first,
 * @param {number} y
 */
export function dab(weights, { brush, edge }, x, y) {
  const { radius, share } = KINDS[edge];
  const target = BRUSHES[brush];
  const within = (middle) => [Math.max(0, Math.floor(middle - radius)), Math.min(IMAGE_SIZE - 1, Math.floor(middle + radius))];
  const [top, bottom] = within(y);
  const [left, right] = within(x);
  for (let row = top; row <= bottom; row++)
    for (let col = left; col <= right; col++) {
      const far = Math.hypot(row + 0.5 - y, col + 0.5 - x);
      if (far > radius) continue;
      const place = row * IMAGE_SIZE + col;
      weights[place] += Math.round((target - weights[place]) * share(far));
    }
}

/** Dab all along a line, without its first point. */
export function stroke(weights, chosen, [fromX, fromY], [toX, toY]) {
  const touches = Math.max(1, Math.ceil(Math.hypot(toX - fromX, toY - fromY) / APART));
  for (let i = 1; i <= touches; i++) dab(weights, chosen, fromX + ((toX - fromX) * i) / touches, fromY + ((toY - fromY) * i) / touches);
}

/** States of any kind, to undo and redo. */
export class Past {
  constructor() {
    this.before = [];
    this.after = [];
  }

  /** Leave a state for another. */
  leave(state) {
    this.before = [...this.before, state].slice(-MOST_STEPS);
    this.after = [];
  }

  /** Return the state one step back, or on, from this one; null if there is none. */
  step(by, state) {
    const [from, to] = by < 0 ? [this.before, this.after] : [this.after, this.before];
    if (!from.length) return null;
    to.push(state);
    return from.pop();
  }
}
