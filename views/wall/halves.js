// Whose hand is in it? Half of the devices teach a network, from nothing, and it reads the drawings of the others; then the halves swap.

import { byDevice, FEWEST_READ, halved } from "../../model/classes/by_device.js";
import { FEWEST } from "../../model/signs/learn.js";
import { made } from "../parts/component/made.js";
import { _ } from "../parts/language/language.js";
import { filled, short } from "../parts/looks/wording.js";
import { confusedOf } from "../signs/judged.js";
import { Way } from "../signs/learned_way.js";
import { showRow } from "./device_row.js";

const VARIANTS = 15; // of each drawing, or fewer if there are many
const SENT = -1; // in place of the half that teaches: as drawings were read when they were sent
const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);

export class Halves {
  /** @param {function()} changed - called when there is something else to show */
  constructor(root, changed) {
    Object.assign(this, { half: SENT, way: new Way(null, [], changed) });
    this.forget();
    root.replaceChildren(made("h2", "ink-heading"), made("div", "ink-teachers"), made("p", ""), made("ul", "ink-devices"), made("ul", ""), made("p", "ink-share-key"));
    [this.heading, this.tabs, this.said, this.row, this.confused, this.legend] = root.children;
    this.said.setAttribute("role", "status");
    for (const half of [SENT, 0, 1]) {
      const tab = made("button", "ink-button");
      tab.onclick = () => changed((this.half = half));
      this.tabs.append(tab);
    }
  }

  forget() {
    Object.assign(this, { key: "", result: null });
    this.way.forget();
  }

  /**
   * Learn from these drawings, unless that has been done, and show what is read.
   *
   * @param {object[]} drawings - see Learning
   * @param {string[]} signs - none for digits, which were read when they were sent
   * @returns {?{read: Map<number, number>, dims: boolean}} as what each is read, by its number; null as they were sent
   */
  show(drawings, signs) {
    const [names, named] = [signs.length ? signs : DIGITS.map(short), JSON.stringify(signs)];
    if (named !== this.named) this.forget();
    this.named = named;
    if (signs.length) this.half = Math.max(0, this.half);
    if (this.half !== SENT && this.way.isDone) this.learn(drawings);
    const { held } = this.way;
    if (held && held !== this.result?.held) this.result = { held, labels: this.labels, drawings: this.drawings.map((each, i) => ({ ...each, answer: this.labels[held.answers[i]] })) };
    const all = this.half === SENT ? drawings : (this.result?.drawings ?? []);
    const read = all.filter(({ half }) => half !== this.half);
    const teachers = all.filter(({ half }) => half === this.half);
    this.heading.textContent = _("Whose hand is in it?");
    const words = [_("As read when sent"), _("One half teaches"), _("The other half teaches")];
    [...this.tabs.children].forEach((tab, i) => {
      Object.assign(tab, { textContent: words[i], hidden: !i && signs.length > 0 });
      tab.setAttribute("aria-pressed", String(i + SENT === this.half));
    });
    const devices = byDevice(read, read.map(({ answer }) => answer));
    const taught = byDevice(teachers, []).map((each) => ({ ...each, teaches: true }));
    showRow(this.row, [...devices, ...taught].sort((one, other) => one.device - other.device));
    this.said.textContent = this.says(devices, teachers.length, names);
    const known = read.filter(({ answer }) => answer !== null); // others weren't read as a digit
    this.confused.replaceChildren(...confusedOf(known.map(({ answer }) => answer), known.map(({ label }) => label), names));
    this.legend.textContent = read.length ? legendOf(taught) : "";
    return this.half === SENT ? null : { read: new Map(read.map(({ number, answer }) => [number, answer])), dims: true };
  }

  learn(drawings) {
    const key = JSON.stringify(drawings.map(({ number }) => number));
    if (key === this.key) return;
    const half = halved(drawings);
    const left = new Set(drawings.map(({ label }) => label).filter((label) => !half.labels.includes(label)));
    Object.assign(this, half, { left: [...left].sort((one, other) => one - other) });
    if (half.labels.length < 2) this.forget();
    else this.way.learn(half.drawings.map((each) => ({ ...each, device: each.half, label: half.labels.indexOf(each.label) })), half.labels.length, VARIANTS, true);
    this.key = key;
  }

  says(devices, learned, names) {
    const [right, count] = ["right", "count"].map((what) => short(devices.reduce((sum, each) => sum + each[what], 0)));
    if (this.half === SENT) return filled(_("{right} of {count} drawings were read right by the network on Draw."), { right, count });
    if (!this.result) return this.way.isDone ? filled(_("Each half of the devices has to send at least {count} drawings of the same two digits or signs."), { count: short(FEWEST) }) : _("It's learning …");
    const left = this.left.map((label) => names[label]).join(" ");
    const says = filled(_("It has learned {learned} drawings from one half, and nothing else. Of the other half's drawings, it reads {right} of {count} right."), { learned: short(learned), right, count });
    const without = filled(_("Left out, because too few have drawn them: {names}"), { names: left });
    return left ? `${says} ${without}` : says;
  }

  end() {
    this.way.end();
  }
}

function legendOf(taught) {
  const parts = [
    _("Each column is a device. Its line covers all shares that fit its few drawings, and the dashed line is the share of all."),
    filled(_("Fewer than {count} drawings are too few to say, so they have no line."), { count: short(FEWEST_READ) }),
    taught.length ? _("The devices with empty columns taught the network.") : "",
    _("This says nothing about a person."),
  ];
  return parts.filter(Boolean).join(" ");
}
