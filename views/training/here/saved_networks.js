// Networks saved in this browser: what was trained here gets a name and is available after a reload.

import { _ } from "../../parts/language/language.js";
import { filled, percent } from "../../parts/looks/wording.js";
import { choiceOf, forget, isWhole, readSaved, save, sender } from "./store.js";

const MOST = 2;
const LONGEST = 40; // characters in a name
const shelves = new WeakMap();

/**
 * Show the saved networks and, if there is a new one, a field to name and store it.
 *
 * @param {object} data - now: {run, title, choices, accuracy}, what was trained last, or null; coming: {run, received}, the
 *   network Python has requested and how many parts it has received; used: the run of the one in use; asks: whether a new session
 *   takes the one used last. Reports `picked`: {run, choices} of the one to use, then its parts.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-saved-networks");
  if (!shelves.has(root)) shelves.set(root, new Shelf(root));
  const shelf = shelves.get(root);
  shelf.show(data, (message) => setTriggerValue("picked", message));
  return () => shelf.leave();
}

class Shelf {
  constructor(root) {
    root.innerHTML = '<h4 class="ink-heading"></h4><p role="status"></p><form><label><span></span> <input></label> <button class="ink-button"></button></form><ul></ul>';
    const [heading, problem, form, list] = root.children;
    Object.assign(this, { heading, problem, form, list });
    form.querySelector("input").maxLength = LONGEST;
    form.onsubmit = (event) => {
      event.preventDefault();
      this.saveNow();
    };
  }

  async show(data, send) {
    Object.assign(this, { data, send });
    this.sendNext ??= sender();
    await this.read();
    this.sendNext?.(this.saved ?? [], data.coming, data.asks, send);
  }

  // On another page nobody requests the rest; Python does when this page is back.
  leave() {
    this.sendNext = null;
  }

  async read() {
    try {
      this.saved = await readSaved();
    } catch {
      this.saved = null; // in a private window, or without free space
    }
    this.paint();
  }

  paint() {
    const { data, saved, form, list } = this;
    const isNew = data.now && saved && !saved.some(({ run }) => run === data.now.run);
    const isFull = isNew && saved.length >= MOST;
    form.hidden = !isNew || isFull;
    this.heading.textContent = _("Kept in this browser");
    this.heading.hidden = !saved?.length && !isNew;
    form.querySelector("span").textContent = _("Name");
    const field = form.querySelector("input");
    if (!field.value) field.value = _("My network");
    form.querySelector("button").textContent = _("Keep it in this browser");
    this.problem.textContent = saved === null ? _("This browser can't store networks, so you'll lose what you train when you reload this page.") : isFull ? _("You've already kept two networks. Delete one to make room for this one.") : "";
    this.problem.hidden = !this.problem.textContent;
    list.replaceChildren(...(saved ?? []).map((each) => this.entry(each)));
  }

  entry(each) {
    const item = document.createElement("li");
    const line = (tag, textContent) => Object.assign(document.createElement(tag), { textContent });
    const button = (text, onclick) => Object.assign(line("button", text), { type: "button", className: "ink-button", onclick });
    const parts = [line("b", isWhole(each) ? each.name : "?"), " "];
    if (!isWhole(each)) parts.push(line("span", _("This one is damaged and can't be used anymore.")));
    else if (Number.isFinite(each.accuracy)) parts.push(line("span", filled(_("{title}: {share} of the test images right"), { title: each.title, share: percent(each.accuracy) })));
    else parts.push(line("span", each.title));
    if (isWhole(each) && each.run === this.data.used) parts.push(line("em", _("in use")));
    else if (isWhole(each)) parts.push(button(_("Use it"), () => this.use(each)));
    parts.push(button(_("Delete it"), () => this.forget(each)));
    item.append(...parts);
    return item;
  }

  async saveNow() {
    const here = globalThis.inklingTraining;
    const { now } = this.data;
    if (!now || here?.run !== now.run || !here.parts) return;
    const name = this.form.querySelector("input").value.trim().slice(0, LONGEST) || _("My network");
    await save({ ...now, name, time: Date.now(), parts: here.parts }).catch(() => {});
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
