// The map during a training: one picture per layer, whose points move from the previous step to the current one.

import { unpack } from "../../../model/network/message.js";
import { _ } from "../../parts/language/language.js";
import { plain, showMarked } from "../../parts/asking/marked.js";
import { MapCanvas } from "../../parts/charts/map_canvas.js";
import { isReducedMotion } from "../../parts/component/motion.js";
import { filled } from "../../parts/looks/wording.js";

const MOVING = 450; // milliseconds, less than a step takes while playing
const MOST = 380; // pixels per side of a picture

/**
 * Show the pictures.
 *
 * @param {Uint8Array} data - a message: axes: (10, 2), see `axes` of probe.py; labels: (n,), a digit for each image; digit: what
 *   the drawing is read as; layers: [{title, places: (n, 2), flat, own: [x, y]}]
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-unfolding");
  const view = (root.inkPart ??= new Unfolding(root));
  view.show(unpack(data));
  return () => {
    view.end();
    root.inkPart = null;
  };
}

class Unfolding {
  constructor(root) {
    Object.assign(this, { root, figures: [], from: null, at: 1 });
    this.observer = new ResizeObserver(() => this.paint());
    this.observer.observe(root);
  }

  show(content) {
    cancelAnimationFrame(this.frame);
    const from = this.content && this.places();
    Object.assign(this, { content, labels: Uint8Array.from(content.labels), from, at: 1 });
    this.build();
    if (from && !isReducedMotion()) this.move(performance.now());
    else this.paint();
  }

  build() {
    const { root, content } = this;
    if (this.figures.length !== content.layers.length) {
      root.innerHTML = content.layers.map(() => '<figure><canvas role="img"></canvas><figcaption></figcaption></figure>').join("");
      this.figures = [...root.children].map((figure) => ({ figure, picture: new MapCanvas(figure.firstChild) }));
    }
    content.layers.forEach(({ title }, i) => {
      const [canvas, caption] = this.figures[i].figure.children;
      showMarked(caption, title);
      canvas.setAttribute("aria-label", filled(_("A map of digits: {layer}."), { layer: plain(title) }));
    });
  }

  move(begun) {
    this.frame = requestAnimationFrame((now) => {
      const share = Math.min(1, Math.max(0, (now - begun) / MOVING));
      this.at = share * share * (3 - 2 * share);
      this.paint();
      if (share < 1) this.move(begun);
    });
  }

  // Where everything is now, on its way from the previous step.
  places() {
    return this.content.layers.map(({ places, own }, i) => {
      const before = this.from?.[i];
      return { places: mixed(before?.places, places, this.at), own: mixed(before?.own, own, this.at) };
    });
  }

  paint() {
    const { content, labels, figures } = this;
    this.places().forEach(({ places, own }, i) => {
      const { figure, picture } = figures[i];
      const side = Math.min(figure.clientWidth, MOST);
      if (!side) return;
      picture.resize(side);
      const placeOf = (number) => [places[2 * number], places[2 * number + 1]];
      picture.paint({ labels, count: labels.length, placeOf, axes: content.axes, own: { place: own, near: [], text: content.digit, isDigit: true } });
    });
  }

  end() {
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
  }
}

const mixed = (from, to, share) => (from?.length === to.length ? to.map((value, i) => from[i] + share * (value - from[i])) : to);
