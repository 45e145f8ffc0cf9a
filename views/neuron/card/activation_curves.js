// A neuron's activation function as a curve with its z on it. You can drag z, or move it with the arrow keys, to see the
// function's value for another sum; tabs show other functions.

import { POSITIVE } from "../../../model/constants.js";
import { FUNCTIONS } from "../../../model/network/functions.js";
import { _ } from "../../parts/language/language.js";
import { showMarked } from "../../parts/asking/marked.js";
import { trials } from "../../parts/component/reading.js";
import { figure, filled, percent } from "../../parts/looks/wording.js";

const [WIDTH, HEIGHT, MARGIN] = [310, 120, 12]; // of the picture, in its own pixels
const SAMPLES = 160; // pieces of a curve
const STEPS = { ArrowLeft: -0.1, ArrowDown: -0.1, ArrowRight: 0.1, ArrowUp: 0.1, PageDown: -1, PageUp: 1 };

/**
 * Show the curves of one neuron.
 *
 * @param {object} data - about: [layer, index]; z; functions: [{name, title, asked: the title as a link into the glossary,
 *   help: what it means, formula, parameters}], its own first; others: for softmax, log Σ e^z of the other nine, which don't
 *   change; exponentials: for softmax, a line for each output.
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-activation-curves");
  (root.inkPart ??= new Curves(root)).show(data);
}

class Curves {
  constructor(root) {
    this.root = root;
    root.innerHTML = `<h4 class="ink-heading"></h4><div class="ink-tabs" role="tablist"></div>
      <div role="tabpanel"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group"><path class="ink-axes"/><polyline/><path class="ink-drop"/><text>0</text><text text-anchor="end">z</text><text></text><circle class="ink-own" r="4"/>
      <circle class="ink-z" r="7" role="slider" tabindex="0"/></svg>
      <p></p><button class="ink-back" hidden></button></div><details hidden><summary></summary><ol></ol></details>`;
    root.style.setProperty("--positive", POSITIVE);
    const panel = root.children[2];
    [this.heading, this.tabs] = root.children;
    this.details = root.lastChild;
    [this.svg, this.words, this.back] = panel.children;
    [this.axes, this.curve, this.drop, this.zero, this.across, this.up, this.own, this.dot] = this.svg.children;
    this.svg.onpointerdown = (event) => {
      this.svg.setPointerCapture(event.pointerId);
      this.dot.focus({ preventScroll: true });
      this.drag(event);
    };
    this.svg.onpointermove = (event) => this.svg.hasPointerCapture(event.pointerId) && this.drag(event);
    this.dot.onkeydown = (event) => this.press(event);
    this.tabs.onkeydown = (event) => this.turn(event);
    this.back.onclick = () => {
      this.move(this.data.z);
      this.dot.focus();
    };
  }

  show(data) {
    const isNew = JSON.stringify(data.about) !== JSON.stringify(this.data?.about);
    this.data = data;
    this.root.dataset.about = String(data.about);
    if (isNew || !data.functions.some(({ name }) => name === this.name)) this.name = data.functions[0].name;
    this.z = data.z;
    this.reach = Math.max(4, 1.25 * Math.abs(data.z));
    this.sayWords(data.functions[0]);
    this.tabs.replaceChildren(...data.functions.map((each) => this.tab(each)));
    this.details.hidden = !data.exponentials.length;
    this.details.lastChild.replaceChildren(
      ...data.exponentials.map((line) => Object.assign(document.createElement("li"), { textContent: line })),
    );
    this.draw();
  }

  sayWords({ name, asked }) {
    const heading = name === "linear" ? _("It has no [activation function](words#activation-function)") : _("Its [activation function](words#activation-function): {name}");
    showMarked(this.heading, filled(heading, { name: asked }));
    this.tabs.setAttribute("aria-label", _("Activation functions"));
    this.dot.setAttribute("aria-label", _("z, the sum"));
    this.back.textContent = _("Back to its own z");
    this.details.firstChild.textContent = _("How softmax computes the shares");
  }

  tab({ name, title, help }) {
    const tab = Object.assign(document.createElement("button"), { textContent: title, title: help });
    tab.setAttribute("role", "tab");
    tab.dataset.name = name;
    tab.onclick = () => {
      this.name = name;
      this.draw();
    };
    return tab;
  }

  turn({ key }) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (!step) return;
    const { length } = this.tabs.children;
    const next = this.tabs.children[(this.number() + step + length) % length];
    next.click();
    next.focus();
  }

  number() {
    return this.data.functions.findIndex(({ name }) => name === this.name);
  }

  value(z) {
    if (this.name === "linear") return z;
    if (this.name === "softmax") return 1 / (1 + Math.exp(this.data.others - z));
    return FUNCTIONS[this.name](z, ...this.data.functions[this.number()].parameters);
  }

  drag(event) {
    const box = this.svg.getBoundingClientRect();
    const right = ((event.clientX - box.left) / box.width) * WIDTH;
    this.move(((right - MARGIN) / (WIDTH - 2 * MARGIN)) * 2 * this.reach - this.reach);
  }

  press(event) {
    const target = { Home: -this.reach, End: this.reach }[event.key] ?? this.z + STEPS[event.key];
    if (Number.isNaN(target)) return;
    event.preventDefault();
    this.move(target);
  }

  move(z) {
    const from = this.z;
    this.z = z === this.data.z ? z : Math.round(100 * Math.max(-this.reach, Math.min(this.reach, z))) / 100;
    this.draw();
    trials.publish({ name: this.name, z: this.z, from });
  }

  draw() {
    const { z, reach } = this;
    const xs = Array.from({ length: SAMPLES + 1 }, (_, i) => (reach * (2 * i - SAMPLES)) / SAMPLES);
    const ys = xs.map((x) => this.value(x));
    const low = Math.min(0, ...ys);
    const high = Math.max(1e-9, ...ys);
    const right = (x) => MARGIN + ((x + reach) / (2 * reach)) * (WIDTH - 2 * MARGIN);
    const down = (y) => HEIGHT - MARGIN - ((y - low) / (high - low)) * (HEIGHT - 2 * MARGIN);
    this.axes.setAttribute("d", `M0 ${down(0)}H${WIDTH}M${right(0)} 0V${HEIGHT}`);
    this.curve.setAttribute("points", xs.map((x, i) => `${right(x)},${down(ys[i])}`).join(" "));
    this.drop.setAttribute("d", `M${right(z)} ${down(0)}V${down(this.value(z))}`);
    const write = (text, x, y) => Object.entries({ x, y }).forEach(([name, value]) => text.setAttribute(name, value));
    write(this.zero, right(0) + 3, down(0) - 3);
    write(this.across, WIDTH - 3, down(0) - 3);
    write(this.up, right(0) + 3, MARGIN);
    const put = (circle, x) => {
      circle.setAttribute("cx", right(x));
      circle.setAttribute("cy", down(this.value(x)));
    };
    put(this.dot, z);
    put(this.own, this.data.z);
    this.say();
  }

  say() {
    const { z } = this;
    const number = this.number();
    const { title, name, asked, formula } = this.data.functions[number];
    const isMoved = z !== this.data.z;
    const value = (name === "softmax" ? percent : figure)(this.value(z)); // a share is a percentage everywhere
    this.up.textContent = `${title}(z)`;
    const sentence = isMoved
      ? _("{formula}. If z were {z}, that would be {value}.")
      : number
        ? _("{formula}. With {name}, this z of {z} would become {value}.")
        : _("{formula}. Here, z is {z}, which becomes {value}.");
    showMarked(this.words, filled(sentence, { z: figure(z), name: asked, formula, value }));
    this.back.hidden = !isMoved;
    [...this.tabs.children].forEach((tab, i) => {
      tab.setAttribute("aria-selected", i === number);
      tab.tabIndex = i === number ? 0 : -1;
    });
    const set = (name, text) => this.dot.setAttribute(`aria-${name}`, text);
    set("valuemin", (-this.reach).toFixed(2));
    set("valuemax", this.reach.toFixed(2));
    set("valuenow", z.toFixed(2));
    set("valuetext", filled(_("z = {z}, {title} gives {value}"), { z: figure(z), title, value }));
  }
}
