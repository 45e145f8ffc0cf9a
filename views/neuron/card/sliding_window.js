// The window that slides: it runs over what a layer reads and writes a feature map cell by cell, under the pointer, by keys or by
// itself. The values are those of the newest Reading, so it's live while you draw. Its place is a Trial, which the network view frames.

import { floatsOf } from "../../../model/base64.js";
import { fieldOf, filterOf, stepOf } from "../../../model/explain/sliding.js";
import { _ } from "../../parts/language/language.js";
import { plain, showMarked, write } from "../../parts/asking/marked.js";
import { isReducedMotion } from "../../parts/component/motion.js";
import { readings, trials } from "../../parts/component/reading.js";
import { filled } from "../../parts/looks/wording.js";
import { paint } from "../../parts/pictures/pixels.js";
import { WindowCells } from "./window_cells.js";

const LASTS = 400; // milliseconds of the first cell; all take this times the root of their number, because the window gets faster
const KEYS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
const FIGURE = "<figure><canvas></canvas><figcaption></figcaption></figure>";
const FRAME = `<div class="ink-steps"><h4 class="ink-heading"></h4><button type="button" class="ink-button"></button></div><p></p>
<div class="ink-places">${FIGURE.repeat(3)}</div><div class="ink-cells"></div><p class="ink-sum" aria-live="off"></p>`;

