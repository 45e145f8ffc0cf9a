// How well both ways read signs: drawings held back, what is confused, what another drawing would help, and what is none of them.

import { confusionsOf, neediest } from "../../model/signs/held_back.js";
import { FEWEST } from "../../model/signs/learn.js";
import { countsOf } from "../../model/signs/sign_sets.js";
import { _ } from "../parts/language/language.js";
import { made } from "../parts/component/made.js";
import { ngettext } from "../parts/language/counts.js";
import { showMarked } from "../parts/asking/marked.js";
import curves from "../parts/charts/curves.js";
import { filled, short } from "../parts/looks/wording.js";
import { Distances } from "./distances.js";

const MOST_SHOWN = 3; // pairs that are confused
export const RECOMMENDED = 10; // drawings of each sign

export class Judged {
  /** @param {Signs} acts - the page's */
  constructor(said, root, acts) {
    said.innerHTML = '<p class="st-key-signs_trained" role="status"></p><p></p>';
    root.innerHTML = '<div class="ink-ways"></div><div class="ink-curves"></div>';
    [this.trained, this.advice] = said.children;
    [this.ways, this.chart] = root.children;
    Object.assign(this, { root, acts, panels: [] });
  }

  /** Show what both ways read. */
  show() {
    const { ways, set } = this.acts;
    const [{ names }, counts] = [set, countsOf(set)];
    const isJudged = ways.length > 0 && ways.every(({ held }) => held);
    showMarked(this.trained, isJudged ? figuresOf(ways) : stateOf(ways, names, counts));
    this.advice.textContent = isJudged ? adviceOf(ways[0], names, counts) : "";
    while (this.panels.length < ways.length) this.panels.push(this.panel(ways[this.panels.length]));
    const titles = [_("On the shoulders of the Picture network: its [feature maps](words#feature-map) stay, and only the [outputs](words#output) are new."), _("From nothing: all [weights](words#weight) are new, from 784 [pixels](words#pixel) through 64 [neurons](words#neuron) to the outputs.")];
    ways.forEach((way, i) => {
      const { title, confused, distances } = this.panels[i];
      showMarked(title, titles[i]);
      confused.replaceChildren(...confusedOf(way.held?.answers ?? [], labelsOf(way), names));
      distances.show();
    });
    this.place();
    this.chart.hidden = !isJudged;
    if (isJudged) curves({ data: curvesOf(ways), parentElement: this.root });
  }

  /** Show where what was drawn last is among the drawings. */
  place() {
    for (const { distances } of this.panels) distances.place();
  }

  panel(way) {
    const panel = document.createElement("section");
    panel.innerHTML = "<p></p><ul></ul><div></div>";
    const [title, confused, distances] = panel.children;
    this.ways.append(panel);
    return { title, confused, distances: new Distances(distances, way, this.acts) };
  }
}

/** Return the names of both ways of learning. */
export const waysNamed = () => [_("On the shoulders of the Picture network"), _("From nothing")];

// Lines of how much is right, by drawings of each sign: from 1 on, which is at position 0 of the chart.
function curvesOf(ways) {
  const most = Math.max(RECOMMENDED, ...ways.flatMap(({ held }) => held.curve.map(({ drawings }) => drawings)));
  const title = _("How many of the drawings held back it reads right, by how many drawings of each sign it learned from");
  const ticks = [...new Set([1, 3, 5, RECOMMENDED, most])].map((drawings) => ({ position: drawings - 1, label: short(drawings) }));
  const series = ways.map(({ held: { curve } }, i) => ({ name: waysNamed()[i], values: curve.map(({ right }) => right), positions: curve.map(({ drawings }) => drawings - 1) }));
  return { title, format: "percent", ticks, series, until: most - 1, low: 0, high: 1, mark: RECOMMENDED - 1 };
}

const labelsOf = ({ learned }) => learned?.drawings.map(({ label }) => label) ?? [];
const rightOf = (way) => labelsOf(way).filter((label, i) => label === way.held.answers[i]).length;

/** Return list items for the pairs of signs that are confused most. */
export const confusedOf = (answers, labels, names) =>
  confusionsOf(answers, labels).slice(0, MOST_SHOWN).map(({ label, answer, count }) => made("li", "", filled(ngettext("{name} read as {other}: {count} time", "{name} read as {other}: {count} times", count), { name: names[label], other: names[answer], count: short(count) })));

function figuresOf(ways) {
  const [shoulders, nothing] = ways.map((way) => short(rightOf(way)));
  const count = short(labelsOf(ways[0]).length);
  return filled(_("Each drawing was held back once. On the shoulders of the Picture network, it then reads {shoulders} of {count} right. From nothing, it reads {nothing} of {count}."), { shoulders, nothing, count });
}

/** Say what is missing, or what goes on. */
export function stateOf(ways, names, counts) {
  const missing = names.filter((_name, sign) => !counts[sign]);
  if (missing.length) return filled(_("Draw each sign once, and it answers by the nearest drawing. Still to draw: {names}"), { names: missing.join(" ") });
  if (Math.min(...counts) < FEWEST) return filled(_("So far, it answers by the nearest drawing. With {count} drawings of each sign, it learns."), { count: short(FEWEST) });
  return ways.length && ways.every(({ isNetwork }) => isNetwork) ? _("It has learned. Now it learns again, without some drawings, to see how it reads those.") : _("It's learning …");
}

function adviceOf(way, names, counts) {
  const { sign, wrong, count } = neediest(way.held, labelsOf(way), names.length);
  const few = Math.min(...counts) < RECOMMENDED ? _("Ten drawings of each sign are a good number.") : "";
  const name = names[sign];
  const next = wrong
    ? filled(_("Another drawing of {name} would help most: {wrong} of {count} were misread."), { name, wrong: short(wrong), count: short(count) })
    : filled(_("Another drawing of {name} would help most, because it's read with the smallest share."), { name });
  return [next, few].filter(Boolean).join(" ");
}
