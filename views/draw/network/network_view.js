// The picture of the network: image, layers, outputs, lines between them, and a tip under the pointer. It shows what
// live_ink.js reads in the ink, in the layers that network_view.py describes, and reports the unit that you click.
// network_panel.js paints one layer, outputs.js the last one.

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

const ROW_GAP = 28; // pixels between two rows of layers, where lines run
const NAME_GAP = 8; // pixels between a layer and its name
const NAME = 70; // pixels of a name, at least: four lines, so that no neuron moves when a card narrows the names
const FOOT_GAP = 12; // pixels between the lowest layers and the foot: as in network_view.css
const AROUND = 11.5; // rem of the window above and below the network
const TALLEST = 860; // pixels: the largest height of everything, however high the window is
const REM = 16; // pixels, if type isn't enlarged
const FRAME = `<div class="ink-panels"></div><svg aria-hidden="true"></svg><svg class="ink-moving" aria-hidden="true"></svg>
<div class="ink-foot"></div>
<div class="ink-tip" role="status" hidden></div><div class="ink-callout" aria-hidden="true" hidden></div>`;

/**
 * Show every Reading of the network in `data`.
 *
 * @param {object} data - network: its name; panels: its layers, as network_view.py describes them;
 *   above: pixels between the window's top and the network, besides AROUND; help: explains shapes; maps: whether there's a map.
 *   Reports `picked`: {network, layer, index}; `restored`: the network whose neurons to reset; `asked`: the network, to show
 *   how its image was made; `mapped`: the network, to show its map.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-network-view");
  const view = (root.inkPart ??= new View(root));
  view.pick = (layer, index) => {
    view.callout.done();
    setTriggerValue("picked", { network: view.data.network, layer, index });
  };
  view.ask = () => setTriggerValue("asked", view.data.network);
  view.restore = () => setTriggerValue("restored", view.data.network);
  view.map = () => setTriggerValue("mapped", view.data.network);
  // Streamlit may still call this after the map has replaced it.
  const show = () => root.isConnected !== false && readings.last?.network === data.network && view.show(data, readings.last);
  readings.subscribe(root, show);
  selections.subscribe(root, show);
  questions.subscribe(root, (digit) => view.explainOutput(digit));
  return () => view.end();
}

class View {
  constructor(root) {
    Object.assign(this, { root, panels: [], rows: [] });
    root.view = this; // for window_frames.js, which adds `frame`
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
    const isSame = this.data?.network === data.network && this.data.help === data.help; // help differs in another language
    const { selected, factors } = selectionIn(data.network);
    const wasOff = ({ layer, number }) => this.factors.some((each) => each.layer === layer && each.number === number && !each.factor);
    const gone = isSame ? factors.filter((each) => !each.factor && !wasOff(each)) : []; // neurons and maps that have just been switched off
    const isDone = isFinished(reading);
    const isNew = isDone && !(this.isDone && (this.version === null || this.version === reading.version));
    Object.assign(this, { data, reading, selected, factors, isDone, lit: !!reading.activations, version: reading.version });
    const evidence = this.lit && !selected ? reading.evidence() : null;
    this.shown = evidence?.lines ?? (this.lit ? reading.lines(selected) : []);
    if (!isSame) this.build(data);
    const isCompared = !!reading.pinned;
    const isPlaced = this.corners && isSame && isCompared === this.isCompared && data.above === this.above;
    Object.assign(this, { isCompared, above: data.above });
    this.root.classList.toggle("ink-comparing", isCompared);
    data.panels.forEach((panel, i) => this.panels[i].show(panel, reading));
    if (isDone || reading.share < 1) this.foot.explain(evidence, reading.classes);
    this.foot.count(factors.length);
    if (isPlaced) this.paint();
    else this.layOut();
    if (!this.corners) return; // the page hasn't given it a width yet; the observer will report it
    // In the next frame, because placing the tip makes the browser lay out the page, and a card may still be coming.
    if (!this.tip.hidden) requestAnimationFrame(() => this.tip.hidden || this.hovered());
    if (!isDone || !this.lit) this.flow.rest();
    else if (isNew && isSame) this.flow.play();
    for (const { layer, number } of gone) this.flow.goOut(this.panels[this.placeOf({ name: layer })], number);
    this.invite();
  }

  // Invites you to tap a neuron, but only while you look at a finished drawing and no neuron is chosen.
  invite() {
    if (!this.data.invites || !this.lit || this.selected || !this.isDone) return this.callout.hide();
    const room = this.narrow ? [0, this.root.clientWidth] : [this.corners[1].x, this.corners.at(-1).x - HALO]; // over hidden layers
    this.callout.show(this.panels, (...place) => this.around(...place), room);
  }

  build({ panels, help, maps }) {
    this.foot.speak(help, maps);
    this.callout.speak();
    this.panels = panels.map(({ kind, classes }) => new (kind === "digits" ? Outputs : Panel)(this, classes));
    [this.rows, this.corners, this.tip.hidden] = [rowsOf(panels.length), null, true]; // nothing has a place yet
    this.stage.replaceChildren(
      ...this.rows.map((row) => {
        const element = Object.assign(document.createElement("div"), { className: "ink-layers" });
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
    const [{ panels }, width] = [this.data, this.stage.clientWidth - 2 * HALO]; // without its padding, which the halos use
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

  // Runs several times, because the room left depends on how the layers' names wrap, and that depends on the layers' widths.
  stand(width) {
    const { height, data: { panels, maps } } = this;
    // In a window that's higher than wide, the network uses what's below, unless that's a lesson's, which has no map.
    const side = maps ? Math.max(window.innerWidth, window.innerHeight) : window.innerWidth;
    const captionOf = (i) => this.panels[i].figure.firstChild;
    const [over, excess] = [this.rows.map(() => 0), []];
    for (let names = NAME * this.rows.length, again = 0, most = 3; again < most; again++) {
      const free = height - this.foot.height - FOOT_GAP - names - ROW_GAP * (this.rows.length - 1);
      const tall = tallest(free / this.rows.length - 2 * HALO - NAME_GAP, side);
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
          style.minHeight = `${heights[number] + NAME_GAP + tall + 2 * HALO}px`; // in case the maps can't be that high
          style.setProperty("--name", (captionOf(i).style.minHeight = `${heights[number]}px`));
        }
        const { scrollWidth, clientWidth } = this.stage.children[number];
        over[number] += excess[number] = Math.max(0, scrollWidth - clientWidth - HALO); // halos use the padding
      }
      if (again === 2 && excess.some(Boolean)) over.fill(0), (most = 5); // two more rounds, in which names may break inside words
      names = heights.reduce((sum, each) => sum + each, 0);
    }
  }

  // Measures where each layer is. The result is cached, because every measurement makes the browser lay out the page.
  findCorners() {
    const own = this.svg.getBoundingClientRect(); // lines and tip are placed relative to it
    this.corners = this.panels.map(({ corner: { left, top } }) => ({ x: left - own.left, y: top - own.top }));
    this.drawn = null; // the lines have to move
    this.bottoms = this.panels.map(({ figure }) => figure.getBoundingClientRect().bottom - own.top);
  }

  paint() {
    for (const panel of this.panels) panel.paint();
    this.frame?.();
    if (this.drawn === this.shown) return; // the lines are the same
    this.drawn = this.shown;
    this.svg.classList.toggle("ink-evidence", !this.selected);
    this.lines.draw(
      this.shown,
      ({ layer, flatIndex }) => this.spotIn(this.panels[this.placeOf(layer)], flatIndex),
      ({ layer: from }, { layer: to }) => this.betweenRows(this.placeOf(from), this.placeOf(to)),
    );
  }

  // Returns the y at which a line from one layer to another runs across; undefined if the layers are side by side.
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

  // Returns the center of a neuron or feature map, and half its size.
  around(panel, number) {
    const [{ x, y, size }, corner] = [panel.around(number), this.corners[this.panels.indexOf(panel)]];
    return { x: corner.x + x, y: corner.y + y, size };
  }

  // Adds a picture of the unit's weights, if a unit is given; weights exist before anything is drawn.
  showTip(lines, spot, unit = null) {
    this.frame?.(unit);
    const weights = unit && this.reading.weights(unit);
    const grid = this.data.panels.find(({ layer }) => layer === weights?.source)?.grid;
    showTip(this.root, this.tip, lines, spot, weights && (() => pictureOf(weights, grid)));
  }

  hideTip() {
    this.frame?.(null);
    this.tip.hidden = true;
  }

  end() {
    readings.unsubscribe(this.root);
    selections.unsubscribe(this.root);
    questions.unsubscribe(this.root);
    this.observer.disconnect();
    this.root.inkPart = null;
  }
}
