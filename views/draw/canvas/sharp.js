// Shows finished ink as sharp as the screen is. The canvas has as many pixels a side as it is read at, which a screen of
// two or three device pixels a CSS pixel shows soft. So the strokes are painted once more, over it, for eyes alone: nothing
// is read of that, and where anything but strokes is drawn, the canvas itself is seen.

import { CANVAS_SIZE } from "../../../model/constants.js";

const MOST = 4; // times as many pixels a side as the canvas has: 5 MB
const SAID = 1000; // milliseconds after which a stroke counts as lost, longer than the 200 until the canvas tells of it
const LOOK = `.ink-sharp { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none }
.ink-is-sharp .lower-canvas { opacity: 0 }`;

export class Sharp {
  /** @param {HTMLElement} root - with the canvas inside, once it is there */
  constructor(root) {
    Object.assign(this, { root, objects: [] });
    this.resize = new ResizeObserver(() => this.paint());
    addEventListener("resize", this.paint); // the page is enlarged
  }

  end() {
    clearTimeout(this.timer);
    this.resize.disconnect();
    removeEventListener("resize", this.paint);
  }

  /** Show these objects of Fabric's. */
  show(objects) {
    this.objects = objects;
    this.paint();
  }

  /** The stroke that is being drawn ends: until the canvas tells of it, it is seen as it was. */
  hold() {
    if (!this.isOn) return;
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.drawImage(this.box.querySelector(".upper-canvas"), 0, 0, this.picture.width, this.picture.height);
    this.timer = setTimeout(this.paint, SAID);
  }

  paint = () => {
    clearTimeout(this.timer);
    if (!this.find()) return;
    const { width } = this.box.getBoundingClientRect();
    const scale = Math.min(MOST, (width * (globalThis.devicePixelRatio || 1)) / CANVAS_SIZE);
    this.isOn = scale > 1 && this.objects.every(({ type }) => type?.toLowerCase() === "path");
    this.box.classList.toggle("ink-is-sharp", this.isOn);
    this.picture.width = this.picture.height = this.isOn ? Math.round(CANVAS_SIZE * scale) : 0; // which empties it
    if (!this.isOn) return;
    this.context.scale(this.picture.width / CANVAS_SIZE, this.picture.height / CANVAS_SIZE);
    Object.assign(this.context, { lineCap: "round", lineJoin: "round" });
    for (const { path, strokeWidth, stroke } of this.objects) {
      Object.assign(this.context, { lineWidth: strokeWidth, strokeStyle: stroke ?? "black" });
      this.context.stroke(new Path2D(path.map((command) => command.join(" ")).join(" ")));
    }
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
