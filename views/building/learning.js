// Trains a neuron while the page is visible, a few steps per frame, until it hardly changes.

import { Descent, MOST_STEPS } from "../../model/perceptron/descent.js";

const AT_ONCE = 5; // steps in a frame, which take 3 ms each: people should see the page learn

export class Learning {
  /** `change` is called with the neuron and the number of steps after each frame, `over` when it stops. */
  constructor(change, over) {
    Object.assign(this, { change, over });
  }

  get isRunning() {
    return this.frame !== undefined;
  }

  /** Learn from examples, starting at `from`; the same neuron continues where it was. */
  take(examples, from) {
    if (this.descent && this.examples === examples && areSame(this.last, from)) return;
    this.examples = examples;
    this.descent = new Descent(examples, from);
    this.last = from;
  }

  one() {
    this.descent.step();
    this.update();
  }

  all() {
    const go = () => {
      for (let step = 0; step < AT_ONCE; step++) this.descent.step();
      this.frame = this.descent.steps < MOST_STEPS ? requestAnimationFrame(go) : undefined;
      this.update();
      if (!this.isRunning) this.over();
    };
    this.frame = requestAnimationFrame(go);
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }

  update() {
    this.last = this.descent.rounded();
    this.change(this.last, this.descent.steps);
  }
}

const areSame = (one, other) => one.bias === other.bias && one.weights.every((weight, i) => weight === other.weights[i]);
