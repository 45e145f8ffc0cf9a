// What a class swaps, on its wall. Finds and networks come from views/classroom/swapped.py; here they are read before and after repairs.

import { bytesOf } from "../../model/base64.js";
import { imageAt } from "../../model/preprocess/preprocess.js";
import { tick } from "../parts/clock.js";
import { button, made } from "../parts/component/made.js";
import { _ } from "../parts/language/language.js";
import { filled, short } from "../parts/looks/wording.js";
import { pictureOf } from "../signs/ink_images.js";
import { historyOf, Reader } from "../classroom/swap/history.js";

const MINUTE = 60; // seconds
const MOST_SHOWN = 200; // finds in the tray: the newest

/**
 * Show it.
 *
 * @param {object} data - code; address: of finds and networks; serial: of its newest change; phases: [name, title, minutes][]; phase: "" between rounds; ends: of its
 *   clock; most: minutes; networks: [{device, name, classes, tests: whose it tests, testers: how many test it, versions: {version, address: see Reader}[]}]; ranks: whether the best comes first
 *   Reports `picked`: {do: a phase, number: its seconds, 0 for no clock} or {do: "draw", "end" or "remove", number: of a find}
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-swap-wall");
  const swapped = (root.inkPart ??= new Swapped(root));
  swapped.take(data, (what, number = 0) => setTriggerValue("picked", { do: what, number }));
  return () => swapped.end();
}

class Swapped {
  constructor(root) {
    const [says, why, rows, tray] = [made("p", ""), made("small", ""), made("ul", "ink-swapped"), made("details", "ink-finds")];
    const [steps, clock, acts] = [made("ol", "ink-phases"), made("strong", "ink-clock"), made("div", "ink-acts")];
    says.setAttribute("role", "status");
    tray.open = true;
    root.replaceChildren(made("div", "ink-acts", steps, clock, acts), says, rows, why, tray);
    Object.assign(this, { root, steps, clock, acts, says, why, rows, tray, finds: new Map(), asked: null });
  }

  take(data, report) {
    const is = `${data.code} ${data.serial}`;
    if (this.data?.code !== data.code) Object.assign(this, { reader: new Reader(() => this.show()), finds: new Map(), serial: 0, shares: new Map() });
    Object.assign(this, { data, report });
    if (is !== this.asked) this.fetch((this.asked = is));
    this.showRound();
    this.show();
  }

  async fetch(asked) {
    try {
      const answer = await fetch(`${this.data.address}&since=${this.serial}`);
      const { numbers, finds, serial } = await answer.json();
      if (!this.root || asked !== this.asked) return;
      const known = new Set(numbers);
      for (const number of this.finds.keys()) if (!known.has(number)) this.finds.delete(number);
      for (const find of finds) this.finds.set(find.number, { ...find, image: this.finds.get(find.number)?.image ?? imageAt(bytesOf(find.image)) });
      this.serial = serial;
      this.show();
    } catch {
      this.asked = null; // the next change asks again
    }
  }

  showRound() {
    const { phases, phase, ends, most } = this.data;
    const now = phases.findIndex(([name]) => name === phase);
    tick(this.clock, phase ? ends : 0);
    const key = JSON.stringify([phases, phase, ends]);
    if (key === this.key) return;
    this.key = key;
    this.steps.replaceChildren(...phases.map(([, title]) => made("li", "", title)));
    if (phase) this.steps.children[now].setAttribute("aria-current", "step");
    const isPaused = phase && !ends;
    const [next, title, minutes] = phases[(now + 1) % phases.length];
    const field = Object.assign(made("input", "ink-minutes"), { type: "number", min: 1, max: most, value: isPaused ? (this.left ?? phases[now][2]) : minutes });
    field.setAttribute("aria-label", _("Minutes"));
    const seconds = () => MINUTE * Math.min(most, Math.max(1, Math.round(field.valueAsNumber) || minutes));
    const acts = [button(filled(_("Next: {phase}"), { phase: title }), () => this.report(next, isPaused ? MINUTE * minutes : seconds()))];
    acts[0].classList.add("ink-primary");
    if (isPaused) acts.push(button(_("Start the clock"), () => this.report(phase, seconds())));
    else if (phase) acts.push(button(_("Pause the clock"), () => this.pause()));
    if (now > 0) acts.push(button(_("Draw the pairs again"), () => this.report("draw")));
    if (phase) acts.push(button(_("End the round"), () => this.report("end")));
    this.acts.replaceChildren(made("label", "", field, made("span", "", _("minutes"))), ...acts);
  }

  pause() {
    this.left = Math.max(1, Math.ceil((this.data.ends - Date.now() / 1000) / MINUTE));
    this.report(this.data.phase, 0);
  }

  show() {
    if (!this.root) return;
    const { networks, ranks } = this.data;
    const all = [...this.finds.values()];
    const agreed = all.filter(({ state }) => state === "agreed");
    const counts = { networks: short(networks.length), finds: short(all.length), agreed: short(agreed.length) };
    this.says.textContent = filled(_("Networks: {networks}. Finds: {finds}. Two others agree on {agreed} of these."), counts);
    const names = new Map(networks.map(({ device, name }) => [device, name]));
    const rows = networks.map((network) => ({ network, shares: this.sharesOf(network, agreed), found: all.filter(({ owner }) => owner === network.device) }));
    if (ranks) rows.sort((one, other) => scoreOf(other) - scoreOf(one));
    this.why.textContent = rows.some(({ shares }) => shares) ? _("A find is a drawing that the network misread, so “Before” is usually low.") : "";
    this.rows.replaceChildren(...rows.map((row, place) => rowOf(row, names, ranks ? place + 1 : 0)));
    this.tray.replaceChildren(made("summary", "", filled(_("Finds: {count}"), { count: short(all.length) })), ...this.groups(all));
    this.tray.hidden = !all.length;
  }

  groups(all) {
    const classes = new Map(this.data.networks.map((each) => [each.device, each.classes]));
    const heads = { agreed: _("Two others agree"), open: _("Not judged yet"), unsure: _("People don't agree either") };
    return Object.entries(heads).flatMap(([state, head]) => {
      const finds = all.filter((each) => each.state === state).reverse();
      if (!finds.length) return [];
      const tiles = finds.slice(0, MOST_SHOWN).map((each) => findOf(each, classes.get(each.owner) ?? [], () => this.report("remove", each.number)));
      return [made("section", "", made("h3", "", `${head} · ${short(finds.length)}`), ...tiles)];
    });
  }

  // What the version that was tested first and the newest one read of the same finds, on which people agree; null while they are read.
  sharesOf({ device, versions }, agreed) {
    const finds = agreed.filter(({ owner }) => owner === device);
    if (!finds.length) return null;
    const tested = Math.min(...finds.map(({ version }) => version));
    const before = versions.find(({ version }) => version >= tested) ?? versions.at(-1);
    const both = before === versions.at(-1) ? [before] : [before, versions.at(-1)];
    const shares = this.reader.compare(both.map(({ address }) => ({ key: address })), finds);
    if (shares) this.shares.set(device, shares);
    return this.shares.get(device) ?? null;
  }

  end() {
    this.root.inkPart = null;
    this.root = null;
  }
}

const scoreOf = ({ shares }) => (shares ? shares.at(-1).right / shares.at(-1).count : -1);

function rowOf({ network: { name, tests, testers, versions }, shares, found }, names, place) {
  const about = [filled(_("version {version}"), { version: short(versions.at(-1).version) }), filled(_("finds: {count}"), { count: short(found.length) })];
  if (names.has(tests)) about.push(filled(_("tests {name}"), { name: names.get(tests) }));
  if (!testers) about.push(_("nobody tests it"));
  const read = (shares ?? []).map((share, i) => ({ title: i ? _("After") : _("Before"), shares: [share] }));
  const bars = read.length ? historyOf([_("Finds that others agree on")], read) : [];
  return made("li", "", made("b", "", place ? `${short(place)} · ${name}` : name), made("small", "", about.join(" · ")), ...bars);
}

function findOf({ image, label, answer, said }, classes, remove) {
  const nameOf = (index) => classes[index] ?? "";
  const read = answer === null ? _("none of these") : nameOf(answer);
  const people = said.map((each) => (each === null ? _("can't tell") : nameOf(each))).join(", ");
  const says = filled(_("Its author says {label}, the network {answer}."), { label: nameOf(label), answer: read });
  const tile = made("figure", "ink-finding", pictureOf(image), made("figcaption", "", `${nameOf(label)} → ${read}`), button("×", remove));
  const others = filled(_("Others say: {people}."), { people });
  tile.title = people ? `${says} ${others}` : says;
  tile.lastChild.setAttribute("aria-label", _("Remove this find"));
  return tile;
}
