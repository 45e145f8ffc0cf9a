// What networks of the second lesson have learned, in tables: two groups of people, how many of their digits are read right, and which aren't.

import { PIXELS } from "../../../model/constants.js";
import { GROUPS, groupOf, interval } from "../../../model/training/whose.js";
import { _ } from "../../parts/language/language.js";
import { filled, percent } from "../../parts/looks/wording.js";
import { pictureOf } from "../../signs/ink_images.js";
import { whole } from "../../training/here/pictures_of.js";

const IN_A_ROW = 10; // digits, each by another person
/** What to say if a network can't learn. */
export const PROBLEMS = () => ({ digits: _("We couldn't fetch the training digits. Check your internet connection, and start again."), worker: _("This browser can't train a network. Update it, or use another browser.") });
const SOURCE = () => _("Who wrote each image: QMNIST by C. Yadav and L. Bottou, 2019. How the digits were collected: NIST Special Database 19 by P. Grother, 1995.");

/** Names of networks, by whose images they learn from. */
export const namesOf = () => ({
  adults: _("Adults only"), students: _("Students only"), both: _("Both groups"), more: _("25,000 by adults"),
  writer: _("One person"), ten: _("Ten people"), seventy: _("Seventy people"),
});

export const element = (tag, className = "", textContent = "") => Object.assign(document.createElement(tag), { className, textContent });

/** Return a small picture of an image in bytes. */
export const small = (bytes) => pictureOf(Float32Array.from(bytes, (value) => value / 255));

export const imageAt = ({ images }, i) => images.subarray(PIXELS * i, PIXELS * (i + 1));

/** Two sets of test digits: adults wrote A, and students B. */
export class Rows {
  constructor(root, studio) {
    this.studio = studio;
    this.rows = ["A", "B"].map(() => root.appendChild(element("section", "ink-hands-row")));
    root.append((this.source = element("p", "ink-hands-source")));
  }

