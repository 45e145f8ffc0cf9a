// What networks of the second lesson have learned, in tables: two groups of people, how many of their digits are read right, and which aren't.

import { imageAt } from "../../../model/preprocess/preprocess.js";
import { GROUPS, groupOf, interval } from "../../../model/training/whose.js";
import { shareBar, shareLine } from "../../parts/charts/share_bar.js";
import { button, made, pressed } from "../../parts/component/made.js";
import { showMarked } from "../../parts/asking/marked.js";
import { _ } from "../../parts/language/language.js";
import { filled, percent } from "../../parts/looks/wording.js";
import { pictureOf } from "../../signs/ink_images.js";
import { whole } from "../../training/charts/sizes.js";
import { barOf } from "../../training/here/pictures_of.js";

const IN_A_ROW = 10; // digits, each by another person
/** What to say if a network can't learn. */
export const PROBLEMS = () => ({ digits: _("We couldn't fetch the training digits. Check your internet connection, and start again."), worker: _("This browser can't train a network. Update it, or use another browser.") });
const SOURCE = () => _("Who wrote each image: QMNIST by C. Yadav and L. Bottou, 2019. How the digits were collected: NIST Special Database 19 by P. Grother, 1995.");

/** Names of networks, by whose images they learn from. */
const namesOf = () => ({
  adults: _("Adults only"), students: _("Students only"), both: _("Both groups"), more: _("25,000 by adults"),
  writer: _("One person"), ten: _("Ten people"), seventy: _("Seventy people"),
});
export const nameOf = (name) => namesOf()[name];

export const heading = (text) => made("h4", "ink-heading", text);

/** Return a row of a table; tag: of all cells but the first one. */
export const rowOf = (tag, [head, ...cells]) => made("tr", "", made(head ? "th" : "td", "", head), ...cells.map((each) => made(tag, "", each)));

// A small picture of one of MNIST's images.
const pictureAt = ({ images }, i) => pictureOf(imageAt(images, i));

/** Two sets of test digits: adults wrote A, and students B. */
export class Rows {
  constructor(root, studio) {
    Object.assign(this, { root, studio });
  }

  show(isOpen) {
    const { known, problem } = this.studio;
    const names = isOpen ? [_("Set A: adults"), _("Set B: students")] : [_("Set A"), _("Set B")];
    const rows = GROUPS.map((group, i) => made("section", "ink-hands-row", heading(names[i]), examplesOf(known, group)));
    this.root.replaceChildren(...rows, made("p", "ink-hands-source", problem ? PROBLEMS().digits : SOURCE()));
  }
}

/** Return the numbers of a group's first test images: one of each digit, or ten of the same digit, each by another person. */
export function firstOf(labels, writers, group, only = null) {
  const used = new Set();
  return Array.from({ length: IN_A_ROW }, (_each, number) => {
    const i = labels.findIndex((label, at) => label === (only ?? number) && groupOf(writers[at]) === group && !used.has(writers[at]));
    used.add(writers[i]);
    return i;
  });
}

/** Return a line with these images, which is empty until they are known. */
export const examplesOf = ({ digits, writers }, group, only) =>
  made("div", "ink-hands-digits", ...(digits ? firstOf(digits.labels, writers, group, only).map((i) => pictureAt(digits, i)) : []));

/** Several networks side by side: a button to let them learn, bars while they do, and how many digits each reads. */
export class Compared {
  constructor(root, studio, acts) {
    Object.assign(this, { studio, acts, names: acts.names });
    root.innerHTML = '<div class="ink-hands-top ink-row-of-buttons"><button type="button" class="ink-button ink-primary"></button><div class="ink-row-of-buttons" role="group"></div><p role="status"></p></div><div class="ink-hands-table"></div><p class="ink-hands-source"></p>';
    [this.top, this.table, this.source] = root.children;
    [this.learn, this.measures, this.status] = this.top.children;
    this.learn.onclick = () => acts.learn();
  }

  show(isOpen) {
    const fits = this.names.map((name) => this.studio.fits[name]);
    const isDone = fits.every((fit) => fit?.found);
    const problem = fits.find((fit) => fit?.problem)?.problem;
    this.learn.textContent = _("Learn");
    this.learn.disabled = isDone || (!problem && fits.some((fit) => fit && !fit.found));
    this.status.textContent = PROBLEMS()[problem] ?? "";
    showMarked(this.source, _("The thin line on each bar shows how far chance can move the [share](words#share). In 95 of 100 cases, the true share is within the line."));
    if (this.acts.data.step === "fair") this.showMeasures(isDone && isOpen);
    this.table.replaceChildren(...this.rows(isOpen));
  }

