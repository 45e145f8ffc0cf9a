// The network as one picture: image, layers, ten outputs, lines between them, a tip under the pointer.
// It shows what is read in the ink (live_ink.js), in the layers that Python has described (see
// network_view.py), and reports the unit clicked. network_panel.js paints one layer, outputs.js the last.

import { ConnectingLines } from "../../parts/charts/connecting_lines.js";
import { Callout } from "./callout.js";
import { Flow } from "./flow.js";
import { Foot } from "./foot.js";
import { HALO, Panel } from "./network_panel.js";
import { Outputs } from "./outputs.js";
import { isNarrow, lyingSize, rowsOf, standingSizes, tallest } from "../../parts/pictures/layer_sizes.js";
import { showMarked } from "../../parts/asking/marked.js";
import { isFinished, questions, readings, selectionIn, selections } from "../../parts/component/reading.js";
import { showTip } from "../../parts/looks/values.js";
import { pictureOf } from "./weights.js";

const ROW_GAP = 28; // pixels between two rows of layers, through which lines run,
const NAME_GAP = 8; // between a layer and its name,
const NAME = 70; // of it, at least: four lines, so that no neuron moves when a card takes room from the names
const FOOT_GAP = 12; // and between the lowest layers and what is below: as network_view.css has them
const AROUND = 9; // rem of a window above the network and below it
const TALLEST = 1000; // pixels of all, however high the window is
const REM = 16; // pixels, of type that is not enlarged
const FRAME = `<div class="ink-panels"></div><svg aria-hidden="true"></svg><svg class="ink-moving" aria-hidden="true"></svg>
<div class="ink-foot"></div>
<div class="ink-tip" role="status" hidden></div><div class="ink-callout" aria-hidden="true" hidden></div>`;

const views = new WeakMap();

