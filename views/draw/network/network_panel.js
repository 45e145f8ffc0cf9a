// One layer of the network view: how it's painted, hovered, clicked, and walked through with the keys.

import { DARK, LIGHT, POSITIVE } from "../../../model/constants.js";
import { _ } from "../../parts/language/language.js";
import { write } from "../../parts/asking/marked.js";
import { isFinished } from "../../parts/component/reading.js";
import { cssColor, level, paintSequential, sequentialColor } from "../../parts/looks/values.js";
import { figure, filled, short } from "../../parts/looks/wording.js";
import { edgesOf, paintDisk } from "./disks.js";
import { PanelGrid } from "../../parts/pictures/panel_grid.js";
import { Switched } from "./switched.js";

/** Pixels around a layer for the glow of bright neurons. */
export const HALO = 6;

/** One layer's canvas, with its name above. */
export class Panel {
  /** @param {object} view - the network view; we use data, lit, narrow, root, and the methods that show tips and pick */
  constructor(view) {
    this.view = view;
    this.figure = document.createElement("figure");
    this.figure.innerHTML = '<figcaption><b></b><span></span><em></em><code></code><button type="button" class="ink-as-link" hidden></button></figcaption><canvas tabindex="0" role="application"></canvas>';
    this.canvas = this.figure.lastChild;
    this.how = this.figure.querySelector("button");
    this.how.onclick = () => view.ask();
    this.pixels = document.createElement("canvas");
    this.cursor = 0;
    this.canvas.onpointermove = (event) => this.hover(this.unitAt(event), event);
    this.canvas.onpointerleave = () => view.hideTip();
    // A click has whole pixels, a pointer finer ones. With pointerdown, you pick the same unit that you hovered.
    this.canvas.onpointerdown = (event) => (this.pressed = this.unitAt(event));
    this.canvas.onclick = () => this.pick(this.pressed);
    this.canvas.onkeydown = (event) => this.key(event);
    this.canvas.onblur = () => view.hideTip();
  }

  /**
   * Take the data to paint.
   *
   * @param {object} panel - a layer, as network_view.py describes it
   * @param {Reading} reading - see reading.js
   */
  show(panel, reading) {
    const { image, activations, pinned } = reading;
    if (image !== this.image) this.reached = undefined; // another drawing has its brightest place elsewhere
    Object.assign(this, { data: panel, image, sums: undefined, values: undefined, pinned: pinned?.activations[panel.output] });
    if (activations) {
      this.values = activations[panel.output];
      if (panel.output !== panel.layer) this.sums = activations[panel.layer];
    }
    this.switched = new Switched(panel.switches && activations ? this.pinned : null, this.values);
    write(this.figure.querySelector("em"), this.switched.inWords);
    this.grid = new PanelGrid(panel, this.view.narrow, this.width, this.height);
    this.figure.dataset.layer = panel.layer;
    Object.assign(this.how, { textContent: _("How it was made"), hidden: panel.kind !== "pixels", disabled: !image }); // so that its room is reserved from the start
    const words = () => [panel.words, this.brightest(), this.switched.inWords].filter(Boolean).join("; ");
    if (isFinished(reading)) this.canvas.setAttribute("aria-label", filled(_("{words}. Arrow keys move between neurons, and Enter explains one."), { words: words() }));
  }

  brightest() {
    if (!this.values) return "";
    let [above, best] = [0, 0];
    this.values.forEach((value, flatIndex) => {
      if (value > 0) above++;
      if (value > this.values[best]) best = flatIndex;
    });
    return filled(_("{count} above 0, and the brightest is {value} at {index}"), { count: above, index: this.grid.indexAt(best).join(", "), value: figure(this.values[best]) });
  }

