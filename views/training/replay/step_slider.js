// The slider over a training's steps. It reports while it's dragged, and the outbox sends as many steps as Python can show.

import { plain, showMarked } from "../../parts/asking/marked.js";

/**
 * Show the slider. While a hand has it, it's where the hand is; otherwise it's at the step that Python shows.
 *
 * @param {object} data - name: what it moves; labels: of all steps; step: the one shown. Python sends it last, when everything else shows
 *   that step. Reports `picked`: a step.
 */
export default function ({ data, isWaiting, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-step-slider");
  const slider = (root.inkPart ??= new StepSlider(root));
  slider.show(data, isWaiting, (step) => setTriggerValue("picked", step));
  return () => slider.end();
}

class StepSlider {
  constructor(root) {
    root.innerHTML = '<p><b></b> <span></span></p><input type="range" min="0">';
    const [{ children: [name, label] }, input] = root.children;
    Object.assign(this, { name, label, input, hand: null });
    input.oninput = () => {
      this.write();
      this.report();
    };
    input.onpointerdown = () => {
      this.hand = new AbortController();
      for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => this.letGo(), { signal: this.hand.signal });
    };
  }

  show(data, isWaiting, send) {
    Object.assign(this, { data, isWaiting, send });
    this.input.max = data.labels.length - 1;
    if (!isWaiting && !this.hand) this.input.valueAsNumber = data.step;
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
    this.isWaiting = true;
    this.send(this.input.valueAsNumber);
  }

  // A hand that only held it has stopped a replay.
  letGo() {
    this.end();
    if (!this.isWaiting && this.input.valueAsNumber !== this.data.step) this.report();
  }

  end() {
    this.hand?.abort();
    this.hand = null;
  }
}
