// One layer of the network view: painted, hovered, clicked, walked over with the keys.

import { DARK } from "../parts/constants.js";
import { cssColor, level, sequentialColor } from "../parts/values.js";
import { figure, percent } from "../parts/wording.js";

export const HALO = 10; // pixels around a layer that a bright neuron's glow may fill

export class Panel {
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

  show(panel, { image, activations, version }) {
    if (image !== this.image) this.reached = undefined; // another drawing is brightest elsewhere
    Object.assign(this, { data: panel, image, sums: undefined, values: undefined });
    if (activations) {
      this.values = activations[panel.output];
      if (panel.output !== panel.layer) this.sums = activations[panel.layer];
    }
    const [rows, cols] = panel.shape.length > 1 ? panel.shape : [1, 1];
    this.map = { rows, cols, channels: panel.shape.length === 2 ? 1 : panel.shape.at(-1) };
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
    return `; ${above} above 0, the brightest at ${this.indexAt(best).join(", ")} with ${figure(this.values[best])}`;
  }

  // Laid out lying down where the layers stand one under the other.
  grid() {
    const [rows, cols] = this.data.grid;
    return this.view.narrow ? [cols, rows] : [rows, cols];
  }

  resize(width, height) {
    this.width = width;
    this.height = height;
    const ratio = window.devicePixelRatio || 1;
    const [full, tall] = [width + 2 * HALO, height + 2 * HALO];
    Object.assign(this.canvas, { width: Math.round(full * ratio), height: Math.round(tall * ratio) });
    Object.assign(this.canvas.style, { width: `${full}px`, height: `${tall}px`, margin: `${-HALO}px` });
  }

  cell(channel) {
    const [rows, cols] = this.grid();
    const [width, height] = [this.width / cols, this.height / rows];
    const [row, col] = this.view.narrow ? [channel % rows, Math.floor(channel / rows)] : [Math.floor(channel / cols), channel % cols];
    return { x: col * width, y: row * height, width, height };
  }

  // Where in its cell a neuron or a map is painted: left, top, width, height.
  box(channel) {
    const { x, y, width, height } = this.cell(channel);
    const margin = Math.min(1.5, width / 12);
    return [x + margin, y + margin, width - 2 * margin, height - 2 * margin];
  }

  // The flat index of a unit's value: (unit,) or (row, col, channel), as numpy lays them out.
  flatIndex(index) {
    return index.reduce((flat, i, axis) => flat * this.data.shape[axis] + i, 0);
  }

  // The index of the unit at a flat index.
  indexAt(flatIndex) {
    const index = [];
    for (const side of [...this.data.shape].reverse()) {
      index.unshift(flatIndex % side);
      flatIndex = Math.floor(flatIndex / side);
    }
    return index;
  }

  brightness(flatIndex) {
    return level(this.values[flatIndex], this.data.scale);
  }

  color(flatIndex) {
    return sequentialColor(this.values[flatIndex], this.data.scale);
  }

  paint() {
    const context = this.canvas.getContext("2d");
    const ratio = this.canvas.width / (this.width + 2 * HALO);
    context.setTransform(ratio, 0, 0, ratio, HALO * ratio, HALO * ratio);
    context.clearRect(-HALO, -HALO, this.width + 2 * HALO, this.height + 2 * HALO);
    context.imageSmoothingEnabled = false;
    const mapped = this.data.kind === "maps" || this.data.kind === "pixels";
    if (mapped && this.view.lit) this.paintPixels();
    for (let channel = 0; channel < this.map.channels; channel++) {
      const box = this.box(channel);
      if (!this.view.lit) this.paintNeuron(context, box, DARK);
      else if (mapped) {
        const { rows, cols } = this.map;
        context.drawImage(this.pixels, channel * cols, 0, cols, rows, ...box);
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
    const { rows, cols, channels } = this.map;
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
    const { x, y, width, height } = this.cell(selected.index.at(-1));
    context.lineWidth = 2;
    context.strokeStyle = "#ffffff";
    if (this.data.kind !== "maps") {
      context.beginPath();
      context.arc(x + width / 2, y + height / 2, Math.min(width, height) / 2 - 0.5, 0, 2 * Math.PI);
      context.stroke();
      return;
    }
    context.strokeRect(x + 1, y + 1, width - 2, height - 2);
    const spot = this.spot(selected.index);
    context.strokeRect(spot.x - 3, spot.y - 3, 6, 6);
  }

  // The middle of a unit, in this canvas's pixels.
  spot(index) {
    if (index.length === 1) {
      const { x, y, width, height } = this.cell(index[0]);
      return { x: x + width / 2, y: y + height / 2 };
    }
    const [x, y, width, height] = this.box(index[2] ?? 0);
    return { x: x + ((index[1] + 0.5) * width) / this.map.cols, y: y + ((index[0] + 0.5) * height) / this.map.rows };
  }

  unitAt(event) {
    const canvas = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - canvas.left - HALO, event.clientY - canvas.top - HALO];
    const [rows, cols] = this.grid();
    const [row, col] = [Math.floor((y / this.height) * rows), Math.floor((x / this.width) * cols)];
    if (row < 0 || col < 0 || row >= rows || col >= cols) return null;
    const channel = this.view.narrow ? col * rows + row : row * cols + col;
    if (channel >= this.map.channels) return null;
    if (this.data.shape.length === 1) return [channel];
    const [left, top, width, height] = this.box(channel);
    const within = (share, size) => Math.max(0, Math.min(size - 1, Math.floor(share * size)));
    const inner = [within((y - top) / height, this.map.rows), within((x - left) / width, this.map.cols)];
    return this.data.kind === "maps" ? [...inner, channel] : inner;
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
    const flatIndex = this.flatIndex(index);
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
    const [rows, cols] = this.grid();
    const [down, right] = this.view.narrow ? [1, rows] : [cols, 1];
    const step = { ArrowDown: down, ArrowUp: -down, ArrowRight: right, ArrowLeft: -right }[event.key];
    if (step) {
      this.cursor = Math.max(0, Math.min(this.map.channels - 1, this.cursor + step));
      this.reached = this.indexOf(this.cursor);
    } else if (event.key === "Enter" || event.key === " ") {
      this.pressed = this.reached ??= this.indexOf(this.cursor);
      this.canvas.click();
    } else return;
    event.preventDefault();
    this.hover(this.reached);
  }

  indexOf(channel) {
    if (this.data.shape.length === 1) return [channel];
    const { rows, cols, channels } = this.map;
    let best = 0;
    for (let flatIndex = 0; flatIndex < rows * cols; flatIndex++)
      if (this.values?.[flatIndex * channels + channel] > this.values?.[best * channels + channel]) best = flatIndex;
    const inner = [Math.floor(best / cols), best % cols];
    return this.data.kind === "maps" ? [...inner, channel] : inner;
  }
}
