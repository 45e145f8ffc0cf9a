// "Tap any neuron", said at the brightest one once there is a drawing; gone for good as soon as one was tapped.

import { _ } from "../../language/language.js";
import { brightest } from "../../parts/looks/brightest.js";

const NAME = "inkling.tapped.1"; // in the browser's store, with the version of what it means
const ARROW = 8; // pixels from a neuron's edge, as network_view.css has it
const ENDS = ["pixels", "digits"]; // layers that are not hidden

/** It, in an element of the network view. */
export class Callout {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.isDone = isTapped();
  }

  /** Never say it again. */
  done() {
    if (this.isDone) return;
    this.isDone = this.element.hidden = true;
    try {
      localStorage.setItem(NAME, "1");
    } catch {
      // there is no store: it is said again on the next visit
    }
  }

  /** In the language of the page. */
  speak() {
    this.element.textContent = _("Tap any neuron");
  }

  /** Say nothing for now. */
  hide() {
    this.element.hidden = true;
  }

  /**
   * Say it above the brightest neuron or feature map or, where a layer's name stands there, below.
   *
   * @param {Panel[]} panels - as network_panel.js has them
   * @param {function(Panel, number): {x: number, y: number, size: number}} placeOf - its middle in the element's parent, and half of its size
   * @param {number} width - pixels, of that parent
   */
  show(panels, placeOf, width) {
    if (this.isDone) return;
    const [panel, number] = brightestOf(panels);
    if (!panel) return this.hide();
    const { x, y, size } = placeOf(panel, number);
    this.element.hidden = false;
    const { offsetWidth, offsetHeight } = this.element;
    const left = Math.max(0, Math.min(x - offsetWidth / 2, width - offsetWidth));
    const isBelow = panel.around(number).y < size + ARROW + offsetHeight;
    const top = isBelow ? y + size + ARROW : y - size - ARROW - offsetHeight;
    this.element.classList.toggle("ink-below", isBelow);
    this.element.style.setProperty("--at", `${x - left}px`);
    Object.assign(this.element.style, { left: `${left}px`, top: `${top}px` });
  }
}

// [panel, number] of the hidden neuron or feature map that shines most, the first of them; [] where none fires.
function brightestOf(panels) {
  const found = panels.filter(({ data }) => !ENDS.includes(data.kind)).flatMap((panel) => brightest(panel, 1, 0).map(([number, brightness]) => ({ panel, number, brightness })));
  const best = found.reduce((one, other) => (other.brightness > (one?.brightness ?? 0) ? other : one), null);
  return best ? [best.panel, best.number] : [];
}

function isTapped() {
  try {
    return Boolean(localStorage.getItem(NAME));
  } catch {
    return false;
  }
}