/**
 * Show every Reading of the network described.
 *
 * @param {object} data - network: its name; panels: its layers, as network_view.py describes them;
 *   above: pixels of what stands between the window's top and the network besides; help: what shapes are; maps: whether there is a map.
 *   Reports `picked`: {network, layer, index}; `restored`: the network whose neurons are to be as they were; `asked`: the
 *   network of which it is asked how its image was made; `mapped`: that of which the map is to be seen.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-network-view");
  if (!views.has(root)) views.set(root, new View(root));
  const view = views.get(root);
  view.pick = (layer, index) => {
    view.callout.done();
    setTriggerValue("picked", { network: view.data.network, layer, index });
  };
  view.ask = () => setTriggerValue("asked", view.data.network);
  view.restore = () => setTriggerValue("restored", view.data.network);
  view.map = () => setTriggerValue("mapped", view.data.network);
  // Streamlit may still call this when the map has taken its place.
  const show = () => root.isConnected !== false && readings.last?.network === data.network && view.show(data, readings.last);
  readings.subscribe(root, show);
  selections.subscribe(root, show);
  questions.subscribe(root, (digit) => view.explainOutput(digit));
  return () => view.end();
}

class View {
  constructor(root) {
    Object.assign(this, { root, panels: [], rows: [] });
    root.innerHTML = FRAME;
    let foot, callout;
    [this.stage, this.svg, this.moving, foot, this.tip, callout] = root.children;
    this.foot = new Foot(foot, { restore: () => this.restore(), layOut: () => this.layOut(), map: () => this.map(), replay: () => this.lit && this.flow.play() });
    this.callout = new Callout(callout);
    this.lines = new ConnectingLines(this.svg, this.moving);
    this.flow = new Flow(this);
    this.observer = new ResizeObserver(() => this.data && this.layOut());
    this.observer.observe(root);
  }

  show(data, reading) {
    const isSame = this.data?.network === data.network && this.data.help === data.help; // which is in another language then
    const { selected, factors } = selectionIn(data.network);
    const gone = isSame ? this.switchedOff(factors) : [];
    const isDone = isFinished(reading);
    const isNew = isDone && !(this.isDone && (this.version === null || this.version === reading.version));
    Object.assign(this, { data, reading, selected, factors, isDone, lit: !!reading.activations, version: reading.version });
    const evidence = this.lit && !selected ? reading.evidence() : null;
    this.shown = evidence?.lines ?? (this.lit ? reading.lines(selected) : []);
    if (!isSame) this.build(data);
    const isCompared = !!reading.kept;
    const isPlaced = this.corners && isSame && isCompared === this.isCompared && data.above === this.above;
    Object.assign(this, { isCompared, above: data.above });
    this.root.classList.toggle("ink-comparing", isCompared);
    data.panels.forEach((panel, i) => this.panels[i].show(panel, reading));
    if (isDone || reading.share < 1) this.foot.explain(evidence);
    this.foot.count(factors.length);
    if (isPlaced) this.paint();
    else this.layOut();
    if (!this.corners) return; // the page gives it no width yet: the observer tells when it does
    // With the next frame, since the browser lays out the page to place it, and a card may be about to come.
    if (!this.tip.hidden) requestAnimationFrame(() => this.tip.hidden || this.hovered());
    if (!isDone || !this.lit) this.flow.rest();
    else if (isNew && isSame) this.flow.play();
    for (const { layer, number } of gone) this.flow.goOut(this.panels[this.placeOf({ name: layer })], number);
    this.invite();
  }

  // To tap a neuron: while a drawing that is finished is looked at, and nothing else.
  invite() {
    if (!this.data.invites || !this.lit || this.selected || !this.isDone) return this.callout.hide();
    this.callout.show(this.panels, (...place) => this.around(...place), this.narrow ? this.root.clientWidth : this.corners.at(-1).x - HALO); // beside the outputs
  }

  build({ panels, help, maps }) {
    this.foot.speak(help, maps);
    this.callout.speak();
    this.panels = panels.map(({ kind }) => new (kind === "digits" ? Outputs : Panel)(this));
    [this.rows, this.corners, this.tip.hidden] = [rowsOf(panels.length), null, true]; // nothing has its place yet
    this.stage.replaceChildren(
      ...this.rows.map((row) => {
        const element = Object.assign(document.createElement("div"), { className: "ink-row" });
        element.append(...row.map((i) => this.panels[i].figure));
        return element;
      }),
    );
  }

  explainOutput(digit) {
    const { layer } = this.data.panels.at(-1);
    if (this.selected?.layer !== layer || this.selected.index[0] !== digit) this.pick(layer, [digit]);
  }

  layOut() {
    const [{ panels }, width] = [this.data, this.stage.clientWidth - 2 * HALO]; // without its padding, into which halos reach
    if (width <= 0) return;
    this.narrow = isNarrow(this.rows.length, width, this.height);
    this.root.classList.toggle("ink-narrow", this.narrow);
    this.root.classList.toggle("ink-shapes", this.foot.hasShapes);
    this.panels.forEach(({ figure }, i) => {
      const parts = { b: panels[i].title, span: panels[i].count, code: panels[i].note };
      for (const tag in parts) showMarked(figure.querySelector(`figcaption ${tag}`), parts[tag]);
    });
    if (this.narrow)
      this.panels.forEach((panel, i) => {
        panel.figure.firstChild.style.minHeight = panel.figure.style.minHeight = panel.figure.style.flexBasis = "";
        panel.resize(...lyingSize(panels[i], width));
      });
    else this.stand(width);
    this.findCorners();
    this.paint();
    this.invite();
  }

  get height() {
    return Math.min(window.innerHeight - AROUND * this.rem - this.data.above, TALLEST);
  }

  get rem() {
    return parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  // More than once: how much room is left depends on how the layers' names break, and that on the layers' widths.
  stand(width) {
    const { height, data: { panels } } = this;
    const captionOf = (i) => this.panels[i].figure.firstChild;
    const [over, excess] = [this.rows.map(() => 0), []];
    for (let names = NAME * this.rows.length, again = 0, most = 3; again < most; again++) {
      const free = height - this.foot.height - FOOT_GAP - names - ROW_GAP * (this.rows.length - 1);
      const tall = tallest(free / this.rows.length - 2 * HALO - NAME_GAP, window.innerWidth);
      for (const [number, row] of this.rows.entries()) {
        const sizes = standingSizes(row.map((i) => panels[i]), width, tall, this.rem / REM, over[number]);
        row.forEach((i, place) => {
          this.panels[i].resize(...sizes[place]);
          this.panels[i].figure.style.flexBasis = `${sizes[place][0]}px`;
          Object.assign(captionOf(i).style, { minHeight: "", overflowWrap: again > 2 ? "anywhere" : "" });
        });
      }
      const heights = this.rows.map((row) => Math.max(NAME, ...row.map((i) => captionOf(i).offsetHeight)));
      for (const [number, row] of this.rows.entries()) {
        for (const i of row) {
          const { style } = this.panels[i].figure;
          style.minHeight = `${heights[number] + NAME_GAP + tall + 2 * HALO}px`; // where maps have no room to be as high
          style.setProperty("--name", (captionOf(i).style.minHeight = `${heights[number]}px`));
        }
        const { scrollWidth, clientWidth } = this.stage.children[number];
        over[number] += excess[number] = Math.max(0, scrollWidth - clientWidth - HALO); // halos reach into the padding
      }
      if (again === 2 && excess.some(Boolean)) over.fill(0), (most = 5); // twice more, with names that break within words
      names = heights.reduce((sum, each) => sum + each, 0);
    }
  }

  // Where each layer is; asked once, since the browser lays out the page anew for every question.
  findCorners() {
    const own = this.svg.getBoundingClientRect(); // in which lines and tip are placed
    this.corners = this.panels.map(({ corner: { left, top } }) => ({ x: left - own.left, y: top - own.top }));
    this.drawn = null; // lines are elsewhere now
    this.bottoms = this.panels.map(({ figure }) => figure.getBoundingClientRect().bottom - own.top);
  }

  paint() {
    for (const panel of this.panels) panel.paint();
    if (this.drawn === this.shown) return; // they stay
    this.drawn = this.shown;
    this.svg.classList.toggle("ink-evidence", !this.selected);
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

  // The middle of a neuron or feature map, and half of its size.
  around(panel, number) {
    const [{ x, y, size }, corner] = [panel.around(number), this.corners[this.panels.indexOf(panel)]];
    return { x: corner.x + x, y: corner.y + y, size };
  }

  // The neurons that are off from now on; of a feature map, its middle.
  switchedOff(factors) {
    const wasOff = ({ layer, number }) => this.factors.some((each) => each.layer === layer && each.number === number && !each.factor);
    return factors.filter((each) => !each.factor && !wasOff(each));
  }

  // With the weights of the unit, if one is named: they are there before anything is drawn.
  showTip(lines, spot, unit = null) {
    const weights = unit && this.reading.weights(unit);
    const grid = this.data.panels.find(({ layer }) => layer === weights?.source)?.grid;
    showTip(this.root, this.tip, lines, spot, weights && (() => pictureOf(weights, grid)));
  }

  hideTip() {
    this.tip.hidden = true;
  }

  end() {
    readings.unsubscribe(this.root);
    selections.unsubscribe(this.root);
    questions.unsubscribe(this.root);
    this.observer.disconnect();
    views.delete(this.root);
  }
}
