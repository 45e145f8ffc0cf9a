// A tour of the map's nine dimensions: from the circle to other directions and back, until someone stops it.

import { axesAt } from "../../../model/explain/probe.js";
import { isReducedMotion } from "../../parts/component/motion.js";

const STEP = 2; // seconds that one press advances the tour, with reduced motion
const LOST = 0.05; // seconds before which the tour counts as still on the circle
const TOUR = 20; // seconds, about, until the tour is back on the circle

export class Tour {
  /** `began` is called when the tour starts or stops, `moved` in each of its frames. */
  constructor(began, moved) {
    Object.assign(this, { began, moved, time: 0, frame: null });
  }

  get axes() {
    return axesAt(this.time);
  }

  get isOnCircle() {
    return this.time < LOST;
  }

  get isTurning() {
    return this.frame !== null;
  }

  /** Start or stop the tour; if it was stopped off the circle, go back to the circle. */
  turn() {
    if (this.isTurning) this.stop();
    else if (isReducedMotion()) this.time = (this.time + STEP) % TOUR;
    else if (!this.isOnCircle) this.time = 0;
    else this.goOn(performance.now());
    this.began();
    this.moved();
  }

  goOn(begun) {
    this.frame = requestAnimationFrame((now) => {
      this.time = LOST + Math.max(0, now - begun) / 1000;
      this.moved();
      this.goOn(begun);
    });
  }

  stop() {
    if (!this.isTurning) return;
    cancelAnimationFrame(this.frame);
    this.frame = null;
    this.began();
  }
}
