// streamlit-drawable-canvas as a pen: people draw on it, and each finished stroke is handed over at once. It has no drawing: it's
// cleared after every stroke. What is special about the package is known here and in surface.py, and nowhere else.
//
// It reports 200 ms after a stroke, so we press its own button that reports at once. It clears itself if the drawing it's given
// has another background, so that has a number as an invisible color. If its insides change, strokes come 200 ms late.

import { CANVAS_SIZE, INK } from "../../../model/constants.js";
import { Hand, isSurface } from "../../session/drawing/hand.js";
import { AGAIN } from "../../parts/component/outbox.js";

const SEND = ".dc-toolbar button[title^=Update]";
const PLAIN = { fillColor: "", backgroundImageURL: null, realtimeUpdateStreamlit: true, drawingMode: "freedraw", displayRadius: 3, returnImageData: false, disabled: false, backgroundImageFit: "stretch", maxDisplayHeight: null, fontSize: 20, label: "" };

export class Pen {
  /**
   * @param {HTMLElement} root - where the package draws
   * @param {?string} code - the address of its module; null if that is loaded
   * @param {object} paper - gets down(event), move(event), up() and draw(strokes): lists of Fabric objects
   */
  constructor(root, code, paper) {
    Object.assign(this, { root, paper, width: 0, turn: 0, taken: 0, isDown: false });
    this.hand = new Hand();
    root.addEventListener("mousedown", this.press, true);
    document.addEventListener("mousemove", this.move);
    addEventListener("mouseup", this.lift); // after the package, which listens on the document
    this.load(code);
  }

  async load(code) {
    // What couldn't be fetched is fetched again, each time after twice as long.
    for (let wait = AGAIN; ; wait *= 2) {
      // A browser doesn't retry a failed import under the same address.
      const address = new URL(wait === AGAIN ? code : `${code}?${wait}`, location.href);
      this.package = globalThis.inklingCanvas ?? (await import(address.href).catch(() => null))?.default;
      if (this.package || !this.root) break;
      await new Promise((done) => setTimeout(done, wait));
    }
    if (this.root) this.clear();
  }

  /** Draw this wide from the next stroke on. */
  use(width) {
    if (width === this.width) return;
    this.width = width;
    if (!this.isDown) this.clear();
  }

  clear() {
    const background = `#${(++this.turn % 2 ** 24).toString(16).padStart(6, "0")}00`;
    const data = { ...PLAIN, strokeWidth: this.width, strokeColor: INK, canvasWidth: CANVAS_SIZE, canvasHeight: CANVAS_SIZE, backgroundColor: background, initialDrawing: { objects: [], background } };
    this.leave = this.package?.({ data, parentElement: this.root, setStateValue: this.take });
  }

  // A report of the package: everything since it was last cleared. If the next stroke is being drawn, it's cleared after that.
  take = (name, value) => {
    if (name !== "drawing" || !this.root) return;
    const { objects } = value.raw;
    const strokes = objects.slice(this.taken).map(rounded);
    this.taken = objects.length;
    if (!strokes.length) return;
    this.paper.draw(strokes);
    // After the frame that shows the answer, because it takes time.
    if (!this.isDown) requestAnimationFrame(() => setTimeout(() => this.root && !this.isDown && this.clear()));
  };

  press = (event) => {
    if (event.button || !isSurface(event.target)) return;
    this.isDown = true;
    this.paper.down(event);
  };

  move = (event) => {
    if (this.isDown) this.paper.move(event);
  };

  lift = () => {
    if (!this.isDown) return;
    this.isDown = false;
    this.root.querySelector(SEND)?.dispatchEvent(new Event("click")); // nobody else receives it
    this.paper.up();
  };

  end() {
    if (!this.root) return;
    this.hand.end();
    this.root.removeEventListener("mousedown", this.press, { capture: true });
    document.removeEventListener("mousemove", this.move);
    removeEventListener("mouseup", this.lift);
    this.leave?.();
    this.root = null;
  }
}

// Finer than anyone can see, and half as long in a message.
const rounded = ({ type, path, strokeWidth }) => ({ type, path: path.map(([name, ...numbers]) => [name, ...numbers.map((each) => Math.round(100 * each) / 100)]), strokeWidth });
