// "Tap any neuron", shown at the brightest neuron once there's a drawing; gone for good as soon as someone has tapped one.

import { get, set } from "../../parts/component/page_store.js";
import { _ } from "../../parts/language/language.js";
import { brightest } from "../../parts/looks/brightest.js";

const ARROW = 8; // pixels from a neuron's edge, as network_view.css has it
const ENDS = ["pixels", "digits"]; // layers that are not hidden

/** The callout, in an element of the network view. */
export class Callout {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.isDone = !!get("tapped");
  }

  /** Never show it again. */
  done() {
    if (this.isDone) return;
    this.isDone = this.element.hidden = true;
    set("tapped", 1); // if the browser can't store that, it appears again on the next visit
  }

  /** Set the text in the page's language. */
  speak() {
    this.element.textContent = _("Tap any neuron");
  }

  /** Hide it for now. */
  hide() {
    this.element.hidden = true;
  }

  /**
   * Show it above the brightest neuron or feature map, or below if a layer's name is in the way.
   *
   * @param {Panel[]} panels - from network_panel.js
   * @param {function(Panel, number): {x: number, y: number, size: number}} placeOf - its center in the element's parent, and half its size
   * @param {[number, number]} room - where it may start and has to end in that parent, in pixels
   */
  show(panels, placeOf, [start, end]) {
    if (this.isDone) return;
    const [panel, number] = brightestOf(panels);
    if (!panel) return this.hide();
    const { x, y, size } = placeOf(panel, number);
    this.element.hidden = false;
    const { offsetWidth, offsetHeight } = this.element;
    const left = Math.min(Math.max(x - offsetWidth / 2, start), end - offsetWidth);
    const isBelow = panel.around(number).y < size + ARROW + offsetHeight;
    const top = isBelow ? y + size + ARROW : y - size - ARROW - offsetHeight;
    this.element.classList.toggle("ink-below", isBelow);
    this.element.style.setProperty("--at", `${x - left}px`);
    Object.assign(this.element.style, { left: `${left}px`, top: `${top}px` });
  }
}

// Returns [panel, number] of the brightest hidden neuron or feature map, the first if there are several; [] if none fires.
function brightestOf(panels) {
  const found = panels.filter(({ data }) => !ENDS.includes(data.kind)).flatMap((panel) => brightest(panel, 1, 0).map(([number, brightness]) => ({ panel, number, brightness })));
  const best = found.reduce((one, other) => (other.brightness > (one?.brightness ?? 0) ? other : one), null);
  return best ? [best.panel, best.number] : [];
}
