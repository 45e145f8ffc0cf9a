// The network as one picture: image, layers, ten outputs, lines between them, a tip under the pointer.
// It shows what is read in the ink (live_ink.js), in the layers that Python has described (see
// network_view.py), and reports the unit clicked. network_panel.js paints one layer, outputs.js the last.

import { ConnectingLines } from "./connecting_lines.js";
import { isReducedMotion, run } from "./motion.js";
import { HALO, Panel } from "./network_panel.js";
import { Outputs } from "./outputs.js";
import { isNarrow, lyingSize, rowsOf, standing } from "./standing.js";
import { LIGHT } from "../parts/constants.js";
import { changes, readings } from "../parts/reading.js";
import { showTip } from "../parts/values.js";
import { percent } from "../parts/wording.js";

const ROW_GAP = 28; // pixels between two rows of layers, through which lines run,
const NAME_GAP = 8; // between a layer and its name,
const FOOT_GAP = 12; // and between the lowest layers and what is below: as network_view.css has them
const GOING_OUT = 350; // milliseconds that a neuron takes that has been switched off
const FRAME = `<div class="ink-panels"></div><svg aria-hidden="true"></svg><svg class="ink-moving" aria-hidden="true"></svg>
<div class="ink-foot">
  <div class="ink-legend">
    <span><i class="ink-ramp"></i>dark is silent, bright fires</span>
    <span><i class="ink-push"></i>pushes</span><span><i class="ink-pull"></i>holds back</span>
    <label><input type="checkbox" role="switch">Show shapes</label>
  </div>
  <div class="ink-strip" role="status" hidden><b></b><button type="button">Restore</button></div>
  <p></p>
</div>
<div class="ink-tip" role="status" hidden></div>`;

const AROUND = 140; // pixels of a window above the network and below it

const views = new WeakMap();
let showsShapes = false;

