// A neuron that people paint or train, counted while the brush moves, and a second one beside it. The browser computes everything
// from the weights, in whole thousandths, without waiting for the server; Python gets the result when the hand rests.

import { NEGATIVE, POSITIVE } from "../../model/constants.js";
import { EACH, EITHER, ghostOf, goalOf, LEARNED } from "../../model/perceptron/goals.js";
import { _ } from "../parts/language/language.js";
import { write } from "../parts/asking/marked.js";
import { filled } from "../parts/looks/wording.js";
import { Past } from "../../model/perceptron/brush.js";
import { examplesAt } from "./digits.js";
import { Field } from "./field.js";
import { SavedNeurons } from "./saved_neurons.js";
import { LearnPanel, sharesOf } from "./learn_panel.js";
import { blank, copied, messageOf, Painted } from "../../model/perceptron/painted.js";
import { Shown } from "./shown.js";
import { Reporter } from "./reporter.js";
import { brushes, Choice, goals, steps } from "./tools.js";

const HTML =
  '<div class="ink-goals"></div><div class="ink-painting"><div class="ink-which" hidden></div><div class="ink-brushes"></div><div class="ink-field st-key-paint"></div><div class="ink-undoing"></div></div><div class="ink-result st-key-painted"></div><div class="ink-sums"></div><div class="ink-learn"></div><div class="ink-saved"></div>';

