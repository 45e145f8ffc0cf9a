// The animation after a drawing: values travel from layer to layer, neurons flare as they arrive, and the bars of the answer
// come last. A neuron that is switched off goes out. All of it is on top of a finished picture: nothing waits for it, and
// the next stroke ends it.

import { brightest } from "../../parts/looks/brightest.js";
import { LIGHT } from "../../../model/constants.js";
import { isReducedMotion, run } from "../../parts/component/motion.js";

const LASTS = 900; // milliseconds from the image to the answer
const FLARE = 300; // milliseconds of one flare
const GOING_OUT = 350; // milliseconds until a neuron that is switched off has gone out
const DIM = 0.3; // opacity of a layer that nothing has reached yet
const MOST = 12; // neurons that flare in each layer
const BRIGHT = 100; // of 255: darker neurons don't flare

/** The animation of a network view. */
export class Flow {
  /** @param {object} view - we use its panels, lines, moving, and the places of layers and neurons */
  constructor(view) {
    Object.assign(this, { view, running: [] });
  }

  /** Start at the image; does nothing with reduced motion. */
  play() {
    this.rest();
    if (isReducedMotion()) return;
    const { panels, lines } = this.view;
    const each = LASTS / panels.length;
    lines.travel(({ layer }) => this.view.placeOf(layer) - 1, each);
    panels.slice(1).forEach((panel, depth) => this.reach(panel, (depth + 1) * each, each));
  }

  /** Stop all movement. */
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

  /** Let the light of a neuron or feature map go out after it has been switched off. */
  goOut(panel, number) {
    if (!isReducedMotion()) this.light(panel, number, 0.9, 0, { duration: GOING_OUT });
  }

  // Fades, and grows to `grown` times its size.
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