  show(isOpen) {
    const { digits, writers } = this.studio.known;
    const names = isOpen ? [_("Set A: adults"), _("Set B: students")] : [_("Set A"), _("Set B")];
    this.source.textContent = this.studio.problem ? PROBLEMS().digits : SOURCE();
    this.rows.forEach((row, group) => {
      const heading = element("h4", "ink-heading", names[group]);
      row.replaceChildren(heading, digits ? examplesOf(digits, writers, GROUPS[group]) : "");
    });
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

/** Return a line with these images. */
export function examplesOf(digits, writers, group, only) {
  const line = element("div", "ink-hands-digits");
  line.append(...firstOf(digits.labels, writers, group, only).map((i) => small(imageAt(digits, i))));
  return line;
}

/** Several networks side by side: a button to let them learn, bars while they do, and how many digits each reads. */
export class Compared {
  constructor(root, studio, acts) {
    Object.assign(this, { studio, acts });
    root.innerHTML = '<div class="ink-hands-top"><button type="button" class="ink-button ink-primary"></button><div role="group"></div><p role="status"></p></div><div class="ink-hands-table"></div><p class="ink-hands-source"></p>';
    const [top, table, source] = root.children;
    const [learn, measures, status] = top.children;
    Object.assign(this, { learn, measures, status, table, source });
    learn.onclick = () => acts.learn();
  }

  get names() {
    return this.acts.names;
  }

  show(isOpen) {
    const { studio, names } = this;
    const fits = names.map((name) => studio.fits[name]);
    const isDone = fits.every((fit) => fit?.found);
    const problem = fits.find((fit) => fit?.problem)?.problem;
    const isBusy = !problem && !isDone && fits.some((fit) => fit && !fit.found);
    this.learn.textContent = _("Learn");
    this.learn.disabled = isBusy || isDone;
    this.status.textContent = PROBLEMS()[problem] ?? "";
    this.source.textContent = _("The thin line on each bar shows how far the share can be off by chance: 95 of 100 such lines contain the true one.");
    if (this.acts.data.step === "fair") this.showMeasures(isDone && isOpen);
    this.table.replaceChildren(...this.rows(isOpen));
  }

  rows(isOpen) {
    const isOfWriters = this.names[0] === "writer";
    const groups = isOfWriters ? ["own", "all"] : GROUPS;
    const heads = isOfWriters ? [_("Their other digits"), _("All test images")] : [_("Adults' digits"), _("Students' digits")];
    const best = this.best();
    return this.names.map((name) => {
      const fit = this.studio.fits[name];
      const row = element("section", "ink-hands-network");
      row.classList.toggle("ink-hands-best", name === best);
      const title = element("h4", "ink-heading", namesOf()[name]);
      if (name === best) title.append(` ✓`);
      row.append(title);
      const found = isOpen ? fit?.found : null;
      if (!found) row.append(barOf(fit && !fit.found ? fit : null));
      else groups.forEach((group, i) => row.append(shareOf(heads[i], group === "all" ? allOf(found) : found.groups[group])));
      if (found) row.append(element("small", "", learnedOf(found)));
      return row;
    });
  }

  showMeasures(isReady) {
    const titles = [_("Smallest gap"), _("Best for the group it reads worse"), _("Most digits right")];
    if (!this.measures.children.length) {
      titles.forEach((_title, number) => {
        const button = this.measures.appendChild(element("button", "ink-button"));
        button.type = "button";
        button.onclick = () => {
          this.studio.measure = number;
          this.acts.changed();
        };
      });
    }
    [...this.measures.children].forEach((button, number) => {
      button.textContent = titles[number];
      button.disabled = !isReady;
      button.setAttribute("aria-pressed", number === this.studio.measure);
    });
  }

  // The network that is best by the chosen measure, as in hands_facts.py.
  best() {
    const found = this.names.map(this.studio.found);
    if (this.acts.data.step !== "fair" || this.studio.measure === null || !found.every(Boolean)) return null;
    const values = found.map(({ groups: { adults, students } }) => {
      const [first, second] = [adults.right / adults.count, students.right / students.count];
      return [-Math.abs(first - second), Math.min(first, second), adults.right + students.right][this.studio.measure];
    });
    return this.names[values.indexOf(Math.max(...values))];
  }
}

const allOf = ({ groups: { adults, students } }) => ({ right: adults.right + students.right, count: adults.count + students.count });

const learnedOf = ({ learned: { count, writers }, seconds }) =>
  filled(_("Images: {count}, people: {writers}, time: {seconds} s"), { count: whole(count), writers: whole(writers), seconds: whole(Math.max(1, Math.round(seconds))) });

/** A bar that shows how far a network is, null before it begins. */
export function barOf(fit) {
  const bar = element("div", "ink-hands-bar");
  const share = fit?.share ?? (fit ? fit.fetched / 2 : 0);
  const text = !fit || fit.problem ? _("Not started") : fit.isRetrying ? _("The digits didn't arrive. Trying again …") : fit.share === null ? filled(_("Fetching the training digits: {share}"), { share: percent(fit.fetched) }) : filled(_("Learning: {share}"), { share: percent(share) });
  bar.style.setProperty("--share", `${100 * (fit?.share ?? 0)}%`);
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-label", text);
  bar.setAttribute("aria-valuenow", Math.round(100 * (fit?.share ?? 0)));
  const line = element("div");
  line.append(bar, element("small", "", text));
  return line;
}

// A share of right answers with its uncertainty.
function shareOf(head, { right, count }) {
  const line = element("div", "ink-hands-share");
  const track = element("i");
  track.style.setProperty("--share", `${(100 * right) / count}%`);
  interval(right, count).forEach((value, i) => track.style.setProperty(["--low", "--high"][i], `${100 * value}%`));
  const text = element("b", "", percent(right / count));
  text.title = filled(_("{done} of {all}"), { done: whole(right), all: whole(count) });
  line.append(element("span", "", head), track, text);
  return line;
}

/** One network: a table of two by two, and the digits it misreads. */
export class Failed extends Compared {
  rows(isOpen) {
    const found = isOpen && this.studio.found(this.names[0]);
    const rows = super.rows(isOpen);
    if (!found) return rows;
    return [...rows, crossOf(found), ...GROUPS.map((group) => this.misread(group, found))];
  }

  misread(group, { misread }) {
    const { digits } = this.studio.known;
    const section = element("section", "ink-hands-misread");
    section.append(element("h4", "ink-heading", group === "adults" ? _("Adults' digits that it misreads") : _("Students' digits that it misreads")));
    const line = element("div", "ink-hands-digits");
    for (const [i, answer] of digits ? misread[group] : []) {
      const figure = element("figure");
      figure.append(small(imageAt(digits, i)), element("figcaption", "", filled(_("{digit} as {answer}"), { digit: digits.labels[i], answer })));
      line.append(figure);
    }
    section.append(line);
    return section;
  }
}

function crossOf({ groups }) {
  const table = element("table", "ink-hands-cross");
  const heads = [_("Written by"), _("Read right"), _("Misread")];
  const head = table.createTHead ? table.createTHead().insertRow() : table.appendChild(element("tr"));
  head.append(...heads.map((text) => element("th", "", text)));
  for (const [group, name] of [["adults", _("Adults")], ["students", _("Students")]]) {
    const { right, count } = groups[group];
    const row = table.appendChild(element("tr"));
    row.append(element("th", "", name), element("td", "", whole(right)), element("td", "", whole(count - right)));
  }
  return table;
}
