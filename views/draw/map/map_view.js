// Shows where the network puts the drawing: a thousand test digits in one layer, and non-digits, each at the place that its
// scores give it, and your drawing among them while you draw. A slider goes through the layers; a tour rotates the ten
// directions.

import { innerShares, nearestTo, placeBetween, placesBetween, scoresOf } from "../../../model/explain/probe.js";
import { unpack } from "../../../model/network/message.js";
import { _ } from "../../parts/language/language.js";
import { showMarked } from "../../parts/asking/marked.js";
import { isReducedMotion } from "../../parts/component/motion.js";
import { isFinished, readings } from "../../parts/component/reading.js";
import { aDigit, filled, percent } from "../../parts/looks/wording.js";
import { showTip } from "../../parts/looks/values.js";
import { MapCanvas } from "../../parts/charts/map_canvas.js";
import { digitsAt } from "../../parts/component/digits_file.js";
import { Near } from "./near.js";
import { Tour } from "./tour.js";
import { pictureOf, scoredBy } from "./thousand.js";

const NEAREST = 10;
const MOVING = 800; // milliseconds from one layer to the next
const MOST = 640; // pixels: the picture's largest side
const AROUND = 235; // pixels of the window above and below the map
const FRAME = `<div class="ink-map-controls"><label><b></b><input type="range" min="0" value="0" step="0.05"></label><button type="button" class="ink-button"></button><button type="button" class="ink-button"></button></div>
<div class="ink-map-stage"><canvas tabindex="0" role="img"></canvas><div class="ink-tip" role="status" hidden></div></div>
<div class="ink-map-side"><p></p><table><thead></thead><tbody></tbody></table>
<p class="ink-map-gray" hidden></p><div class="ink-map-near"><b></b><div></div></div></div>`;