  /** Set its size in pixels, without the halo. */
  resize(width, height) {
    Object.assign(this, { width, height, edges: null, grid: new PanelGrid(this.data, this.view.narrow, width, height) });
    const ratio = window.devicePixelRatio || 1;
    const [full, tall] = [width + 2 * HALO, height + 2 * HALO];
    Object.assign(this.canvas, { width: Math.round(full * ratio), height: Math.round(tall * ratio) });
    this.figure.style.setProperty("--side", `${height}px`);
    Object.assign(this.canvas.style, { width: `${full}px`, height: `${tall}px`, margin: `auto ${-HALO}px` });
  }

  brightness(flatIndex) {
    return level(this.values[flatIndex], this.data.scale);
  }

  color(flatIndex) {
    return sequentialColor(this.values[flatIndex], this.data.scale);
  }

  /** Repaint it. */
  paint() {
    const context = this.canvas.getContext("2d");
    const ratio = (this.ratio = this.canvas.width / (this.width + 2 * HALO)); // device pixels per CSS pixel
    context.setTransform(ratio, 0, 0, ratio, HALO * ratio, HALO * ratio);
    context.clearRect(-HALO, -HALO, this.width + 2 * HALO, this.height + 2 * HALO);
    context.imageSmoothingEnabled = false;
    const mapped = this.data.kind === "maps" || this.data.kind === "pixels";
    if (mapped && this.view.lit) this.paintPixels();
    for (let channel = 0; channel < this.grid.channels; channel++) {
      const box = this.grid.box(channel);
      if (!this.view.lit && !mapped) paintDisk(context, ratio, box, DARK, 0);
      else if (!this.view.lit) this.paintTile(context, box);
      else if (mapped) {
        const { mapRows, mapCols } = this.grid;
        context.drawImage(this.pixels, channel * mapCols, 0, mapCols, mapRows, ...box);
      } else paintDisk(context, ratio, box, cssColor(this.color(channel)), this.brightness(channel));
    }
    if (!mapped) {
      this.paintEdges(context);
      for (let channel = 0; channel < this.grid.channels; channel++) this.switched.ring(context, this.grid.box(channel), channel);
    }
    for (const { layer, number, factor } of this.view.factors)
      if (layer === this.data.layer) this.paintChange(context, this.grid.cell(number), factor);
    this.paintSelection(context);
  }

  // The neurons' edges, which are the same in every picture.
  paintEdges(context) {
    const { canvas, grid, ratio } = this;
    const boxes = () => Array.from({ length: grid.channels }, (_, channel) => grid.box(channel));
    this.edges ??= edgesOf(boxes(), { width: canvas.width, height: canvas.height }, { a: ratio, d: ratio, e: HALO * ratio, f: HALO * ratio });
    context.drawImage(this.edges, -HALO, -HALO, canvas.width / ratio, canvas.height / ratio); // pixel by pixel
  }

  paintTile(context, [x, y, width, height]) {
    context.fillStyle = DARK;
    context.fillRect(x, y, width, height);
  }

  // Crosses out a neuron that is off; draws a ring in the color of positive contributions if its activation is multiplied.
  paintChange(context, { x, y, width, height }, factor) {
    const size = Math.min(width, height) / 2 - 1;
    const [middle, center] = [x + width / 2, y + height / 2];
    context.lineWidth = 2;
    context.strokeStyle = factor ? POSITIVE : LIGHT;
    context.beginPath();
    if (factor) context.arc(middle, center, size, 0, 2 * Math.PI);
    else
      for (const sign of [1, -1]) {
        context.moveTo(middle - size, center - sign * size);
        context.lineTo(middle + size, center + sign * size);
      }
    context.stroke();
  }

  // Paints all maps of the layer side by side, one pixel per value.
  paintPixels() {
    const { mapRows: rows, mapCols: cols, channels } = this.grid;
    if (this.picture?.width !== cols * channels || this.picture.height !== rows) {
      Object.assign(this.pixels, { width: cols * channels, height: rows });
      this.picture = new ImageData(cols * channels, rows);
    }
    const colors = new Uint32Array(this.picture.data.buffer);
    for (let pixel = 0, row = 0; row < rows; row++)
      for (let col = 0; col < cols; col++, pixel++)
        paintSequential(this.values, this.data.scale, pixel * channels, channels, colors, row * channels * cols + col, cols);
    this.switched.tint(colors, (flatIndex) => {
      const pixel = Math.floor(flatIndex / channels);
      return Math.floor(pixel / cols) * channels * cols + (flatIndex % channels) * cols + (pixel % cols);
    });
    this.pixels.getContext("2d").putImageData(this.picture, 0, 0);
  }

