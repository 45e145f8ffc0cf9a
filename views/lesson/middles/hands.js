// The second lesson's middle: networks learn from some people's digits in this browser, and read those of others and one's own. It has
// the networks until the page is closed; Python gets what they have read.

import { Hand } from "../../session/drawing/hand.js";
import { digitsAt, writersAt } from "../../parts/component/digits_file.js";
import { fitGroup } from "../../training/here/fit_group.js";
import { absolute } from "../../training/here/learning_thread.js";
import { GROUPS } from "../../../model/training/whose.js";
import { forward } from "../../../model/network/network.js";
import { Compared, Failed, Rows } from "./hands_tables.js";
import { Inside, Mine, Missing } from "./hands_drawn.js";

export const THREE = ["adults", "students", "both"];
const TEN = 10; // digits of one's own
const STEPS = {
  // what a step shows, and the networks that it needs
  who: [Rows, []],
  adults: [Failed, ["adults"]],
  fair: [Compared, THREE],
  more: [Compared, ["both", "more"]],
  writers: [Compared, ["writer", "ten", "seventy"]],
  mine: [Mine, THREE],
  inside: [Inside, ["adults"]],
  missing: [Missing, THREE],
  ending: [Rows, []],
};

/**
 * Show a step.
 *
 * @param {object} data - step; networks: {name: [whose, count]}, addresses: see fitGroup; isOpen: whether the guess is made; size: weights of the Simple
 *   network; has: whether Python has a report; best: which of the three is best by the chosen measure, or null. Reports `picked`: what the networks have read, see hands_read.py.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-hands");
  (root.inkPart ??= new Middle(root)).show(data, (message) => setTriggerValue("picked", message));
  return () => root.inkPart?.end();
}

/** What the browser has learned and drawn in this lesson. */
class Studio {
  constructor() {
    Object.assign(this, { fits: {}, listeners: new Set(), measure: null, images: Array(TEN).fill(null), mark: null, same: null, one: null, known: {}, sent: null });
  }

  /** Let these networks learn, unless they have or do; `networks` and `addresses` as in the data. */
  learn(names, { networks, addresses }) {
    for (const name of names) if (!this.fits[name] || this.fits[name].problem) this.begin(name, networks[name], addresses);
    this.changed();
  }

  async begin(name, [whose, count], addresses) {
    const fit = (this.fits[name] = { fetched: 0, isRetrying: false, share: null, found: null, problem: null });
    const onNews = (news) => {
      Object.assign(fit, { isRetrying: false }, news);
      this.changed();
    };
    try {
      fit.found = await fitGroup({ whose, count }, addresses, onNews);
    } catch (error) {
      fit.problem = error.message;
    }
    this.changed();
  }

  /** What was found of a network; undefined until it has learned. */
  found = (name) => this.fits[name]?.found ?? undefined;

  answerOf = (name, image) => answerOf(this.found(name).network, image);

  /** Return which digit each of the three networks reads in an image; null until they have learned. */
  answersTo(image) {
    return image && THREE.every(this.found) ? THREE.map((name) => this.answerOf(name, image)) : null;
  }

  /** How many of one's own ten digits each of the three reads; null until all are drawn. */
  get own() {
    const answers = this.images.map((image) => this.answersTo(image));
    return answers.every(Boolean) ? THREE.map((_name, i) => answers.filter((each, digit) => each[i] === digit).length) : null;
  }

  get report() {
    const names = Object.keys(this.fits).filter(this.found);
    const rights = names.map((name) => [name, ...GROUPS.map((group) => this.found(name).groups[group].right)]);
    const person = this.found("writer")?.groups.own;
    return { rights, person: person ? [person.right, person.count] : null, measure: this.measure, drawn: this.images.filter(Boolean).length, own: this.own, same: this.same, ones: this.answersTo(this.one) };
  }

  /** Fetch the test images and who wrote them, unless they're here or on their way. */
  async load({ test, writers }) {
    if (this.isLoading || this.known.digits) return;
    Object.assign(this, { isLoading: true, problem: null });
    try {
      const [digits, { test: of }] = await Promise.all([digitsAt(absolute(test)), writersAt(absolute(writers))]);
      this.known = { digits, writers: of };
    } catch {
      this.problem = "digits";
    }
    this.isLoading = false;
    this.changed();
  }

  changed() {
    for (const each of this.listeners) each();
  }
}

const answerOf = (network, image) => {
  const logits = forward(network, image)[network.layers.at(-1).name];
  return logits.indexOf(Math.max(...logits));
};

class Middle {
  constructor(root) {
    Object.assign(this, { root, studio: (globalThis.inklingHands ??= new Studio()), hand: new Hand(), update: () => this.refresh() });
    this.studio.listeners.add(this.update);
  }

  show(data, send) {
    const isNew = data.step !== this.data?.step;
    Object.assign(this, { data, send });
    if (!data.has && !this.hasResent) {
      this.hasResent = true;
      this.studio.sent = null; // Python's session is new
    }
    const [View, names] = STEPS[data.step];
    if (isNew) {
      this.view?.end?.();
      this.root.replaceChildren();
      this.acts = { names, learn: () => this.studio.learn(names, this.data), changed: this.update };
      this.view = new View(this.root, this.studio, this.acts);
    }
    this.acts.data = data;
    this.studio.load(data.addresses);
    if (this.view.learnsAlone) this.view.acts.learn();
    this.refresh();
  }

  refresh() {
    if (!this.root) return;
    this.view.show(this.data.isOpen);
    const report = this.studio.report;
    const text = JSON.stringify(report);
    const isFirst = !this.studio.sent && !report.rights.length && report.measure === null && !report.drawn;
    if (text === this.studio.sent || isFirst) return;
    this.studio.sent = text;
    this.send(report);
  }

  end() {
    this.view.end?.();
    this.hand.end();
    this.studio.listeners.delete(this.update);
    this.root.inkPart = null;
    this.root = null;
  }
}
