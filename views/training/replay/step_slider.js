// The slider over a training's steps. It reports while it's dragged, as fast as Python shows one step after the other.

import { plain, showMarked } from "../../parts/asking/marked.js";

const sliders = new WeakMap();

/**
 * Show the slider. While a hand has it, it's where the hand is; otherwise it's at the step that Python shows.
 *
 * @param {object} data - name: what it moves; labels: of all steps; step: the one shown. Python sends it last, when everything else shows
 *   that step. Reports `picked`: a step.
 */
export default function ({ data, taken, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-step-slider");
  if (!sliders.has(root)) sliders.set(root, new StepSlider(root));
  const slider = sliders.get(root);
  slider.show(data, taken, (step) => setTriggerValue("picked", step));
  return () => slider.end();
}

class StepSlider {
  constructor(root) {
    root.innerHTML = '<p><b></b> <span></span></p><input type="range" min="0">';
    const [{ children: [name, label] }, input] = root.children;
    Object.assign(this, { name, label, input, hand: null, isAsking: false, sent: null });
    input.oninput = () => {
      this.write();
      if (!this.isAsking) this.report();
    };
    input.onpointerdown = () => {
      this.hand = new AbortController();
      for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => this.letGo(), { signal: this.hand.signal });
    };
  }

  show(data, taken, send) {
    if (this.isAsking && taken > this.asked) this.isAsking = false;
    Object.assign(this, { data, taken, send });
    const { input } = this;
    input.max = data.labels.length - 1;
    if (!this.isAsking && this.sent !== null && input.valueAsNumber !== this.sent) return this.report();
    if (!this.isAsking && !this.hand) Object.assign(this, { sent: null }).input.valueAsNumber = data.step;
    this.write();
  }

  write() {
    const { data, input } = this;
    const label = data.labels[input.valueAsNumber];
    showMarked(this.name, data.name);
    showMarked(this.label, label);
    input.setAttribute("aria-label", plain(data.name));
    input.setAttribute("aria-valuetext", plain(label));
  }

  report() {
    Object.assign(this, { isAsking: true, asked: this.taken, sent: this.input.valueAsNumber });
    this.send(this.sent);
  }

  // A hand that only held it has stopped a replay.
  letGo() {
    this.end();
    if (!this.isAsking && this.input.valueAsNumber !== this.sent) this.report();
  }

  end() {
    this.hand?.abort();
    this.hand = null;
  }
}
