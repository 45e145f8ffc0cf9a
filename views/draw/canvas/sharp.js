// Shows ink as sharp as the screen. The canvas has as many pixels a side as the network's preprocessing reads, which looks
// soft on a screen with two or three device pixels per CSS pixel. So we paint the strokes again over it, including the one
// in progress. This copy is only for display: nothing is read from it, and for anything but strokes the canvas itself shows.

import { CANVAS_SIZE } from "../../../model/constants.js";
import { paintPath } from "../../drawing/paint.js";

const MOST = 4; // at most this many times the canvas's pixels a side: 5 MB
const LIVE = 1.5; // from this scale on, the difference also shows in a moving stroke
const LOST_AFTER = 1000; // milliseconds after which a stroke counts as lost: longer than the 200 until the canvas sends it
const DOT = 0.01; // canvas pixels: a stroke must be at least this long to be painted
const LOOK = `.ink-sharp { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none }
:is(.ink-is-sharp .lower-canvas, .ink-is-live .upper-canvas) { opacity: 0 }`;

export class Sharp {
  /** @param {HTMLElement} root - will contain the canvas */
  constructor(root) {
    Object.assign(this, { root, objects: [], points: [] });
    this.resize = new ResizeObserver(() => this.paint());
    addEventListener("resize", this.paint); // the page may be zoomed
    document.addEventListener("mousemove", this.move);
  }

  end() {
    clearTimeout(this.timer);
    document.removeEventListener("mousemove", this.move);
    this.resize.disconnect();
    removeEventListener("resize", this.paint);
  }

  /** Show these Fabric objects. */
  show(objects) {
    this.objects = objects;
    this.paint();
  }

  /** Start a stroke of this width and color; each piece is painted as the canvas paints it. */
  begin(event, width, color) {
    if (!this.box) this.paint(); // for objects that arrived before the canvas was there
    if (!this.isLive) return;
    Object.assign(this, { pen: { lineWidth: width, strokeStyle: color }, isDown: true });
    this.move(event);
  }

  // With Shift, the canvas draws a straight line and redraws it with every move, so we show the canvas itself.
  move = (event) => {
    if (!this.isDown) return;
    if (event.shiftKey) {
      this.leave();
      return;
    }
    const { left, top, width } = this.box.getBoundingClientRect();
    this.points.push([event.clientX - left, event.clientY - top].map((place) => (place * CANVAS_SIZE) / width));
    this.stroke(this.points.length - 1);
  };

  leave() {
    Object.assign(this, { isDown: false, points: [] });
    this.paint();
    this.box.classList.remove("ink-is-live");
  }

  /** End the stroke in progress; it stays visible until the canvas sends it. */
  hold() {
    this.isDown = false;
    if (!this.isOn) return;
    if (this.points.length) this.stroke(this.points.length);
    else {
      this.context.setTransform(1, 0, 0, 1, 0, 0);
      this.context.drawImage(this.box.querySelector(".upper-canvas"), 0, 0, this.picture.width, this.picture.height);
    }
    this.points = [];
    this.timer = setTimeout(this.paint, LOST_AFTER);
  }

  // Paints from the midpoint before the last point but one, bent around that point, to the midpoint after it; after the last
  // point, to that point itself.
  stroke(number) {
    const [before, point, next] = [-2, -1, 0].map((step) => this.points[Math.min(Math.max(number + step, 0), this.points.length - 1)]);
    Object.assign(this.context, this.pen).beginPath();
    this.context.moveTo(...(number > 1 ? middle(before, point) : point));
    if (number) this.context.quadraticCurveTo(...point, ...(number < this.points.length ? middle(point, next) : next));
    else this.context.lineTo(point[0] + DOT, point[1]);
    this.context.stroke();
  }

  paint = () => {
    clearTimeout(this.timer);
    if (!this.find()) return;
    const { width } = this.box.getBoundingClientRect();
    const scale = Math.min(MOST, (width * (globalThis.devicePixelRatio || 1)) / CANVAS_SIZE);
    this.isOn = scale > 1 && this.objects.every(({ type }) => type?.toLowerCase() === "path");
    this.isLive = this.isOn && scale >= LIVE;
    this.box.classList.toggle("ink-is-sharp", this.isOn);
    this.box.classList.toggle("ink-is-live", this.isLive);
    this.picture.width = this.picture.height = this.isOn ? Math.round(CANVAS_SIZE * scale) : 0; // this also clears it
    if (!this.isOn) return;
    this.context.scale(this.picture.width / CANVAS_SIZE, this.picture.height / CANVAS_SIZE);
    Object.assign(this.context, { lineCap: "round", lineJoin: "round" }); // these also hold for the stroke in progress
    for (const each of this.objects) paintPath(this.context, each);
    this.points.forEach((_, number) => this.stroke(number));
  };

  // Puts our picture below the stroke in progress, outside the element whose canvases are read.
  find() {
    const box = this.root.querySelector(".upper-canvas")?.parentElement;
    if (!box || box === this.box) return box;
    this.box = box;
    this.picture = Object.assign(document.createElement("canvas"), { className: "ink-sharp" });
    this.picture.setAttribute("aria-hidden", "true");
    this.context = this.picture.getContext("2d");
    for (const each of [Object.assign(document.createElement("style"), { textContent: LOOK }), this.picture]) box.parentElement.insertBefore(each, box);
    this.resize.disconnect();
    this.resize.observe(box);
    return box;
  }
}

const middle = (one, other) => one.map((place, axis) => (place + other[axis]) / 2);
