// The map as a picture: each image is a digit at the place that its scores give, or a gray dot if it isn't a digit. The user's
// drawing is large, with lines to the nearest images.

import { ORDER } from "../../../model/constants.js";

const COLORS = ["#f4e46d", "#7de0d0", "#ff9a3d", "#d8d3c8", "#8fd14f", "#3fb59b", "#4aa3ff", "#f27bb4", "#ff6b5a", "#b9a7ff"]; // one for each digit
const GRAY = "#8f8ba3";
const CIRCLE = 0.27; // of the picture's side: the distance from the middle for a score of 1
const NAMES = 1.68; // times as far out are the digits around the circle,
const NAME = 12; // which stay this many pixels away from the picture's edge
const [GLYPH, OWN] = [13, 13]; // pixels: a digit's size, and the radius of the user's drawing;
const [SMALL, SMALL_GLYPH, SMALL_OWN] = [400, 9, 10]; // and the sizes if the side is below 400
const REACH = 12; // pixels from the pointer to the digit it hits; twice that for a finger

/** The map on a square canvas. */
export class MapCanvas {
  constructor(canvas) {
    this.canvas = canvas;
    this.ground = document.createElement("canvas"); // the digits, which don't change while somebody draws
    this.glyphs = null;
    this.places = new Float32Array(0); // [x, y] of each digit on the map, in pixels of the page
  }

  resize(side) {
    const ratio = window.devicePixelRatio || 1;
    if (side === this.side && ratio === this.ratio) return;
    const [size, own] = side < SMALL ? [SMALL_GLYPH, SMALL_OWN] : [GLYPH, OWN];
    const glyphs = [...COLORS.map((color, digit) => glyph(String(digit), color, size, ratio)), glyph("•", GRAY, size, ratio)];
    Object.assign(this, { side, ratio, size, own, glyphs, known: null });
    for (const each of [this.canvas, this.ground]) Object.assign(each, { width: Math.round(side * ratio), height: Math.round(side * ratio) });
    Object.assign(this.canvas.style, { width: `${side}px`, height: `${side}px` });
  }

  /**
   * Paint the picture. Places are [x, y], where 1 is the distance for a score of 1.
   *
   * @param {object} shown
   * @param {Uint8Array} shown.labels - one per image: 0 to 9, and 10 for non-digits
   * @param {number} shown.count - how many images have arrived so far
   * @param {function(number): number[]} shown.placeOf - returns an image's place by its number
   * @param {number[][]} shown.axes - see axesAt of probe.js
   * @param {string} [shown.known] - a key for all of the above; the same key isn't painted again
   * @param {?{place: number[], near: number[], text: string, isDigit: boolean}} shown.own - the user's drawing, or null
   * @param {?number} [shown.marked] - the image under the pointer
   */
  paint({ own, marked = null, ...digits }) {
    const { canvas, ground, side, ratio } = this;
    if (!digits.known || digits.known !== this.known) this.paintDigits(digits);
    const context = begun(canvas, side, ratio);
    context.drawImage(ground, 0, 0, side, side);
    if (marked !== null && marked < this.count) this.ring(context, ...this.placeAt(marked), 10, "#ffffff");
    if (own) this.paintOwn(context, own);
  }

  paintDigits({ labels, count, placeOf, axes, known }) {
    const context = begun(this.ground, this.side, this.ratio);
    this.paintCircle(context, axes);
    if (this.places.length !== 2 * labels.length) this.places = new Float32Array(2 * labels.length);
    for (let number = 0; number < count; number++) {
      this.places.set(this.toPixels(placeOf(number), this.size / 2), 2 * number);
      this.paintGlyph(context, labels[number], ...this.placeAt(number));
    }
    Object.assign(this, { count, known });
  }

  // Places beyond the picture's edge move to the edge in the same direction, because in a tour digits can be twice as far out as the circle.
  toPixels([x, y], margin) {
    const { side } = this;
    const far = CIRCLE * side * Math.max(Math.abs(x), Math.abs(y));
    const scale = CIRCLE * side * Math.min(1, (side / 2 - margin) / far);
    return [side / 2 + x * scale, side / 2 - y * scale];
  }

  placeAt(number) {
    return this.places.subarray(2 * number, 2 * number + 2);
  }

  paintGlyph(context, label, x, y) {
    const { size } = this;
    context.drawImage(this.glyphs[label], x - size / 2, y - size / 2, size, size);
  }

  paintCircle(context, axes) {
    context.font = fontOf(600, 18);
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineWidth: 1, strokeStyle: "#38335a" });
    for (const digit of ORDER) {
      const [x, y] = this.toPixels(axes[digit].map((each) => NAMES * each), NAME);
      const middle = this.side / 2;
      context.beginPath();
      context.moveTo(middle, middle);
      context.lineTo(middle + 0.9 * (x - middle), middle + 0.9 * (y - middle));
      context.stroke();
      context.fillStyle = COLORS[digit];
      context.fillText(digit, x, y);
    }
  }

  paintOwn(context, { place, near, text, isDigit }) {
    const [x, y] = this.toPixels(place, this.own + 2);
    context.lineWidth = 1;
    context.strokeStyle = "#ffffffb0";
    context.beginPath();
    for (const number of near) {
      context.moveTo(x, y);
      context.lineTo(...this.placeAt(number));
    }
    context.stroke();
    context.beginPath();
    context.arc(x, y, this.own, 0, 2 * Math.PI);
    context.fillStyle = isDigit ? "#ffffff" : "#9a97a8";
    context.fill();
    this.ring(context, x, y, this.own, "#7a4df0");
    context.fillStyle = "#000000";
    context.font = fontOf(700, 16);
    Object.assign(context, { textAlign: "center", textBaseline: "middle" });
    context.fillText(text, x, y + 1);
  }

  ring(context, x, y, radius, color) {
    Object.assign(context, { lineWidth: 3, strokeStyle: color });
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }

  /** Return the number of the image under a pointer; null if none is near enough. */
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

function begun(canvas, side, ratio) {
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, side, side);
  return context;
}

const FACE = "sans-serif";
const fontOf = (weight, pixels) => `${weight} ${pixels}px ${FACE}`;

function glyph(text, color, size, ratio) {
  const canvas = Object.assign(document.createElement("canvas"), { width: size * ratio, height: size * ratio });
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.font = fontOf(600, size);
  Object.assign(context, { textAlign: "center", textBaseline: "middle", fillStyle: color });
  context.fillText(text, size / 2, size / 2 + 1);
  return canvas;
}
