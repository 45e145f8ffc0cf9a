// Paints the drawing twice: for eyes, as sharp as the screen, and for reading, with as many pixels as preprocessing takes. And
// publishes pictures of the ink: while the pen moves, as often as they can be read without delaying the ink itself.

import { CANVAS_SIZE, INK } from "../../../model/constants.js";
import { alphaOf, paintPath } from "../../session/drawing/paint.js";
import { FRAME } from "../../parts/component/motion.js";
import { inks } from "../../parts/component/reading.js";

const PACE = 0.75 * FRAME; // milliseconds between two pictures, at least: one for each frame;
const PAUSE = 1; // and at least this multiple of the time that the last one took
const MOST = 4; // at most this many times the canvas's pixels a side: 5 MB
const LIVE = 1.5; // from this scale on, the difference also shows in a moving stroke, so we paint that, too
const DOT = 0.01; // canvas pixels: a stroke must be at least this long to be painted

export class Paper {
  /**
   * @param {HTMLElement} box - contains the canvases .ink-sharp and .ink-read
   * @param {function(): ?HTMLCanvasElement} layer - the canvas on which a stroke in progress is painted
   * @param {function()} [painted] - called when a picture has loaded and is painted
   */
  constructor(box, layer, painted = () => {}) {
    Object.assign(this, { box, layer, painted, objects: [], points: [], isReady: true, isDown: false, isStale: true, next: 0 });
    [this.sharp, this.ink] = [".ink-sharp", ".ink-read"].map((name) => box.querySelector(name));
    Object.assign(this.ink, { width: CANVAS_SIZE, height: CANVAS_SIZE });
    this.picture = Object.assign(document.createElement("canvas"), { width: CANVAS_SIZE, height: CANVAS_SIZE });
    [this.inkContext, this.context] = [this.ink, this.picture].map((each) => each.getContext("2d", { willReadFrequently: true }));
    this.resize = new ResizeObserver(() => this.paintSharp());
    this.resize.observe(this.sharp);
    addEventListener("resize", this.paintSharp); // the page may be zoomed
  }

  end() {
    clearTimeout(this.timer);
    this.resize.disconnect();
    removeEventListener("resize", this.paintSharp);
    this.box = null;
  }

  /** Show these Fabric objects, and have them read. If they're more of the same, only what has come is painted. */
  show(objects) {
    this.shown = this.isReady && this.objects.every((each, i) => each === objects[i]) ? this.objects.length : 0;
    this.objects = objects;
    const missing = objects.find(({ src }) => src && src !== this.image?.src); // there's one at most
    this.isReady = !missing;
    if (missing) this.load(missing.src);
    else this.paint();
  }

  // A picture that can't be shown counts as blank.
  async load(src) {
    const { objects } = this;
    const image = Object.assign(new Image(), { src });
    await image.decode().catch(() => {});
    if (!this.box || objects !== this.objects) return;
    Object.assign(this, { image, isReady: true, shown: 0 });
    this.paint();
    this.painted();
  }

  paint() {
    this.paintObjects(this.inkContext, this.shown);
    if (this.shown && !this.isStale) this.paintObjects(this.sharpContext, this.shown);
    else this.paintSharp();
    this.look();
  }

  paintObjects(context, from = 0) {
    if (!from) context.clearRect(0, 0, CANVAS_SIZE, CANVAS_SIZE);
    for (const each of this.objects.slice(from))
      if (!each.src) paintPath(context, each);
      else if (this.image.naturalWidth) context.drawImage(this.image, 0, 0, CANVAS_SIZE, CANVAS_SIZE);
  }

