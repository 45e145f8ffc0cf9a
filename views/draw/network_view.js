// The network as one picture: a canvas a layer, lines between them, a tip under the pointer.
// It shows what is read in the ink (live_ink.js), in the layers that Python has described (see
// network_view.py), and reports the unit clicked. network_panel.js paints one layer.

import { readings } from "../parts/reading.js";
import { HALO, Panel } from "./network_panel.js";
import { NEGATIVE, POSITIVE } from "../parts/constants.js";
import { showTip } from "../parts/values.js";
import { percent } from "../parts/wording.js";

const GAP = 26; // pixels between two layers, at least
const TALLEST = 384; // pixels of the tallest layer
const NARROW = 720; // below this width the layers stand one under the other

const views = new WeakMap();

/**
 * Show every Reading of the network described.
 *
 * @param {object} data - network: its name; panels: its layers, as network_view.py describes them;
 *   selected: ?{layer, index}, the chosen unit. Reports `picked`: {network, layer, index}.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-network-view");
  if (!views.has(root)) views.set(root, new View(root));
  const view = views.get(root);
  view.pick = (layer, index) => setTriggerValue("picked", { network: view.data.network, layer, index });
  readings.subscribe(root, (reading) => {
    if (data && reading.network === data.network) view.show(data, reading);
  });
  return () => view.end();
}

class View {
  constructor(root) {
    this.root = root;
    root.innerHTML = '<div class="ink-panels"></div><svg aria-hidden="true"></svg><div class="ink-tip" role="status" hidden></div><p></p>';
    [this.row, this.svg, this.tip, this.note] = root.children;
    this.panels = [];
    this.observer = new ResizeObserver(() => this.data && this.layOut());
    this.observer.observe(root);
  }

  show(data, reading) {
    const same = this.data?.network === data.network;
    Object.assign(this, { data, lit: !!reading.activations });
    this.lines = this.lit ? reading.lines(data.selected) : [];
    if (!same) while (this.panels.length) this.panels.pop().figure.remove();
    while (this.panels.length < data.panels.length) {
      const panel = new Panel(this);
      this.panels.push(panel);
      this.row.append(panel.figure);
    }
    data.panels.forEach((panel, i) => this.panels[i].show(panel, reading));
    if (reading.version !== null) this.note.textContent = this.evidenceInWords(reading);
    if (same) this.paint();
    else this.layOut();
    if (!this.tip.hidden) this.hovered();
  }

  evidenceInWords({ probs, traced }) {
    if (!this.lit || this.data.selected || !this.lines.length) return "";
    const winner = probs.indexOf(Math.max(...probs));
    return `The lines follow what adds most, layer by layer: ${percent(traced(this.lines))} of all that pushes the ${winner} up.`;
  }

  layOut() {
    const width = this.row.clientWidth;
    if (!width) return;
    this.narrow = width < NARROW;
    this.root.classList.toggle("ink-narrow", this.narrow);
    if (this.narrow) for (const panel of this.panels) panel.resize(...this.lyingSize(panel, width));
    else {
      const shares = this.panels.map((panel) => this.standingShare(panel));
      const free = width - GAP * (this.panels.length - 1);
      const height = Math.min(TALLEST, free / shares.reduce((sum, [wide]) => sum + wide, 0));
      this.panels.forEach((panel, i) => panel.resize(shares[i][0] * height, shares[i][1] * height));
    }
    this.paint();
  }

  // Width and height of a layer, as parts of the tallest one's height.
  standingShare(panel) {
    const [rows, cols] = panel.data.grid;
    if (panel.data.kind === "pixels") return [0.5, 0.5];
    return [cols / rows, 1];
  }

  lyingSize(panel, width) {
    const [rows, cols] = panel.data.grid;
    if (panel.data.kind === "pixels") return [width * 0.5, width * 0.5];
    return [width, (width * cols) / rows];
  }

  paint() {
    for (const panel of this.panels) panel.paint();
    this.drawLines();
  }

  spotIn(panel, index) {
    const box = panel.canvas.getBoundingClientRect();
    const own = this.svg.getBoundingClientRect(); // in which lines and tip are placed: the root has a border
    const { x, y } = panel.grid.spot(index);
    return { x: x + HALO + box.left - own.left, y: y + HALO + box.top - own.top };
  }

  drawLines() {
    const { panels } = this.data;
    const spot = ({ layer, flatIndex }) => {
      const panel = this.panels[panels.findIndex((each) => each.layer === layer.name)];
      return this.spotIn(panel, panel.grid.indexAt(flatIndex));
    };
    this.svg.classList.toggle("ink-evidence", !this.data.selected);
    this.svg.innerHTML = this.lines
      .map(({ from, to, share, positive }) => {
        const [start, end] = [spot(from), spot(to)];
        const path = this.narrow
          ? `M${start.x} ${start.y}C${start.x} ${(start.y + end.y) / 2} ${end.x} ${(start.y + end.y) / 2} ${end.x} ${end.y}`
          : `M${start.x} ${start.y}C${(start.x + end.x) / 2} ${start.y} ${(start.x + end.x) / 2} ${end.y} ${end.x} ${end.y}`;
        const color = positive ? POSITIVE : NEGATIVE;
        const quiet = share ? "" : ' stroke-dasharray="2 5"';
        return `<path d="${path}" stroke="${color}" stroke-width="${0.75 + 2.5 * share}" opacity="${0.35 + 0.6 * share}"${quiet}/>`;
      })
      .join("");
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
