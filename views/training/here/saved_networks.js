// The networks saved in this browser: the last ones that were trained here, and those that a person keeps under a name.

import { _ } from "../../parts/language/language.js";
import { filled, percent } from "../../parts/looks/wording.js";
import { choiceOf, forget, isFull, isKept, isWhole, readSaved, save } from "../../session/network_store.js";

const LONGEST = 40; // characters in a name

/**
 * Show the saved networks.
 *
 * @param {object} data - run: the training that has ended last, which was saved then; used: the run of the network in use.
 *   Reports `picked`: {run, choices} of the one to use.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-saved-networks");
  (root.inkPart ??= new Shelf(root)).show(data, (message) => setTriggerValue("picked", message));
}

class Shelf {
  constructor(root) {
    root.innerHTML = '<h4 class="ink-heading"></h4><p></p><ul></ul><p role="status"></p><form><label><span></span> <input type="text"></label> <button class="ink-button"></button></form>';
    const [heading, about, list, problem, form] = root.children;
    const [label, button] = form.children;
    Object.assign(this, { heading, about, list, problem, form, button, field: label.lastChild, renamed: null });
    form.remove(); // until it's in the entry of the network that gets a name
    label.firstChild.textContent = _("Name");
    this.field.maxLength = LONGEST;
    form.onsubmit = (event) => {
      event.preventDefault();
      this.rename();
    };
  }

  async show(data, send) {
    Object.assign(this, { data, send });
    await this.read();
  }

  async read() {
    const isSaved = (await globalThis.inklingTraining?.isSaved) ?? true;
    const saved = await readSaved().catch(() => null); // in a private window
    this.saved = saved ?? [];
    this.paint(saved && isSaved ? "" : _("This browser can't store networks, so you'll lose what you train when you reload this page."));
  }

  paint(problem = "") {
    this.heading.textContent = _("Kept in this browser");
    this.about.textContent = _("This browser stores the last five networks that you trained. Keep one, and it stays until you delete it.");
    this.heading.hidden = this.about.hidden = !this.saved.length;
    this.problem.textContent = problem;
    this.problem.hidden = !problem;
    this.list.replaceChildren(...this.saved.map((each) => this.entry(each)));
  }

  entry(each) {
    const item = document.createElement("li");
    const line = (tag, textContent) => Object.assign(document.createElement(tag), { textContent });
    const button = (text, onclick) => Object.assign(line("button", text), { type: "button", className: "ink-button", onclick });
    const parts = isKept(each) ? [line("b", isWhole(each) ? each.name : "?"), " "] : [];
    if (!isWhole(each)) parts.push(line("span", _("This one is damaged and can't be used anymore.")));
    else if (Number.isFinite(each.accuracy)) parts.push(line("span", filled(_("{title}: {share} of the test images right"), { title: each.title, share: percent(each.accuracy) })));
    else parts.push(line("span", each.title));
    if (isWhole(each) && each.run === this.data.used) parts.push(line("em", _("in use")));
    else if (isWhole(each)) parts.push(button(_("Use it"), () => this.use(each)));
    if (each.run === this.renamed?.run) parts.push(this.form);
    else if (isWhole(each)) parts.push(button(isKept(each) ? _("Rename it") : _("Keep it"), () => this.name(each)));
    parts.push(button(_("Delete it"), () => this.forget(each)));
    item.append(...parts);
    return item;
  }

  // Show the field for a network's name, with which it's kept.
  name(each) {
    if (!isKept(each) && isFull(this.saved)) return this.paint(_("You've already kept five networks. Delete one to make room for this one."));
    this.renamed = each;
    this.field.value = each.name ?? _("My network");
    this.button.textContent = isKept(each) ? _("Rename it") : _("Keep it");
    this.paint();
    this.field.focus();
  }

  async rename() {
    const name = this.field.value.trim().slice(0, LONGEST) || _("My network");
    await save({ ...this.renamed, name }).catch(() => {});
    this.renamed = null;
    await this.read();
  }

  use(each) {
    save({ ...each, time: Date.now() }).catch(() => {});
    this.send(choiceOf(each));
  }

  async forget({ run }) {
    await forget(run).catch(() => {});
    await this.read();
  }
}