  paintSharp = () => {
    const { width } = this.sharp.getBoundingClientRect();
    const scale = Math.min(MOST, Math.max(1, (width * (globalThis.devicePixelRatio || 1)) / CANVAS_SIZE));
    this.isLive = scale >= LIVE;
    this.box.classList.toggle("ink-is-live", this.isLive);
    this.sharp.width = this.sharp.height = Math.round(CANVAS_SIZE * scale);
    const context = (this.sharpContext = this.sharp.getContext("2d"));
    context.scale(this.sharp.width / CANVAS_SIZE, this.sharp.height / CANVAS_SIZE);
    if (this.isReady) this.paintObjects(context);
    this.isStale = false;
    this.points.forEach((_, number) => this.stroke(number));
  };

  /** Start a stroke of this width. */
  down(event, width) {
    Object.assign(this, { isDown: true, points: [], width });
    this.move(event);
  }

  // With Shift, the package draws a straight line and redraws it with every move, so we show that.
  move(event) {
    this.soon();
    if (!this.isLive) return;
    if (event.shiftKey) {
      Object.assign(this, { isLive: false, isStale: true });
      this.box.classList.remove("ink-is-live");
      this.points = [];
      this.paintObjects(this.sharpContext);
      return;
    }
    const { left, top, width } = this.sharp.getBoundingClientRect();
    this.points.push([event.clientX - left, event.clientY - top].map((place) => (place * CANVAS_SIZE) / width));
    this.stroke(this.points.length - 1);
  }

  /** End the stroke in progress; if it drew something, that is shown next. */
  up() {
    if (!this.isDown) return;
    Object.assign(this, { isDown: false, points: [] });
    clearTimeout(this.timer);
    this.isAsked = false;
    this.look();
  }

  // Paints from the midpoint before the last point but one, bent around that point, to the midpoint after it.
  stroke(number) {
    this.isStale = true; // it has more than the objects
    const [before, point, next] = [-2, -1, 0].map((step) => this.points[Math.max(number + step, 0)]);
    const context = Object.assign(this.sharpContext, { lineWidth: this.width, lineCap: "round", lineJoin: "round", strokeStyle: INK });
    context.beginPath();
    context.moveTo(...(number > 1 ? middle(before, point) : point));
    if (number) context.quadraticCurveTo(...point, ...middle(point, next));
    else context.lineTo(point[0] + DOT, point[1]);
    context.stroke();
  }

  /** The picture that is read, as a PNG's data URL. */
  get png() {
    return this.ink.toDataURL();
  }

  /** Publish a picture in the next frame. */
  look() {
    if (this.isDown) this.soon();
    else if (this.isReady && !this.isLooking) {
      this.isLooking = true;
      requestAnimationFrame(() => {
        this.isLooking = false;
        if (this.box && this.isStale && !this.isDown) this.paintSharp();
        if (this.box && !this.isDown) this.take();
      });
    }
  }

  // Waits for a frame that paints the ink anyway, so that ink and answer cost one frame instead of two.
  soon() {
    this.isBehind = this.isAsked; // take one more if the pen moves during a reading and then rests
    if (this.isAsked) return;
    this.isAsked = true;
    const wait = this.next - performance.now();
    if (wait > 0) this.timer = setTimeout(this.ask, wait);
    else this.ask();
  }

  ask = () =>
    requestAnimationFrame(() => {
      if (this.box && this.isDown) this.take();
      else this.isAsked = false;
    });

  take() {
    this.isBehind = false;
    const [time, width, height] = [performance.now(), CANVAS_SIZE, CANVAS_SIZE];
    const layer = this.isDown && this.layer();
    if (layer) {
      this.context.clearRect(0, 0, width, height);
      for (const each of [this.ink, layer]) this.context.drawImage(each, 0, 0, width, height);
    }
    const alpha = alphaOf((layer ? this.context : this.inkContext).getImageData(0, 0, width, height));
    inks.publish({ alpha, width, height, time, isDown: this.isDown, done: this.done });
    const now = performance.now();
    this.next = Math.max(time + PACE, now + PAUSE * (now - time));
  }

  // The picture has been read.
  done = () => {
    this.isAsked = false;
    if (this.isBehind && this.isDown) this.soon();
  };
}

const middle = (one, other) => one.map((place, axis) => (place + other[axis]) / 2);