/**
 * Show the builder.
 *
 * @param {object} data - as views/building/builder.py describes it. Reports `picked`: the painted neurons, the revision they're based on, and the chosen picture.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-builder");
  const builder = (root.inkPart ??= new Builder(root));
  builder.take(data, (what, kind) => setTriggerValue("picked", what, kind));
  return () => builder.leave();
}

class Builder {
  constructor(root) {
    root.innerHTML = HTML;
    root.style.setProperty("--positive", POSITIVE);
    root.style.setProperty("--negative", NEGATIVE);
    const [goalRoot, left, result, right, learn, saved] = root.children;
    const [which, tools, paint, past] = left.children;
    Object.assign(this, { root, goalRoot, learnRoot: learn, whichRoot: which, chosen: null, brush: { brush: "push", edge: "hard" }, past: new Past() });
    this.showGoal = goals(goalRoot, (name) => this.aim(name));
    this.which = new Choice(which, _("Neurons"), { first: _("First neuron"), second: _("Second neuron") }, (name) => this.turn(name === "second" ? 1 : 0));
    const choose = (changed) => {
      if (changed.brush && !this.data.allows.brushes.includes(changed.brush)) return;
      Object.assign(this.brush, changed);
      this.change();
    };
    this.showBrush = brushes(tools, choose);
    this.showSteps = steps(past, (by) => this.step(by), () => this.edit(() => (this.painted.neuron = { ...blank(), bias: this.painted.neuron.bias })));
    const [begin, change, end, step] = [() => this.begin(), () => this.change(), () => this.rest(), (by) => this.step(by)];
    this.field = new Field(paint, { chosen: () => this.brush, choose: (brush) => choose({ brush }), weights: () => this.painted.neuron.weights, begin, change, end, step });
    this.shown = new Shown(result, right, {
      edit: (act) => this.edit(() => act(this.painted)),
      place: (bias) => this.place(bias),
      look: (name) => this.look(name),
    });
    this.saved = new SavedNeurons(saved, { open: (painted) => this.open(painted), network: (messages) => this.send({ network: messages }, "network") });
    this.panel = new LearnPanel(learn, {
      learn: (how) => this.learn(how),
      show: (name) => this.compare(name),
      change: (neuron, number) => this.learned(neuron, number),
      rest: () => this.rest(),
    });
    this.reporter = new Reporter(root, () => this.examples || this.problem, () => this.send({ ...messageOf(this.painted.placed(this.examples), this.chosen), revision: this.revision }, "painted"));
  }

  take(data, send) {
    Object.assign(this, { data, send });
    if (data.revision !== this.revision) {
      this.revision = data.revision;
      this.chosen = data.chosen;
      this.put(data.painted);
    }
    this.change();
  }

  put(painted) {
    this.halt();
    this.painted = new Painted(painted);
    Object.assign(this, { examples: null, past: new Past() });
    this.reporter.isNews = false;
    this.saved.take(this.painted);
    this.gather();
  }

  open(painted) {
    this.chosen = null;
    this.put(painted);
    this.rest();
  }

  leave() {
    this.panel.learning.stop();
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    this.reporter.end();
  }

  // Get the goal's images, and fetch them if needed.
  async gather() {
    const goal = this.painted.goal;
    const examples = await this.examplesOf("test", EACH);
    if (!examples || goal !== this.painted.goal) return;
    Object.assign(this, { examples, ghost: ghostOf(examples) });
    this.change();
    this.reporter.reportIfReady();
  }

  async examplesOf(part, each) {
    const examples = await examplesAt(this.data.address[part], this.painted.goal, each);
    this.problem = examples ? null : _("Your browser couldn't load the digits. Reload the page.");
    if (!examples) this.change();
    return examples;
  }

  aim(name) {
    if (name === this.painted.goal.name) return;
    this.edit(() => {
      this.painted.goal = goalOf(name);
      this.painted.neurons = name === EITHER ? [blank(), blank()] : [blank()];
      Object.assign(this.painted, { at: 0, placesItself: true });
      Object.assign(this, { examples: null, chosen: null });
    });
    this.gather();
  }

  turn(at) {
    this.halt();
    this.painted.at = at;
    this.rest();
  }

  // Stop learning and drop the comparison: the next neuron hasn't learned.
  halt() {
    this.panel.learning.stop();
    this.compared = null;
  }

  begin() {
    this.halt();
    this.reporter.isNews = true;
    this.past.leave(this.painted.state());
  }

  edit(act) {
    this.begin();
    act();
    this.rest();
  }

  step(by) {
    this.panel.learning.stop();
    const state = this.past.step(by, this.painted.state());
    if (!state) return;
    this.painted.restore(state);
    this.compared = null;
    this.rest();
  }

  place(bias) {
    this.halt();
    this.painted.placesItself = false;
    this.painted.neuron.bias = bias;
    this.rest();
  }

  look(name) {
    this.chosen = name;
    this.rest();
  }

  async learn(how) {
    const { panel, painted } = this;
    if (panel.learning.isRunning) {
      panel.learning.stop();
      return this.rest();
    }
    const { at, goal } = painted;
    this.isFetching = true;
    this.change();
    if (this.lessons?.goal !== goal) this.lessons = { goal, examples: await this.examplesOf("train", LEARNED) };
    this.isFetching = false;
    if (!this.lessons.examples) return (this.lessons = null);
    if (painted !== this.painted || goal !== painted.goal || at !== painted.at || panel.learning.isRunning || !this.root.isConnected) return this.change();
    const hand = this.compared?.hand ?? copied(painted.neuron);
    if (!this.compared) this.past.leave(painted.state());
    const from = how === "none" ? blank() : painted.neuron;
    this.compared = { hand, learned: from, shown: "learned", steps: 0 };
    panel.learning.take(this.lessons.examples, from);
    if (how !== "one") return panel.learning.all();
    panel.learning.one();
    this.rest();
  }

  learned(neuron, number) {
    this.reporter.isNews = true;
    this.painted.placesItself = false; // because it learns its bias too
    this.painted.neuron = copied(neuron);
    Object.assign(this.compared, { learned: neuron, steps: number, shown: "learned" });
    this.change();
  }

  compare(name) {
    this.panel.learning.stop();
    this.compared.shown = name;
    this.painted.neuron = copied(this.compared[name]);
    this.rest();
  }

  // Update once a frame, even after several touches.
  change() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.show();
    });
  }

  show() {
    const { painted, examples, compared, panel } = this;
    const { brushes, learning, goals } = this.data.allows;
    this.goalRoot.hidden = !goals;
    this.learnRoot.hidden = !learning;
    if (!brushes.includes(this.brush.brush)) this.brush.brush = brushes[0];
    this.showGoal(painted.goal);
    this.showBrush(this.brush, brushes);
    this.whichRoot.hidden = !painted.isTwo;
    this.which.show(painted.at ? "second" : "first");
    this.showSteps([this.past.before.length, this.past.after.length, painted.neuron.weights.some(Boolean)]);
    if (!examples) {
      panel.both.hidden = true; // there's nothing to compare
      return this.problem && write(this.shown.sentence, this.problem);
    }
    const read = painted.read(examples);
    const rests = !this.field.isDown && !panel.learning.isRunning;
    if (compared) compared.shares = sharesOf(compared, examples, read, rests);
    this.shown.show(painted, examples, read, this.data, this.chosen, rests);
    panel.show(compared, this.isFetching ? _("Loading the training images …") : this.problem);
    this.shown.paintField(this.field, painted, examples, this.ghost, this.chosen, this.data, rests ? compared : null);
    this.field.name(filled(_("The neuron's weights: {sentence}"), { sentence: this.shown.sentence.textContent }));
  }

  rest() {
    this.change();
    this.reporter.rest();
  }
}
