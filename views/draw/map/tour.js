// A tour of the map's nine dimensions: from the circle to other directions and back, as long as nobody stops it.

import { axesAt } from "../../../model/explain/probe.js";
import { isReducedMotion } from "../../parts/component/motion.js";

const STEP = 2; // seconds of a tour that a press goes on, where nothing is to move by itself
const LOST = 0.05; // seconds of a tour, by which it has not left the circle
const TOUR = 20; // seconds of one, about: then it is back on the circle

export class Tour {
  /** `began` is called when it begins or stops, `moved` with each of its frames. */
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

  /** Begin or stop it; back to the circle, once it has been stopped elsewhere. */
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
