// Shows ink as sharp as the screen is. The canvas has as many pixels a side as it is read at, which a screen of two or three
// device pixels a CSS pixel shows soft. So the strokes are painted once more, over it, for eyes alone, also the one that is
// being drawn: nothing is read of that, and where anything but strokes is drawn, the canvas itself is seen.

import { CANVAS_SIZE } from "../../../model/constants.js";
import { paintPath } from "../../drawing/paint.js";

const MOST = 4; // times as many pixels a side as the canvas has: 5 MB
const LIVE = 1.5; // times as many, from which on it is seen of what moves, too
const LOST_AFTER = 1000; // milliseconds after which a stroke counts as lost, longer than the 200 until the canvas tells of it
const DOT = 0.01; // canvas pixels: as long as a stroke must be to be painted
const LOOK = `.ink-sharp { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none }
:is(.ink-is-sharp .lower-canvas, .ink-is-live .upper-canvas) { opacity: 0 }`;

export class Sharp {
  /** @param {HTMLElement} root - with the canvas inside, once it is there */
  constructor(root) {
    Object.assign(this, { root, objects: [], points: [] });
    this.resize = new ResizeObserver(() => this.paint());
    addEventListener("resize", this.paint); // the page is enlarged
    document.addEventListener("mousemove", this.move);
  }

  end() {
    clearTimeout(this.timer);
    document.removeEventListener("mousemove", this.move);
    this.resize.disconnect();
    removeEventListener("resize", this.paint);
  }

  /** Show these objects of Fabric's. */
  show(objects) {
    this.objects = objects;
    this.paint();
  }

  /** A stroke begins, of a pen of this width and color: each piece of it is painted as the canvas paints it. */
  begin(event, width, color) {
    if (!this.box) this.paint(); // of what was given before the canvas was there
    if (!this.isLive) return;
    Object.assign(this, { pen: { lineWidth: width, strokeStyle: color }, isDown: true });
    this.move(event);
  }

  // Where Shift makes the canvas draw a straight line, which it takes back with every move, it is seen itself.
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

  /** The stroke that is being drawn ends: until the canvas tells of it, it is seen as it was. */
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

  // From the middle before the last point but one, round that, to the middle after it; after the last one, to that.
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
    this.picture.width = this.picture.height = this.isOn ? Math.round(CANVAS_SIZE * scale) : 0; // which empties it
    if (!this.isOn) return;
    this.context.scale(this.picture.width / CANVAS_SIZE, this.picture.height / CANVAS_SIZE);
    Object.assign(this.context, { lineCap: "round", lineJoin: "round" }); // of what is being drawn, too
    for (const each of this.objects) paintPath(this.context, each);
    this.points.forEach((_, number) => this.stroke(number));
  };

  // Below what is being drawn, and not among what is read.
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
