// One layer of the network view: painted, hovered, clicked, walked over with the keys.

import { DARK } from "../parts/constants.js";
import { cssColor, level, sequentialColor } from "../parts/values.js";
import { figure, percent } from "../parts/wording.js";
import { PanelGrid } from "./panel_grid.js";

/** Pixels around a layer that a bright neuron's glow may fill. */
export const HALO = 10;

/** One layer's canvas, with its name below. */
export class Panel {
  /** @param {object} view - the network view: of it are used data, lit, narrow, root, and what shows tips and picks */
  constructor(view) {
    this.view = view;
    this.figure = document.createElement("figure");
    this.figure.innerHTML = '<canvas tabindex="0" role="application"></canvas><figcaption><b></b><span></span></figcaption>';
    this.canvas = this.figure.firstChild;
    this.pixels = document.createElement("canvas");
    this.cursor = 0;
    this.canvas.onpointermove = (event) => this.hover(this.unitAt(event), event);
    this.canvas.onpointerleave = () => view.hideTip();
    // A click's coordinates are whole pixels, a pointer's are finer: so that what is picked is what was hovered.
    this.canvas.onpointerdown = (event) => (this.pressed = this.unitAt(event));
    this.canvas.onclick = () => this.pick(this.pressed);
    this.canvas.onkeydown = (event) => this.key(event);
    this.canvas.onblur = () => view.hideTip();
  }

  /**
   * Take in what is to be painted.
   *
   * @param {object} panel - a layer, as network_view.py describes it
   * @param {Reading} reading - see reading.js
   */
  show(panel, { image, activations, version }) {
    if (image !== this.image) this.reached = undefined; // another drawing is brightest elsewhere
    Object.assign(this, { data: panel, image, sums: undefined, values: undefined });
    if (activations) {
      this.values = activations[panel.output];
      if (panel.output !== panel.layer) this.sums = activations[panel.layer];
    }
    this.grid = new PanelGrid(panel, this.view.narrow, this.width, this.height);
    this.figure.dataset.layer = panel.layer;
    this.figure.querySelector("b").textContent = panel.title;
    this.figure.querySelector("span").textContent = panel.note;
    if (version !== null) this.canvas.setAttribute("aria-label", `${panel.words}${this.brightest()}. Arrow keys move between neurons, Enter explains one.`);
  }

  brightest() {
    if (!this.values) return "";
    let [above, best] = [0, 0];
    this.values.forEach((value, flatIndex) => {
      if (value > 0) above++;
      if (value > this.values[best]) best = flatIndex;
    });
    return `; ${above} above 0, the brightest at ${this.grid.indexAt(best).join(", ")} with ${figure(this.values[best])}`;
  }

  /** Give it so many pixels, without the halo. */
  resize(width, height) {
    Object.assign(this, { width, height, grid: new PanelGrid(this.data, this.view.narrow, width, height) });
    const ratio = window.devicePixelRatio || 1;
    const [full, tall] = [width + 2 * HALO, height + 2 * HALO];
    Object.assign(this.canvas, { width: Math.round(full * ratio), height: Math.round(tall * ratio) });
    Object.assign(this.canvas.style, { width: `${full}px`, height: `${tall}px`, margin: `${-HALO}px` });
  }

  brightness(flatIndex) {
    return level(this.values[flatIndex], this.data.scale);
  }

  color(flatIndex) {
    return sequentialColor(this.values[flatIndex], this.data.scale);
  }

  /** Paint it anew. */
  paint() {
    const context = this.canvas.getContext("2d");
    const ratio = this.canvas.width / (this.width + 2 * HALO);
    context.setTransform(ratio, 0, 0, ratio, HALO * ratio, HALO * ratio);
    context.clearRect(-HALO, -HALO, this.width + 2 * HALO, this.height + 2 * HALO);
    context.imageSmoothingEnabled = false;
    const mapped = this.data.kind === "maps" || this.data.kind === "pixels";
    if (mapped && this.view.lit) this.paintPixels();
    for (let channel = 0; channel < this.grid.channels; channel++) {
      const box = this.grid.box(channel);
      if (!this.view.lit) this.paintNeuron(context, box, DARK);
      else if (mapped) {
        const { mapRows, mapCols } = this.grid;
        context.drawImage(this.pixels, channel * mapCols, 0, mapCols, mapRows, ...box);
      } else this.paintNeuron(context, box, cssColor(this.color(channel)), this.brightness(channel));
      if (this.data.kind === "digits") this.paintDigit(context, box, channel);
    }
    this.paintSelection(context);
  }