/**
 * Show every Reading of the network described.
 *
 * @param {object} data - network: its name; panels: its layers, as network_view.py describes them;
 *   selected: ?{layer, index}, the chosen unit; factors: see Changes in reading.js; height: pixels of all, where
 *   layers stand side by side.
 *   Reports `picked`: {network, layer, index}; and `restored`: the network whose neurons are to be as they were.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-network-view");
  if (!views.has(root)) views.set(root, new View(root));
  const view = views.get(root);
  view.pick = (layer, index) => setTriggerValue("picked", { network: view.data.network, layer, index });
  view.restore = () => setTriggerValue("restored", view.data.network);
  const sent = { network: data.network, factors: data.factors };
  if (JSON.stringify(changes.last) !== JSON.stringify(sent)) changes.publish(sent);
  readings.subscribe(root, (reading) => {
    if (reading.network === data.network) view.show(data, reading);
  });
  return () => view.end();
}

class View {
  constructor(root) {
    Object.assign(this, { root, panels: [], rows: [] });
    root.innerHTML = FRAME;
    [this.stage, this.svg, this.moving, this.foot, this.tip] = root.children;
    [this.legend, this.strip, this.note] = this.foot.children;
    this.lines = new ConnectingLines(this.svg, this.moving);
    this.strip.querySelector("button").onclick = () => this.restore();
    const shapes = this.legend.querySelector("input");
    shapes.checked = showsShapes;
    shapes.onchange = () => {
      showsShapes = shapes.checked;
      this.layOut();
    };
    this.observer = new ResizeObserver(() => this.data && this.layOut());
    this.observer.observe(root);
  }

  show(data, reading) {
    const isSame = this.data?.network === data.network;
    const gone = isSame ? this.switchedOff(data) : [];
    const isNew = reading.version !== null && reading.version !== this.version;
    Object.assign(this, { data, lit: !!reading.activations, version: reading.version });
    this.shown = this.lit ? reading.lines(data.selected) : [];
    if (!isSame) this.build(data.panels);
    data.panels.forEach((panel, i) => this.panels[i].show(panel, reading));
    if (reading.version !== null) this.note.textContent = this.evidenceInWords(reading);
    this.showStrip(data.factors.length);
    if (isSame) this.paint();
    else this.layOut();
    if (!this.tip.hidden) this.hovered();
    if (reading.version === null || !this.lit) this.lines.rest();
    else if (isNew && isSame) this.lines.travel(({ layer }) => this.placeOf(layer));
    for (const neuron of gone) this.goOut(neuron);
  }

  build(panels) {
    this.panels = panels.map(({ kind }) => new (kind === "digits" ? Outputs : Panel)(this));
    this.rows = rowsOf(panels.length);
    this.stage.replaceChildren(
      ...this.rows.map((row) => {
        const element = Object.assign(document.createElement("div"), { className: "ink-row" });
        element.append(...row.map((i) => this.panels[i].figure));
        return element;
      }),
    );
  }

  evidenceInWords({ probs, traced }) {
    if (this.data.selected || !this.shown.length) return "";
    const winner = probs.indexOf(Math.max(...probs));
    return `The lines follow what adds most, layer by layer: ${percent(traced(this.shown))} of all that pushes the ${winner} up.`;
  }

  showStrip(number) {
    const words = number ? `${number} ${number === 1 ? "neuron" : "neurons"} changed` : "";
    const label = this.strip.firstChild;
    if (label.textContent !== words) label.textContent = words;
    this.strip.hidden = !number;
  }

  layOut() {
    const width = this.stage.clientWidth - 2 * HALO; // its padding, into which halos reach
    if (width <= 0) return;
    const { panels } = this.data;
    this.narrow = isNarrow(this.rows.length, width);
    this.root.classList.toggle("ink-narrow", this.narrow);
    this.root.classList.toggle("ink-shapes", showsShapes);
    this.panels.forEach(({ figure }, i) => {
      const parts = { b: panels[i].title, span: panels[i].count, code: panels[i].note };
      for (const tag in parts) figure.querySelector(`figcaption ${tag}`).textContent = parts[tag];
    });
    if (this.narrow)
      this.panels.forEach((panel, i) => {
        panel.figure.firstChild.style.minHeight = panel.figure.style.flexBasis = "";
        panel.resize(...lyingSize(panels[i], width));
      });
    else this.stand(width);
    this.root.style.minHeight = this.narrow ? "" : `${this.height}px`;
    this.findCorners();
    this.paint();
  }

  // As much as Python keeps, less in a window that is too low for it.
  get height() {
    return Math.min(this.data.height, window.innerHeight - AROUND);
  }

  // More than once: how much room is left depends on how the layers' names break, and that on the layers' widths.
  stand(width) {
    const { height } = this;
    const { panels } = this.data;
    const captionOf = (i) => this.panels[i].figure.firstChild;
    for (let names = 54 * this.rows.length, again = 0; again < 3; again++) {
      const free = height - Math.ceil(this.foot.getBoundingClientRect().height) - FOOT_GAP - names - ROW_GAP * (this.rows.length - 1);
      for (const row of this.rows) {
        const sizes = standing(row.map((i) => panels[i]), width, free / this.rows.length - 2 * HALO - NAME_GAP);
        row.forEach((i, place) => {
          this.panels[i].resize(...sizes[place]);
          this.panels[i].figure.style.flexBasis = `${sizes[place][0]}px`;
          captionOf(i).style.minHeight = "";
        });
      }
      const heights = this.rows.map((row) => Math.max(...row.map((i) => captionOf(i).offsetHeight)));
      this.rows.forEach((row, number) => row.forEach((i) => (captionOf(i).style.minHeight = `${heights[number]}px`)));
      names = heights.reduce((sum, each) => sum + each, 0);
    }
  }

  // Where each layer is; asked once, since the browser lays out the page anew for every question.
  findCorners() {
    const own = this.svg.getBoundingClientRect(); // in which lines and tip are placed
    this.corners = this.panels.map(({ corner: { left, top } }) => ({ x: left - own.left, y: top - own.top }));
    this.bottoms = this.panels.map(({ figure }) => figure.getBoundingClientRect().bottom - own.top);
  }

  paint() {
    for (const panel of this.panels) panel.paint();
    this.svg.classList.toggle("ink-evidence", !this.data.selected);
    this.lines.draw(
      this.shown,
      ({ layer, flatIndex }) => this.spotIn(this.panels[this.placeOf(layer)], flatIndex),
      ({ layer: from }, { layer: to }) => this.betweenRows(this.placeOf(from), this.placeOf(to)),
    );
  }

  // How far down a line from one layer to another runs across; undefined where they stand side by side.
  betweenRows(from, to) {
    if (this.narrow) return (this.bottoms[from] + this.corners[to].y) / 2;
    const row = this.rows.findIndex((row) => row.includes(from));
    return this.rows[row].includes(to) ? undefined : Math.max(...this.rows[row].map((i) => this.bottoms[i])) + ROW_GAP / 2;
  }

  placeOf(layer) {
    return this.data.panels.findIndex((each) => each.layer === layer.name);
  }

  spotIn(panel, flatIndex) {
    const [{ x, y }, corner] = [panel.spotOf(flatIndex), this.corners[this.panels.indexOf(panel)]];
    return { x: x + corner.x, y: y + corner.y };
  }

  // The neurons that are off from now on; of a feature map, its middle.
  switchedOff({ factors }) {
    const wasOff = ({ layer, number }) => this.data.factors.some((each) => each.layer === layer && each.number === number && !each.factor);
    return factors.filter((each) => !each.factor && !wasOff(each));
  }

  goOut({ layer, number }) {
    if (isReducedMotion()) return;
    const panel = this.panels[this.data.panels.findIndex((each) => each.layer === layer)];
    const { x, y, size } = panel.around(number);
    const corner = this.corners[this.panels.indexOf(panel)];
    const light = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [name, value] of Object.entries({ cx: corner.x + x, cy: corner.y + y, r: size, fill: LIGHT })) light.setAttribute(name, value);
    run(this.moving, light, [{ r: `${size}px`, opacity: 0.9 }, { r: "0px", opacity: 0 }], { duration: GOING_OUT });
  }

  showTip(lines, spot) {
    showTip(this.root, this.tip, lines, spot);
  }

  hideTip() {
    this.tip.hidden = true;
  }

  end() {
    readings.unsubscribe(this.root);
    this.observer.disconnect();
    views.delete(this.root);
  }
}
