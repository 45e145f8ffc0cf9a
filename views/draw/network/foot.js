// The part below the network: the legend of colors and lines, the changed neurons, and how much the lines carry.

import { get, set } from "../../parts/component/page_store.js";
import { ngettext } from "../../parts/language/counts.js";
import { _ } from "../../parts/language/language.js";
import { showMarked } from "../../parts/asking/marked.js";
import { figure, filled, joined } from "../../parts/looks/wording.js";

const FRAME = `<div class="ink-legend">
    <span><i class="ink-ramp"></i><span data-word="bright"></span></span>
    <span><i class="ink-push"></i><span data-word="push"></span></span><span><i class="ink-pull"></i><span data-word="pull"></span></span>
    <span class="ink-compared"><i class="ink-on"></i><span data-word="on"></span></span><span class="ink-compared"><i class="ink-went-off"></i><span data-word="off"></span></span>
    <span class="ink-tensor" data-word="tensor"></span><span class="ink-foot-tools"><button type="button" class="ink-small-button ink-replay" data-word="replay"></button><button type="button" class="ink-small-button" data-word="map"></button><label><input type="checkbox" role="switch"><span data-word="shapes"></span></label></span>
  </div>
  <div class="ink-strip" role="status" hidden><b></b><button type="button" class="ink-small-button" data-word="restore"></button></div>
  <p></p>`;

/** The foot, in an element of the network view. */
export class Foot {
  /**
   * @param {HTMLElement} element
   * @param {object} does - restore(): reset every neuron; layOut(): called when shapes are shown or hidden;
   *   replay(): animate the values again; map(): show the map instead of the network
   */
  constructor(element, { restore, layOut, replay, map }) {
    element.innerHTML = FRAME;
    [this.legend, this.strip, this.note] = element.children;
    this.element = element;
    this.strip.querySelector("button").onclick = restore;
    const [again, mapped] = this.legend.querySelectorAll("button");
    Object.assign(this, { mapped });
    again.onclick = replay;
    mapped.onclick = map;
    const shapes = this.legend.querySelector("input");
    shapes.checked = get("shapes") === "1";
    shapes.onchange = () => {
      set("shapes", shapes.checked ? "1" : "");
      layOut();
    };
  }

  /** Whether to show the layers' shapes and other details for engineers. */
  get hasShapes() {
    return get("shapes") === "1";
  }

  /** Its height in pixels. */
  get height() {
    return Math.ceil(this.element.getBoundingClientRect().height);
  }

  /** Set all texts in the page's language; `help` explains shapes, and `hasMap` says whether there's a map. */
  speak(help, hasMap) {
    this.mapped.hidden = !hasMap;
    const words = {
      // Translators: below the network: what its colors mean
      bright: _("dark: silent, bright: [firing](words#fire)"),
      push: _("pushes"),
      pull: _("holds back"),
      // Translators: "each" is the row of numbers at every layer, such as 12×12×32
      tensor: _("each one is a [tensor](words#tensor) of this [shape](words#shape)"),
      // Translators: a button: values travel through the network once more
      replay: _("Replay"),
      // Translators: a button: a map of a thousand digits, or of one's own signs, and where the drawing lies among them
      map: _("Map"),
      shapes: _("Show shapes"),
      // Translators: of a neuron, where two drawings are compared
      on: _("fires now, was silent"),
      off: _("silent now, fired before"),
      // Translators: a button: every neuron as it was, none turned up or off
      restore: _("Reset"),
    };
    for (const each of this.element.querySelectorAll("[data-word]")) showMarked(each, words[each.dataset.word]);
    this.legend.querySelector("label").title = help;
  }

  /** Write how much of the margin the lines carry; nothing if a neuron is chosen, nothing is drawn, or a value is NaN. `classes` is what the outputs mean. */
  explain(evidence, classes) {
    const { winner, other, lead, carried = [] } = evidence?.lines.length ? evidence : {};
    const sentence = _("{winner} is ahead of {other} by a [margin](words#margin) of {lead}. The lines account for this much of the margin, [layer](words#layer) by layer, working back from the output: {carried}.");
    showMarked(this.note, carried.length ? filled(sentence, { winner: classes[winner], other: classes[other], lead: figure(lead), carried: joined(carried.map(figure)) }) : "");
  }

  /** Write how many neurons are changed. */
  count(number) {
    const words = number ? filled(ngettext("1 neuron changed", "{count} neurons changed", number), { count: number }) : "";
    const label = this.strip.firstChild;
    if (label.textContent !== words) label.textContent = words;
    this.strip.hidden = !number;
  }
}