  paintNeuron(context, [x, y, width, height], color, brightness = 0) {
    const size = Math.min(width, height);
    context.beginPath();
    if (this.data.kind === "units" || this.data.kind === "digits") {
      context.arc(x + width / 2, y + height / 2, size / 2, 0, 2 * Math.PI);
    } else context.rect(x, y, width, height);
    context.fillStyle = color;
    context.shadowColor = color;
    context.shadowBlur = brightness > 90 ? size * 0.5 * (brightness / 255) : 0;
    context.fill();
    context.shadowBlur = 0;
  }

  paintDigit(context, [x, y, width, height], digit) {
    const bright = this.view.lit && this.brightness(digit) > 150;
    context.fillStyle = bright ? DARK : "#d9d4f2";
    context.font = `600 ${Math.round(Math.min(width, height) * 0.55)}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(digit, x + width / 2, y + height / 2 + 1);
  }

  // All maps of the layer side by side, one pixel a value.
  paintPixels() {
    const { mapRows: rows, mapCols: cols, channels } = this.grid;
    Object.assign(this.pixels, { width: cols * channels, height: rows });
    const picture = new ImageData(cols * channels, rows);
    const colors = new Uint32Array(picture.data.buffer);
    for (let row = 0, flatIndex = 0; row < rows; row++)
      for (let col = 0; col < cols; col++)
        for (let channel = 0; channel < channels; channel++, flatIndex++)
          colors[(row * channels + channel) * cols + col] = this.color(flatIndex);
    this.pixels.getContext("2d").putImageData(picture, 0, 0);
  }

  paintSelection(context) {
    const selected = this.view.data.selected;
    if (selected?.layer !== this.data.layer) return;
    const { x, y, width, height } = this.grid.cell(selected.index.at(-1));
    context.lineWidth = 2;
    context.strokeStyle = "#ffffff";
    if (this.data.kind !== "maps") {
      context.beginPath();
      context.arc(x + width / 2, y + height / 2, Math.min(width, height) / 2 - 0.5, 0, 2 * Math.PI);
      context.stroke();
      return;
    }
    context.strokeRect(x + 1, y + 1, width - 2, height - 2);
    const spot = this.grid.spot(selected.index);
    context.strokeRect(spot.x - 3, spot.y - 3, 6, 6);
  }

  unitAt(event) {
    const canvas = this.canvas.getBoundingClientRect();
    return this.grid.unitAt(event.clientX - canvas.left - HALO, event.clientY - canvas.top - HALO);
  }

  hover(index, event) {
    this.view.hovered = index && (() => this.hover(index, event));
    if (!index) return this.view.hideTip();
    const box = this.view.root.getBoundingClientRect();
    const spot = event ? { x: event.clientX - box.left, y: event.clientY - box.top } : this.view.spotIn(this, index);
    this.view.showTip(this.describe(index), spot);
  }

  describe(index) {
    const { kind, unit_name: unitName, function: name } = this.data;
    const title = unitName.replace(/\{(\d)\}/g, (_, axis) => index[axis]);
    if (!this.view.lit) return [title, "Draw, and it has a value."];
    const flatIndex = this.grid.flatIndex(index);
    const a = figure(this.values[flatIndex]);
    if (!this.sums) return [title, `a = ${a}`];
    const z = `z = ${figure(this.sums[flatIndex])}`;
    if (kind === "digits") return [title, z, `probability ${percent(this.values[flatIndex])}`];
    return [title, z, `a = ${name || "linear"}(z) = ${a}`];
  }

  pick(index) {
    if (index && this.data.kind !== "pixels" && this.view.lit) this.view.pick(this.data.layer, index);
  }

  // Keys walk over the neurons or, in feature maps, from map to map, each at its brightest place.
  key(event) {
    const channel = this.grid.step(this.cursor, event.key);
    if (channel !== undefined) {
      this.cursor = channel;
      this.reached = this.brightestOf(channel);
    } else if (event.key === "Enter" || event.key === " ") {
      this.pressed = this.reached ??= this.brightestOf(this.cursor);
      this.canvas.click();
    } else return;
    event.preventDefault();
    this.hover(this.reached);
  }

  // The index of a neuron, or of the brightest unit of a feature map.
  brightestOf(channel) {
    const { mapRows, mapCols, channels } = this.grid;
    let best = 0;
    for (let pixel = 0; pixel < mapRows * mapCols; pixel++)
      if (this.values?.[pixel * channels + channel] > this.values?.[best * channels + channel]) best = pixel;
    return this.grid.indexIn(channel, Math.floor(best / mapCols), best % mapCols);
  }
}
