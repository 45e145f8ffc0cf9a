// Lets the neuron learn: buttons, both accuracies side by side, and where it differs most from the one painted by hand.

import { Descent, MOST_STEPS, differMost } from "../../model/perceptron/descent.js";
import { IMAGE_SIZE } from "../../model/constants.js";
import { Sums, tally, UNIT } from "../../model/perceptron/perceptron.js";
import { ngettext } from "../parts/language/counts.js";
import { _ } from "../parts/language/language.js";
import { showMarked, write } from "../parts/asking/marked.js";
import { exact, filled, percent } from "../parts/looks/wording.js";
import { buttonOf } from "./tools.js";

const AT_ONCE = 5; // steps in a frame, which take 3 ms each: people should see the page learn

export class LearnPanel {
  /**
   * @param {object} acts - learn(how): "one", "all", or "none" to start from nothing; show(which): "hand" or "learned"; change(neuron); rest()
   */
  constructor(root, acts) {
    root.innerHTML = '<h4 class="ink-heading"></h4><div class="ink-row-of-buttons"></div><div class="ink-row-of-buttons" hidden></div><p role="status"></p>';
    const [heading, buttons, both, sentence] = root.children;
    heading.textContent = _("Let it learn");
    this.sentence = sentence;
    this.learning = new Learning((neuron, steps) => acts.change(neuron, steps), acts.rest);
    this.one = buttonIn(buttons, _("One step"), () => acts.learn("one"));
    this.all = buttonIn(buttons, _("Until it settles"), () => acts.learn("all"));
    this.none = buttonIn(buttons, _("From scratch"), () => acts.learn("none"));
    this.both = both;
    this.hand = buttonIn(both, "", () => acts.show("hand"));
    this.learned = buttonIn(both, "", () => acts.show("learned"));
  }

  /**
   * Show the state of learning.
   *
   * @param {?object} compared - hand and learned: neurons; shares: both accuracies; shown: which one is on the field; steps: how many it took
   * @param {?string} problem - a sentence on why it doesn't learn
   */
  show(compared, problem) {
    this.all.textContent = this.learning.isRunning ? _("Stop") : _("Until it settles");
    this.one.disabled = this.none.disabled = this.learning.isRunning;
    this.both.hidden = !compared;
    if (problem || !compared) return showMarked(this.sentence, problem ?? _("This is [gradient descent](words#gradient-descent) with your neuron, starting from its current weights. Each step moves every weight a little, so that the loss falls."));
    this.hand.textContent = filled(_("By hand: {share}"), { share: percent(compared.shares.hand) });
    this.learned.textContent = filled(_("Learned: {share}"), { share: percent(compared.shares.learned) });
    for (const which of ["hand", "learned"]) this[which].setAttribute("aria-pressed", String(compared.shown === which));
    write(this.sentence, inWords(compared, this.learning.isRunning));
  }
}

/** Return both accuracies; while it learns, only the accuracy of the neuron on the field. */
export function sharesOf({ hand, learned, shares }, examples, read, rests) {
  const number = examples.wanted.length;
  if (shares && !rests) return { ...shares, learned: read.right / number };
  const shareOf = ({ weights, bias }) => tally(new Sums(examples.images).of(weights), bias, examples.wanted).right / number;
  return { hand: shareOf(hand), learned: shareOf(learned) };
}

/** Return the pixels where the two neurons differ most. */
export const placesOf = (compared) => differMost(compared.learned, compared.hand);

function inWords(compared, isRunning) {
  const steps = filled(ngettext("The neuron has learned for {count} step.", "The neuron has learned for {count} steps.", compared.steps), { count: compared.steps });
  if (isRunning) return steps;
  const still = compared.steps >= MOST_STEPS ? _("The weights hardly change anymore.") : "";
  const places = placesOf(compared).map((place, i) => {
    const weight = ({ weights }) => exact(weights[place] / UNIT, 2);
    return filled(_("{number}: row {row}, column {col}, your weight {hand}, learned {learned}"), { number: i + 1, row: Math.floor(place / IMAGE_SIZE), col: place % IMAGE_SIZE, hand: weight(compared.hand), learned: weight(compared.learned) });
  });
  const found = places.length ? filled(_("What did gradient descent find that you didn't? {places}."), { places: places.join("; ") }) : "";
  return [steps, still, found].filter(Boolean).join(" ");
}

function buttonIn(root, text, act) {
  const button = buttonOf(text);
  button.onclick = act;
  root.append(button);
  return button;
}

// Trains a neuron while the page is visible, a few steps per frame, until it hardly changes.
class Learning {
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
