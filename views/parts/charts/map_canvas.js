// The map as a picture: a digit for each image, where its scores put it; the own drawing, large, with lines to its nearest.

import { NUM_CLASSES, ORDER } from "../../../model/constants.js";
import { placeOf } from "../../../model/explain/probe.js";

const COLORS = ["#f4e46d", "#7de0d0", "#ff9a3d", "#d8d3c8", "#8fd14f", "#3fb59b", "#4aa3ff", "#f27bb4", "#ff6b5a", "#b9a7ff"]; // of the digits
const CIRCLE = 0.27; // of the picture's side: as far from the middle as a score of 1 reaches
const NAMES = 1.68; // times as far out, the digits around it
const GLYPH = 13; // pixels, of a digit,
const OWN = 13; // and of the own drawing's radius
const REACH = 12; // pixels, from the pointer to a digit that is meant; of a finger twice that

/** It, on a canvas that is square. */
export class MapCanvas {
  constructor(canvas) {
    this.canvas = canvas;
    this.glyphs = null;
    this.places = new Float32Array(0); // [x, y] of each digit that is there, in pixels of the page
  }

  resize(side) {
    const ratio = window.devicePixelRatio || 1;
    if (side === this.side && ratio === this.ratio) return;
    Object.assign(this, { side, ratio, glyphs: COLORS.map((color, digit) => glyph(String(digit), color, ratio)) });
    Object.assign(this.canvas, { width: Math.round(side * ratio), height: Math.round(side * ratio) });
    Object.assign(this.canvas.style, { width: `${side}px`, height: `${side}px` });
  }

  /**
   * @param {object} seen - see Seen in thousand.js
   * @param {number} at - which layer, or between which two
   * @param {number[][]} axes - see axesAt
   * @param {?{scores: Float64Array[], near: number[], text: string, isDigit: boolean}} own - of the drawing, in each layer; null without one
   * @param {?number} marked - the digit that is pointed at
   */
  paint({ seen, at, axes, own, marked }) {
    const { canvas, side, ratio } = this;
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, side, side);
    this.paintCircle(context, axes);
    const [below, share] = [Math.min(Math.floor(at), seen.layers.length - 1), at - Math.floor(at)];
    const above = Math.min(below + 1, seen.layers.length - 1);
    const [one, other] = [seen.layers[below].scores, seen.layers[above].scores];
    if (this.places.length !== 2 * seen.labels.length) this.places = new Float32Array(2 * seen.labels.length);
    this.count = seen.count;
    for (let number = 0; number < seen.count; number++) {
      this.put(number, mixed(placeOf(one, axes, number * NUM_CLASSES), placeOf(other, axes, number * NUM_CLASSES), share));
      const [x, y] = this.placeAt(number);
      this.paintGlyph(context, seen.labels[number], x, y);
    }
    if (marked !== null && marked < seen.count) this.ring(context, ...this.placeAt(marked), 10, "#ffffff");
    if (own) this.paintOwn(context, own, mixed(placeOf(own.scores[below], axes), placeOf(own.scores[above], axes), share));
  }

  toPixels([x, y]) {
    const { side } = this;
    return [side / 2 + x * CIRCLE * side, side / 2 - y * CIRCLE * side];
  }

  put(number, place) {
    this.places.set(this.toPixels(place), 2 * number);
  }

  placeAt(number) {
    return this.places.subarray(2 * number, 2 * number + 2);
  }

  paintGlyph(context, digit, x, y) {
    context.drawImage(this.glyphs[digit], x - GLYPH / 2, y - GLYPH / 2, GLYPH, GLYPH);
  }

  paintCircle(context, axes) {
    context.font = fontOf(600, 18);
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineWidth: 1, strokeStyle: "#38335a" });
    for (const digit of ORDER) {
      const [x, y] = this.toPixels(axes[digit].map((each) => NAMES * each));
      const [middle] = this.toPixels([0, 0]);
      context.beginPath();
      context.moveTo(middle, middle);
      context.lineTo(middle + 0.9 * (x - middle), middle + 0.9 * (y - middle));
      context.stroke();
      context.fillStyle = COLORS[digit];
      context.fillText(digit, x, y);
    }
  }

  paintOwn(context, { near, text, isDigit }, place) {
    const [x, y] = this.toPixels(place);
    context.lineWidth = 1;
    context.strokeStyle = "#ffffffb0";
    context.beginPath();
    for (const number of near) {
      context.moveTo(x, y);
      context.lineTo(...this.placeAt(number));
    }
    context.stroke();
    context.beginPath();
    context.arc(x, y, OWN, 0, 2 * Math.PI);
    context.fillStyle = isDigit ? "#ffffff" : "#9a97a8";
    context.fill();
    this.ring(context, x, y, OWN, "#7a4df0");
    context.fillStyle = "#000000";
    context.font = fontOf(700, 16);
    context.fillText(text, x, y + 1);
  }

  ring(context, x, y, radius, color) {
    Object.assign(context, { lineWidth: 3, strokeStyle: color });
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }

  /** The number of the digit under a pointer; null if none is near enough. */
  numberAt({ clientX, clientY, pointerType }) {
    const { left, top } = this.canvas.getBoundingClientRect();
    const [x, y] = [clientX - left, clientY - top];
    let [best, least] = [null, (pointerType === "touch" ? 2 : 1) * REACH];
    for (let number = 0; number < (this.count ?? 0); number++) {
      const [otherX, otherY] = this.placeAt(number);
      const distance = Math.hypot(x - otherX, y - otherY);
      if (distance < least) [best, least] = [number, distance];
    }
    return best;
  }
}

const FACE = "sans-serif";
const fontOf = (weight, pixels) => `${weight} ${pixels}px ${FACE}`;
const mixed = (one, other, share) => one.map((each, axis) => each + share * (other[axis] - each));

function glyph(text, color, ratio) {
  const canvas = Object.assign(document.createElement("canvas"), { width: GLYPH * ratio, height: GLYPH * ratio });
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.font = fontOf(600, GLYPH);
  Object.assign(context, { textAlign: "center", textBaseline: "middle", fillStyle: color });
  context.fillText(text, GLYPH / 2, GLYPH / 2 + 1);
  return canvas;
}
