// The outputs, which are both the last layer and the answer: a list of buttons, each with the neuron, its probability as
// a bar, and as a figure.

import { BRIGHT, LIGHT, WRITING } from "../../../model/constants.js";
import { _ } from "../../parts/language/language.js";
import { write } from "../../parts/asking/marked.js";
import { cssColor, level, sequentialColor } from "../../parts/looks/values.js";
import { figure, filled, isSeen, percents } from "../../parts/looks/wording.js";

const NEURON = 20; // pixels across, as in network_view.css; the rest of a row is the bar

/** The list of outputs, with the layer's name above it. It has the same methods as a Panel. */
export class Outputs {
  /**
   * @param {object} view - the network view; we use data, lit, and the methods that show tips and pick
   * @param {string[]} [names] - what each output means, if not the digits
   */
  constructor(view, names = [..."0123456789"]) {
    Object.assign(this, { view, names });
    this.figure = document.createElement("figure");
    this.figure.innerHTML = '<figcaption><b></b><span></span><code></code></figcaption><ol class="st-key-probabilities ink-outputs"></ol>';
    this.body = this.figure.lastChild;
    this.rows = names.map((_, digit) => this.row(digit));
    this.body.append(...this.rows.map(({ item }) => item));
  }

  row(digit) {
    const item = document.createElement("li");
    item.innerHTML = '<button type="button"><i><u></u><s hidden></s></i> <bdi></bdi><span></span></button>';
    const button = item.firstChild;
    const [lane, name, words] = button.children;
    if (this.names[digit][1]) write(name, this.names[digit]); // the disk has room for a single character
    button.onclick = () => this.view.lit && this.view.pick(this.data.layer, [digit]);
    button.onpointerenter = button.onfocus = () => this.hover(digit);
    button.onpointerleave = button.onblur = () => this.view.hideTip();
    return { item, button, lane, words, bar: lane.firstChild, tick: lane.lastChild };
  }

  /** Take the data to paint: see Panel. */
  show(panel, { activations, before }) {
    Object.assign(this, { data: panel, before, values: activations?.[panel.output], sums: activations?.[panel.layer] });
    Object.assign(this, { written: this.values && percents(this.values), writtenBefore: before && percents(before) });
    this.figure.dataset.layer = panel.layer;
    this.body.setAttribute("aria-label", panel.words);
  }

  /** Set its size in pixels. */
  resize(width, height) {
    Object.assign(this, { width, height });
    Object.assign(this.body.style, { width: `${width}px`, height: `${height}px` });
  }

  /** The top left corner of the area in which `spotOf` counts. */
  get corner() {
    const { left, top } = this.body.getBoundingClientRect();
    return { left, top };
  }

  /** Return the center of a neuron. */
  spotOf(digit) {
    return { x: NEURON / 2, y: ((digit + 0.5) * this.height) / this.names.length };
  }

  /** Return the center of a neuron, and half its size. */
  around(digit) {
    return { ...this.spotOf(digit), size: NEURON / 2 };
  }

  /** Repaint it. */
  paint() {
    const { values, before } = this;
    const { selected, factors } = this.view;
    const largest = values ? Math.max(...values) : NaN;
    this.rows.forEach(({ button, bar, tick, words }, digit) => {
      const share = values?.[digit] ?? 0;
      const isSelected = selected?.layer === this.data.layer && selected.index[0] === digit;
      const changed = factors.find(({ layer, number }) => layer === this.data.layer && number === digit);
      this.paintNeuron(button, digit, changed);
      button.classList.toggle("ink-largest", share === largest);
      button.setAttribute("aria-pressed", isSelected);
      bar.style.width = `${isSeen(this.written?.[digit]) ? 100 * share : 0}%`;
      tick.hidden = !before;
      if (before) tick.style.left = `${100 * before[digit]}%`;
      write(words, isSeen(this.written?.[digit]) ? this.written[digit] : "");
      const spoken = !values ? _("{digit}: no drawing yet") : before ? _("{digit} {share}, was {before}") : "{digit} {share}";
      button.setAttribute("aria-label", filled(spoken, { digit: this.names[digit], share: this.written?.[digit], before: this.writtenBefore?.[digit] }));
    });
  }

  // A <b> if there's an answer, a <span> if nothing is drawn.
  paintNeuron(button, digit, changed) {
    const tag = this.values ? "B" : "SPAN";
    if (button.firstChild.tagName !== tag || !button.firstChild.matches(".ink-neuron")) {
      if (button.firstChild.matches(".ink-neuron")) button.firstChild.remove();
      button.prepend(Object.assign(document.createElement(tag), { className: "ink-neuron", textContent: [...this.names[digit]][0] }));
    }
    const value = this.values?.[digit] ?? 0;
    const neuron = button.firstChild;
    neuron.style.backgroundColor = cssColor(sequentialColor(value, this.data.scale));
    neuron.style.color = level(value, this.data.scale) > BRIGHT ? WRITING : LIGHT;
    neuron.classList.toggle("ink-off", changed?.factor === 0);
  }

  hover(digit) {
    this.view.hovered = () => this.hover(digit);
    const spot = this.view.spotIn(this, digit);
    const unit = { layer: this.data.layer, index: [digit] };
    const name = this.names[digit];
    const title = name === `${digit}` ? filled(_("Digit {number}"), { number: digit }) : name;
    if (!this.view.lit) return this.view.showTip([title, _("Draw something to give it a value.")], spot, unit);
    const lines = [title, `z = ${figure(this.sums[digit])}`, filled(_("share {share}"), { share: this.written[digit] })];
    if (this.before) lines.push(filled(_("was {share}"), { share: this.writtenBefore[digit] }));
    this.view.showTip(lines, spot, unit);
  }
}