  // White with a dark edge, so that it shows on every background.
  paintSelection(context) {
    const selected = this.view.selected;
    if (selected?.layer !== this.data.layer) return;
    const { x, y, width, height } = this.grid.cell(selected.index.at(-1));
    context.beginPath();
    if (this.data.kind === "maps") {
      context.rect(x + 1, y + 1, width - 2, height - 2);
      const spot = this.grid.spot(selected.index);
      context.rect(spot.x - 3, spot.y - 3, 6, 6);
    } else context.arc(x + width / 2, y + height / 2, Math.min(width, height) / 2 - 0.5, 0, 2 * Math.PI);
    for (const [line, color] of [[4, DARK], [2, "#ffffff"]]) {
      Object.assign(context, { lineWidth: line, strokeStyle: color });
      context.stroke();
    }
  }

  /** The top left corner of the area in which `spotOf` counts. */
  get corner() {
    const { left, top } = this.canvas.getBoundingClientRect();
    return { left: left + HALO, top: top + HALO };
  }

  /** Return the center of a unit. */
  spotOf(flatIndex) {
    return this.grid.spot(this.grid.indexAt(flatIndex));
  }

  /** Return the center of a neuron or feature map, and half its size. */
  around(number) {
    const { x, y, width, height } = this.grid.cell(number);
    return { x: x + width / 2, y: y + height / 2, size: Math.min(width, height) / 2 };
  }

  unitAt(event) {
    const canvas = this.canvas.getBoundingClientRect();
    return this.grid.unitAt(event.clientX - canvas.left - HALO, event.clientY - canvas.top - HALO);
  }

  hover(index, event) {
    this.view.hovered = index && (() => this.hover(index, event));
    if (!index) return this.view.hideTip();
    const box = this.view.root.getBoundingClientRect();
    const spot = event ? { x: event.clientX - box.left, y: event.clientY - box.top } : this.view.spotIn(this, this.grid.flatIndex(index));
    this.view.showTip(this.describe(index), spot, { layer: this.data.layer, index });
  }

  describe(index) {
    const { layer, unit_name: unitName, function: name } = this.data;
    const title = unitName.replace(/\{(\d)\}/g, (_, axis) => index[axis]);
    if (!this.view.lit) return [title, _("Draw something to give it a value.")];
    const flatIndex = this.grid.flatIndex(index);
    const a = figure(this.values[flatIndex]);
    if (!this.sums) return [title, `a = ${a}`];
    const before = this.pinned ? [filled(_("before: a = {a}"), { a: figure(this.pinned[flatIndex]) })] : [];
    const changed = this.view.factors.find((each) => each.layer === layer && each.number === index.at(-1));
    const factor = changed ? `${short(changed.factor)} × ` : "";
    return [title, `z = ${figure(this.sums[flatIndex])}`, filled("a = {factor}{name}(z) = {a}", { factor, name: name || _("linear"), a }), ...before];
  }

  pick(index) {
    if (!index || !this.view.lit) return;
    if (this.data.kind === "pixels") this.view.ask();
    else this.view.pick(this.data.layer, index);
  }

  // Arrow keys go from neuron to neuron or, in feature maps, from map to map, each at its brightest unit.
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

  // Returns the index of a neuron, or of the brightest unit of a feature map.
  brightestOf(channel) {
    const { mapRows, mapCols, channels } = this.grid;
    let best = 0;
    for (let pixel = 0; pixel < mapRows * mapCols; pixel++)
      if (this.values?.[pixel * channels + channel] > this.values?.[best * channels + channel]) best = pixel;
    return this.grid.indexIn(channel, Math.floor(best / mapCols), best % mapCols);
  }
}