/**
 * Show the map.
 *
 * @param {Uint8Array} data - a message with network: its name; digits: the address of their file;
 *   layers: [{layer: the name of its values, title, kernel, bias, right: a share}]; lang.
 *   Reports `picked`: a test digit's number; `left`: someone goes back to the network.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-map-view");
  const view = (root.inkPart ??= new MapView(root));
  Object.assign(view, { pick: (number) => setTriggerValue("picked", number), leave: () => setTriggerValue("left", true) });
  view.take(unpack(data));
  return () => view.end();
}

class MapView {
  constructor(root) {
    Object.assign(this, { root, at: 0, own: null, marked: null });
    root.innerHTML = FRAME;
    const [controls, stage, side] = root.children;
    const [canvas, tip] = stage.children;
    const [about, table, gray, near] = side.children;
    const [label, turn, back] = controls.children;
    const [name, slider] = label.children;
    Object.assign(this, { stage, canvas, tip, name, about, slider, table, gray, picture: new MapCanvas(canvas) });
    this.near = new Near(near, (number) => this.nameOf(number), (number) => this.choose(number));
    Object.assign(this, { turn, back, tour: new Tour(() => this.writeTexts(), () => this.paint()) });
    slider.oninput = () => this.goTo(Number(slider.value), false);
    canvas.onpointermove = (event) => this.point(this.picture.numberAt(event), event);
    canvas.onpointerleave = () => this.point(null);
    canvas.onpointerdown = () => this.tour.stop();
    canvas.onclick = (event) => this.choose(this.picture.numberAt(event));
    turn.onclick = () => this.tour.turn();
    back.onclick = () => this.leave();
    this.observer = new ResizeObserver(() => this.layOut());
    this.observer.observe(root);
  }

  async take(data) {
    const isOther = data.network !== this.data?.network;
    this.data = data;
    if (isOther) this.forget();
    this.speak();
    this.layOut();
    if (isOther && this.root.getBoundingClientRect().top < 0) this.root.scrollIntoView(); // a phone's page was at the button
    this.digits = await digitsAt(data.digits).catch(() => null);
    if (this.root.inkPart !== this) return; // it has ended in the meantime
    if (!this.digits) this.about.textContent = _("We couldn't load the digits. Reload the page.");
    readings.subscribe(this.root, (reading) => this.read(reading));
  }

  // Another network may have fewer layers.
  forget() {
    cancelAnimationFrame(this.moving);
    Object.assign(this, { scored: null, own: null, at: Math.min(Math.round(this.at), this.data.layers.length - 1) });
    this.point(null);
  }

  // The network reads the thousand digits with no factors; your drawing's place includes the factors.
  read(reading) {
    if (reading.network !== this.data.network || !this.digits) return;
    const { layers } = this.data;
    this.scored ??= scoredBy(reading.network, layers, this.digits, reading.activationsOf);
    this.reading = reading;
    this.own = reading.activations && this.place(reading);
    this.writeTexts();
    this.paint();
  }

  place({ activations, probs, isKnown }) {
    const digit = probs.indexOf(Math.max(...probs));
    const scores = this.data.layers.map((probe) => scoresOf(probe, activations[probe.layer]));
    const { isWhole } = this;
    const many = (layer, place) => this.scored.layers[place].values.subarray(0, this.scored.digits * activations[layer].length);
    const near = this.data.layers.map(({ layer }, place) => (isWhole ? nearestTo(activations[layer], many(layer, place), NEAREST) : []));
    return { digit, scores, near, isDigit: isKnown !== false };
  }

  speak() {
    showMarked(this.about, _("This map shows a thousand [test digits](words#test-image). The [neurons](words#neuron) of a [layer](words#layer) determine where each one lies. The large digit is your drawing. Move from the [pixels](words#pixel) through the [hidden layers](words#hidden-layer) to the [output](words#output), and watch the network separate the ten digits."));
    const words = { layer: _("Layer"), right: _("Separated by straight cuts"), near: filled(_("Same digit among the {count} nearest"), { count: NEAREST }) };
    this.table.tHead.innerHTML = "<tr><th></th><th></th><th></th></tr>";
    Object.values(words).forEach((text, column) => (this.table.tHead.rows[0].cells[column].textContent = text));
    this.table.tBodies[0].replaceChildren(...this.data.layers.map((layer, place) => this.row(layer, place)));
    this.slider.max = this.data.layers.length - 1;
    this.describedGray = null;
    this.back.textContent = _("Back to the network");
    this.writeTexts();
  }

  row({ title, right }, place) {
    const row = document.createElement("tr");
    row.innerHTML = '<td><button type="button" class="ink-as-link"></button></td><td></td><td></td>';
    row.querySelector("button").textContent = title;
    row.querySelector("button").onclick = () => this.goTo(place, true);
    row.cells[1].textContent = percent(right);
    return row;
  }

  // Writes the texts about your drawing and about the current layer.
  writeTexts() {
    const { own, data, scored } = this;
    const place = Math.round(this.at);
    const count = (near) => (own && scored && near?.length ? near.filter((number) => scored.labels[number] === own.digit).length : null);
    [...this.table.tBodies[0].rows].forEach((row, i) => {
      const alike = count(own?.near[i]);
      write(row.cells[2], alike === null ? "–" : filled(_("{count} of {all}"), { count: alike, all: NEAREST }));
      row.ariaCurrent = i === place ? "true" : "false";
    });
    const title = data.layers[place].title;
    write(this.name, title);
    this.slider.setAttribute("aria-valuetext", title);
    const near = own?.near[place] ?? [];
    const digits = near.map((number) => scored.labels[number]).join(", ");
    const sentence = near.length ? _("A map of digits: {layer}. Nearest to your drawing: {digits}.") : _("A map of digits: {layer}.");
    this.canvas.setAttribute("aria-label", filled(sentence, { layer: title, digits }));
    if (!this.reading || isFinished(this.reading)) this.near.show(near, this.digits); // while the pen is down, nobody could look at them
    this.describeGray(place);
    this.turn.textContent = this.tour.isTurning ? _("Stop") : this.tour.isOnCircle || isReducedMotion() ? _("Tour") : _("Back to the circle");
  }

  get isWhole() {
    return Boolean(this.scored) && this.scored.count === this.scored.labels.length;
  }

  describeGray(place) {
    this.gray.hidden = !this.isWhole;
    if (this.gray.hidden || this.describedGray === place) return;
    this.describedGray = place;
    const [digits, others] = innerShares(this.scored, place).map((share) => percent(share));
    const count = this.scored.labels.length - this.scored.digits;
    showMarked(this.gray, filled(_("The gray dots are {count} letters, symbols and scribbles. Many don't look like any of the ten digits, so they lie nearer the middle. Here, {others} of the gray dots lie in the inner half of the circle, compared with {digits} of the digits."), { count, others, digits }));
  }

  nameOf(number) {
    if (!this.isDigit(number)) return _("A letter, symbol or scribble");
    return filled(_("Picture {number}: {a_digit}"), { number, a_digit: aDigit(this.scored.labels[number]) });
  }

  isDigit(number) {
    return number !== null && number < this.scored?.digits;
  }

  // The picture may still show the previous network, whose dots have no data any more.
  point(number, event) {
    if (number === null || !this.scored) this.tip.hidden = true;
    else {
      const { left, top } = this.stage.getBoundingClientRect();
      const lines = [this.nameOf(number), ...(this.isDigit(number) ? [_("Click to put it on the canvas.")] : [])];
      showTip(this.stage, this.tip, lines, { x: event.clientX - left, y: event.clientY - top }, () => pictureOf(this.digits, number));
    }
    this.canvas.style.cursor = this.isDigit(number) ? "pointer" : "";
    if (number === this.marked) return;
    this.marked = number;
    this.paint();
  }

  choose(number) {
    if (this.isDigit(number)) this.pick(number);
  }

  // Moves to a layer: at once while someone drags the slider, smoothly after a click.
  goTo(place, isSmooth) {
    cancelAnimationFrame(this.moving);
    const [from, begun] = [this.at, performance.now()];
    const move = (now) => {
      const share = isSmooth && !isReducedMotion() ? Math.min(1, Math.max(0, (now - begun) / MOVING)) : 1;
      this.at = from + (place - from) * share * share * (3 - 2 * share);
      if (isSmooth) this.slider.value = this.at;
      this.writeTexts();
      this.paint();
      if (share < 1) this.moving = requestAnimationFrame(move);
    };
    move(begun);
  }

  layOut() {
    const width = this.stage.clientWidth;
    if (!width) return;
    this.picture.resize(Math.max(0, Math.min(width, MOST, Math.max(window.innerHeight - AROUND, 300))));
    this.paint();
  }

  // Paints in the next frame; repeats in each frame while digits are still being read.
  paint() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      const { scored, own, at, marked } = this;
      if (!scored || !this.picture.side) return;
      const { axes } = this.tour;
      const shown = own && { ...own, place: placeBetween(own.scores, at, axes), near: own.near[Math.round(at)], text: own.isDigit ? String(own.digit) : "?" };
      const known = [this.data.network, scored.count, at, axes].join();
      this.picture.paint({ labels: scored.labels, count: scored.count, placeOf: placesBetween(scored, at, axes), axes, known, own: shown, marked });
      if (!this.isWhole) this.paint();
      else if (own && !own.near[0].length) this.read(this.reading);
      else this.describeGray(Math.round(at));
    });
  }

  end() {
    this.tour.stop();
    for (const frame of [this.moving, this.waiting]) cancelAnimationFrame(frame);
    readings.unsubscribe(this.root);
    this.observer.disconnect();
    this.root.inkPart = null;
  }
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