/**
 * Show the window of one feature map.
 *
 * @param {object} data - about: [layer, index of the chosen neuron]; network; layers: whose values it reads and writes; chain: the windows
 *   back to the image, see fieldOf; shape and channels: of the layer; weights: in base64, null for a pooling; bias, shown_bias, function,
 *   parameters, factor: see Filter in sliding.js; named: its function in words; scales: of both layers; sentence: what it does; values: null
 *   or, where the browser doesn't read the drawing, image, source and map in base64. Reports `picked`: [row, col].
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-sliding-window");
  (root.inkPart ??= new SlidingWindow(root)).show(data, (place) => setTriggerValue("picked", place));
}

class SlidingWindow {
  constructor(root) {
    Object.assign(this, { root, written: null, elapsed: 0 }); // written: how many cells are, null for all of them
    root.innerHTML = FRAME;
    const [{ children: [heading, play] }, sentence, row, table, sum] = root.children;
    Object.assign(this, { heading, play, sentence, sum, figures: [...row.children], cells: new WindowCells(table, sum) });
    this.canvases = this.figures.map(({ firstChild }) => firstChild);
    this.choice = document.createElement("select");
    play.onclick = () => this.run();
    this.choice.onchange = () => {
      this.read = Number(this.choice.value);
      this.draw();
    };
    this.listen(this.canvases[1], (place) => this.under(place));
    this.listen(this.canvases[2], (place) => place);
    this.canvases[2].onkeydown = (event) => this.press(event);
    readings.subscribe(root, () => this.isShown() && this.draw());
    trials.subscribe(root, (trial) => this.isShown() && this.follow(trial));
  }

  // Streamlit removes it without telling.
  isShown() {
    if (this.root.isConnected !== false) return !!this.place;
    readings.unsubscribe(this.root);
    trials.unsubscribe(this.root);
    return false;
  }

  listen(canvas, placeOf) {
    const at = ({ clientX, clientY }) => {
      const [{ left, top, width, height }, [rows, cols]] = [canvas.getBoundingClientRect(), canvas.grid];
      return this.inside(placeOf([Math.floor(((clientY - top) / height) * rows), Math.floor(((clientX - left) / width) * cols)]));
    };
    canvas.onpointermove = (event) => this.isRunning || this.move(at(event));
    canvas.onpointerdown = (event) => {
      canvas.setPointerCapture?.(event.pointerId); // so that a finger can leave it while it drags
      this.isRunning = false;
      this.move((this.pressed = at(event)));
    };
    canvas.onpointerleave = ({ pointerType }) => pointerType === "mouse" && !this.isRunning && this.written === null && this.move(this.chosen);
    canvas.onclick = () => this.pick(this.pressed);
  }

  // The place whose window has this cell in its middle.
  under(cell) {
    const { window, strides, padding } = this.filter;
    return cell.map((each, axis) => Math.round((each + padding[axis] - (window[axis] - 1) / 2) / strides[axis]));
  }

  inside(place) {
    return place.map((each, axis) => Math.max(0, Math.min(this.data.shape[axis] - 1, each)));
  }

  show(data, pick) {
    const [layer, [row, col, channel]] = data.about;
    const isSame = this.data?.network === data.network && this.data.about[0] === layer && this.filter.channel === channel;
    this.filter = filterOf(data);
    this.values = data.values && Object.fromEntries(Object.entries(data.values).map(([each, text]) => [each, floatsOf(text)]));
    Object.assign(this, { data, pick, chosen: [row, col] });
    this.root.dataset.about = String(data.about);
    if (!isSame) [this.read, this.isRunning] = [null, false];
    this.layOut();
    if (this.isRunning) this.draw();
    else this.move(this.chosen);
  }

  layOut() {
    const { data: { chain, shape, named, scales, sentence }, filter } = this;
    const { before: { shape: [rows, cols, channels = 1] } } = filter;
    const isStack = !!filter.weights && channels > 1;
    showMarked(this.heading, _("The window that slides"));
    showMarked(this.sentence, sentence);
    this.figures[0].hidden = chain.length === 1;
    const names = [_("[What it sees](words#receptive-field)"), chain.length === 1 ? _("The drawing") : _("Its inputs"), _("Click a place on its [map](words#feature-map)")];
    [chain.at(-1).before.shape, [rows, cols], shape].forEach((grid, i) => {
      Object.assign(this.canvases[i], { grid, tabIndex: i === 2 ? 0 : -1 });
      this.canvases[i].setAttribute("role", i === 2 ? "application" : "img");
      this.canvases[i].setAttribute("aria-label", i === 2 ? filled(_("{title}: {note}. Arrow keys move the frame, and Enter chooses."), { title: plain(names[i]), note: shape.join(" × ") }) : plain(names[i]));
      if (i < 1 + !isStack) showMarked(this.figures[i].lastChild, i && chain.length > 1 ? filled(_("Map {number}"), { number: filter.channel }) : names[i]);
    });
    const spot = this.figures[2].lastChild;
    write(spot, filled(_("row {row}, col {col}"), { row: shape[0] - 1, col: shape[1] - 1 }));
    spot.style.minHeight = `${spot.offsetHeight}px`; // as high as for the widest place, so that nothing moves on the way
    this.choice.setAttribute("aria-label", names[1]);
    this.choice.replaceChildren(...Array.from({ length: isStack ? channels : 0 }, (_each, number) => new Option(filled(_("Map {number}"), { number }), number)));
    if (isStack) this.figures[1].lastChild.replaceChildren(this.choice);
    this.cells.layOut(filter, named, scales[0]);
  }

  // What it reads now; null until the browser has read the drawing.
  get now() {
    const { data, values, filter: { channel } } = this;
    if (values) return { image: values.image, source: values.source, cell: (number) => values.map[number] };
    const { network, image, activations } = readings.last ?? {};
    const [source, map] = data.layers.map((name) => network === data.network && activations?.[name]);
    return source && map && { image, source, cell: (number) => map[number * data.channels + channel] };
  }

  move(place, written = null) {
    if (written === null) this.elapsed = 0;
    const isNews = this.place?.join() !== place.join() || written !== this.written;
    Object.assign(this, { place, written });
    this.draw();
    if (isNews) trials.publish({ by: "card", layer: this.data.about[0], index: [...place, this.filter.channel], written });
  }

  // The pointer is on this map in the network view, or has left it.
  follow({ by, layer, index }) {
    if (by === "network" && !this.isRunning && layer === this.data.about[0]) this.move(index?.slice(0, 2) ?? this.chosen);
  }

  press(event) {
    const step = KEYS[event.key];
    if (!step && event.key !== "Enter") return;
    event.preventDefault();
    this.isRunning = false;
    this.sum.setAttribute("aria-live", "polite");
    if (step) this.move(this.inside(this.place.map((each, axis) => each + step[axis])));
    else this.pick(this.place);
  }

  // Runs, pauses and goes on; with reduced motion, one cell at a time.
  run() {
    const count = this.data.shape[0] * this.data.shape[1];
    this.sum.setAttribute("aria-live", "off");
    if (isReducedMotion()) return this.reach((this.written ?? 0) % count);
    this.isRunning = !this.isRunning;
    this.draw();
    if (!this.isRunning) return undefined;
    let before = null;
    const next = (now) => {
      if (!this.isRunning || !this.isShown()) return;
      this.elapsed += now - (before ?? now);
      before = now;
      const share = this.elapsed / (LASTS * Math.sqrt(count));
      this.isRunning = share < 1;
      if (!this.isRunning) return this.move(this.chosen);
      this.reach(Math.floor(count * share ** 2));
      requestAnimationFrame(next);
    };
    return requestAnimationFrame(next);
  }

  // Writes all cells up to that number.
  reach(number) {
    const cols = this.data.shape[1];
    this.move([Math.floor(number / cols), number % cols], number + 1);
  }

  draw() {
    const { now, filter, canvases, place: [row, col], data: { chain, scales } } = this;
    write(this.play, this.isRunning ? _("Pause") : isReducedMotion() ? _("One step") : _("Play"));
    write(this.figures[2].lastChild, filled(_("row {row}, col {col}"), { row, col }));
    if (!now) return;
    const { window, strides, padding, before, weights, channel } = filter;
    const step = stepOf(filter, now.source, row, col);
    const channels = before.shape[2] ?? 1;
    this.read ??= weights ? strongest(step.cells, channels) : channel;
    this.choice.value = String(this.read);
    const [top, left] = [row * strides[0] - padding[0], col * strides[1] - padding[1]];
    if (chain.length > 1) paintMap(canvases[0], 1, fieldOf(chain, row, col), (number) => now.image[number]);
    paintMap(canvases[1], scales[0], [top, top + window[0], left, left + window[1]], (number) => now.source[number * channels + this.read]);
    paintMap(canvases[2], scales[1], [row, row + 1, col, col + 1], (number) => (number < (this.written ?? Infinity) ? now.cell(number) : NaN));
    this.cells.fill(step, this.read);
  }
}

// The map that contributes most, to either side.
function strongest(cells, channels) {
  const sums = new Float64Array(channels);
  for (const { map, term } of cells) sums[map] += term;
  return sums.reduce((best, sum, map) => (Math.abs(sum) > Math.abs(sums[best]) ? map : best), 0);
}

// Paints an array of one map, and a frame.
function paintMap(canvas, scale, outline, valueOf) {
  const [rows, cols] = canvas.grid;
  const values = Float32Array.from({ length: rows * cols }, (_each, number) => valueOf(number));
  paint(canvas, { rows, cols, channels: 1, values, scale, outline }, 0);
}
