// The field on which a neuron is painted, by pointer or keys: 28 × 28 weights, blue or orange, over the digits to tell apart.

import { IMAGE_SIZE } from "../../model/constants.js";
import { _ } from "../parts/language/language.js";
import { paintImage, signedColor } from "../parts/looks/values.js";
import { BRUSHES, dab, stroke } from "../../model/perceptron/brush.js";

const ZOOM = 16; // canvas pixels per weight
const SIZE = IMAGE_SIZE * ZOOM;
const FONT = `600 ${1.6 * ZOOM}px${" "}sans-serif`;
const FAINT = 0.3; // how far towards white where all digits have ink
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** A canvas to paint on: `chosen` returns the brush; `begin` is called before a stroke, `change` after each touch, `end` after the stroke. */
export class Field {
  constructor(root, { chosen, choose, weights, begin, change, end, step }) {
    Object.assign(this, { root, chosen, choose, weights, begin, change, end, step });
    this.canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE, tabIndex: 0 });
    this.canvas.setAttribute("role", "application");
    this.small = Object.assign(document.createElement("canvas"), { width: IMAGE_SIZE, height: IMAGE_SIZE });
    this.row = this.col = IMAGE_SIZE / 2;
    root.append(this.canvas);
    this.canvas.onpointerdown = (event) => this.press(event);
    this.canvas.onpointermove = (event) => this.move(event);
    this.canvas.onpointerup = this.canvas.onpointercancel = () => this.lift();
    this.canvas.onkeydown = (event) => this.key(event);
    this.canvas.onfocus = this.canvas.onblur = () => this.change();
  }

  /** Set the field's name for screen readers. */
  name(sentence) {
    const keys = _("Arrow keys move, and Space paints. Hold Shift to paint while moving. Press 1 to push, 2 to hold back, 3 to erase.");
    this.canvas.setAttribute("aria-label", `${sentence} ${keys}`);
  }

  get isDown() {
    return Boolean(this.last);
  }

  press(event) {
    if (event.button) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.usesKeys = false;
    this.canvas.setPointerCapture?.(event.pointerId);
    this.begin();
    this.last = this.placeOf(event);
    dab(this.weights(), this.chosen(), ...this.last);
    this.change();
  }

  move(event) {
    if (!this.last) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const next = this.placeOf(each);
      stroke(this.weights(), this.chosen(), this.last, next);
      this.last = next;
    }
    this.change();
  }

  lift() {
    if (!this.last) return;
    this.last = null;
    this.end();
  }

  placeOf({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    return [((clientX - box.left) / box.width) * IMAGE_SIZE, ((clientY - box.top) / box.height) * IMAGE_SIZE];
  }

  key(event) {
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      this.step(event.shiftKey ? 1 : -1);
      return;
    }
    const brush = Object.keys(BRUSHES)[event.code?.match(/^(?:Digit|Numpad)([123])$/)?.[1] - 1];
    const by = ARROWS[event.key];
    if (!brush && !by && event.key !== " ") return;
    event.preventDefault();
    this.usesKeys = true;
    if (brush) return this.choose(brush);
    if (by) {
      this.row = Math.max(0, Math.min(IMAGE_SIZE - 1, this.row + by[0]));
      this.col = Math.max(0, Math.min(IMAGE_SIZE - 1, this.col + by[1]));
      if (!event.shiftKey) return this.change();
    }
    this.begin();
    dab(this.weights(), this.chosen(), this.col + 0.5, this.row + 0.5);
    this.change();
    this.end();
  }

  /**
   * Paint the field.
   *
   * @param {ArrayLike<number>} values - (784,), from -scale to scale
   * @param {number} scale
   * @param {ArrayLike<number>} ghost - (784,), 0 to 255: shown faintly below the values
   * @param {number[]} marked - pixels that get a number, from 1
   */
  paint(values, scale, ghost, marked = []) {
    paintImage(this.small, (i) => lighter(signedColor(values[i], scale), (FAINT * ghost[i] * (1 - Math.min(1, Math.abs(values[i]) / scale))) / 255));
    const context = this.canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(this.small, 0, 0, SIZE, SIZE);
    context.strokeStyle = context.fillStyle = "#ffffff";
    context.lineWidth = 2;
    if (this.usesKeys && document.activeElement === this.canvas) context.strokeRect(this.col * ZOOM, this.row * ZOOM, ZOOM, ZOOM);
    context.font = FONT;
    marked.forEach((place, number) => {
      const [x, y] = [((place % IMAGE_SIZE) + 0.5) * ZOOM, (Math.floor(place / IMAGE_SIZE) + 0.5) * ZOOM];
      context.beginPath();
      context.arc(x, y, 2 * ZOOM, 0, 2 * Math.PI);
      context.stroke();
      const left = x < SIZE / 2 ? x + 2.2 * ZOOM : x - 3.2 * ZOOM;
      context.fillText(number + 1, left, y + 0.6 * ZOOM);
    });
  }
}

function lighter(pixel, share) {
  const mixed = (shift) => Math.round(((pixel >> shift) & 255) * (1 - share) + 255 * share) << shift;
  return ((255 << 24) | mixed(16) | mixed(8) | mixed(0)) >>> 0;
}
