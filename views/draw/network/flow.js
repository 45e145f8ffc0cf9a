// What a drawing sets off, slow enough to be seen: values travel from layer to layer, neurons flare as they arrive, and the
// bars of the answer come last. A neuron that is switched off goes out. All of it lies over a picture that is complete: nothing waits for it, and the next stroke ends it.

import { brightest } from "../../parts/looks/brightest.js";
import { LIGHT } from "../../../model/constants.js";
import { isReducedMotion, run } from "../../parts/component/motion.js";

const LASTS = 900; // milliseconds from the image to the answer
const FLARE = 300; // milliseconds that a neuron takes to flare
const GOING_OUT = 350; // milliseconds that a neuron takes that has been switched off
const DIM = 0.3; // of a layer that nothing has reached yet
const MOST = 12; // neurons of a layer that flare
const BRIGHT = 100; // of 255: what is not brighter does not

/** It, of a network view. */
export class Flow {
  /** @param {object} view - of it are used panels, lines, moving, and the places of layers and neurons */
  constructor(view) {
    Object.assign(this, { view, running: [] });
  }

  /** Begin, from the image on; nothing on a page that holds still. */
  play() {
    this.rest();
    if (isReducedMotion()) return;
    const { panels, lines } = this.view;
    const each = LASTS / panels.length;
    lines.travel(({ layer }) => this.view.placeOf(layer) - 1, each);
    panels.slice(1).forEach((panel, depth) => this.reach(panel, (depth + 1) * each, each));
  }

  /** Nothing moves any more. */
  rest() {
    for (const each of this.running.splice(0)) each.cancel();
    this.view.lines.rest();
  }

  reach(panel, delay, duration) {
    if (panel.rows) {
      const grow = [{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }];
      for (const { bar } of panel.rows) this.animate(bar, grow, { duration, delay });
      return;
    }
    this.animate(panel.canvas, [{ opacity: DIM }, { opacity: 1 }], { duration: FLARE, delay });
    for (const [number] of brightest(panel, MOST, BRIGHT)) this.light(panel, number, 0.85, 1.8, { duration: FLARE, delay });
  }

  /** The light of a neuron or feature map that has been switched off goes out. */
  goOut(panel, number) {
    if (!isReducedMotion()) this.light(panel, number, 0.9, 0, { duration: GOING_OUT });
  }

  // Fades, and becomes `grown` times as large.
  light(panel, number, opacity, grown, timing) {
    const { x, y, size } = this.view.around(panel, number);
    const light = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [name, value] of Object.entries({ cx: x, cy: y, r: size, fill: LIGHT })) light.setAttribute(name, value);
    run(this.view.moving, light, [{ r: `${size}px`, opacity }, { r: `${grown * size}px`, opacity: 0 }], timing);
  }

  animate(element, frames, timing) {
    this.running.push(element.animate(frames, { easing: "ease-out", fill: "backwards", ...timing }));
  }
}