  rows(isOpen) {
    const isOfWriters = this.names[0] === "writer";
    const groups = isOfWriters ? ["own", "all"] : GROUPS;
    const heads = isOfWriters ? [_("Their other digits"), _("All test images")] : [_("Adults' digits"), _("Students' digits")];
    const { best } = this.acts.data;
    return this.names.map((name) => {
      const fit = this.studio.fits[name];
      const row = networkOf(name, isOpen && fit?.found ? null : fit);
      row.classList.toggle("ink-hands-best", name === best);
      if (name === best) row.firstChild.append(" ✓");
      if (isOpen && fit?.found) row.append(...groups.map((group, i) => shareOf(heads[i], group === "all" ? allOf(fit.found) : fit.found.groups[group])), made("small", "", learnedOf(fit.found)));
      else if (!isOfWriters) row.append(made("div", "ink-hands-row", ...GROUPS.filter((group) => learnsFrom(name, group)).map((group) => examplesOf(this.studio.known, group))));
      return row;
    });
  }

  showMeasures(isReady) {
    const choose = (number) => {
      this.studio.measure = number;
      this.acts.changed();
    };
    [_("Smallest gap"), _("Best for the group it reads worse"), _("Most digits right")].forEach((title, number) => {
      const one = this.measures.children[number] ?? this.measures.appendChild(button("", () => choose(number)));
      Object.assign(pressed(one, number === this.studio.measure), { textContent: title, disabled: !isReady });
    });
  }
}

/** Whether a network learns from this group's digits. */
const learnsFrom = (name, group) => (name === "more" ? "adults" : name) === group || name === "both";

const allOf = ({ groups: { adults, students } }) => ({ right: adults.right + students.right, count: adults.count + students.count });

const learnedOf = ({ learned: { count, writers }, seconds }) =>
  filled(_("Images: {count}, people: {writers}, time: {seconds} s"), { count: whole(count), writers: whole(writers), seconds: whole(Math.max(1, Math.round(seconds))) });

/** Return a network's part, with how far it is; fit: see Studio.begin, undefined before that; null for a part without that. */
export function networkOf(name, fit) {
  const part = made("section", "ink-hands-network", heading(nameOf(name)));
  if (fit === null) return part;
  const share = fit?.share ?? 0;
  const bar = shareBar(share);
  const text = fit?.found ? _("It has learned.") : !fit || fit.problem ? _("Not started") : fit.share === null ? barOf(fit).text : filled(_("Learning: {share}"), { share: percent(share) });
  for (const [key, value] of Object.entries({ role: "progressbar", "aria-label": text, "aria-valuenow": Math.round(100 * share) })) bar.setAttribute(key, value);
  part.append(bar, made("small", "", text));
  return part;
}

// A share of right answers with its uncertainty.
function shareOf(name, { right, count }) {
  const line = shareLine(name, shareBar(right / count, interval(right, count)), percent(right / count));
  line.lastChild.title = filled(_("{done} of {all}"), { done: whole(right), all: whole(count) });
  return line;
}

/** One network: a table of two by two, and the digits it misreads. */
export class Failed extends Compared {
  rows(isOpen) {
    const found = isOpen && this.studio.found(this.names[0]);
    return [...super.rows(isOpen), ...(found ? [crossOf(found), ...GROUPS.map((group) => this.misread(group, found))] : [])];
  }

  misread(group, { misread }) {
    const { digits } = this.studio.known;
    const figures = (digits ? misread[group] : []).map(([i, answer]) => made("figure", "", pictureAt(digits, i), made("figcaption", "", filled(_("{digit} as {answer}"), { digit: digits.labels[i], answer }))));
    const title = group === "adults" ? _("Adults' digits that it misreads") : _("Students' digits that it misreads");
    return made("section", "", heading(title), made("div", "ink-hands-digits", ...figures));
  }
}

function crossOf({ groups: { adults, students } }) {
  const rows = [[_("Adults"), adults], [_("Students"), students]].map(([name, { right, count }]) => rowOf("td", [name, whole(right), whole(count - right)]));
  return made("table", "ink-hands-cross", rowOf("th", [_("Written by"), _("Read right"), _("Misread")]), ...rows);
}
