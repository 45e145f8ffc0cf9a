// A paper of the second lesson, which reports the image of what is drawn on it.

import { base64Of } from "../../../model/base64.js";
import { button, svg } from "../../parts/component/made.js";
import { _ } from "../../parts/language/language.js";
import { Hand } from "../../session/drawing/hand.js";
import { imageOf } from "../../signs/ink_images.js";
import { Pad } from "../../signs/pad.js";

const FLAGGED = "M78 128 L150 50 L150 232"; // canvas pixels: a 1 with a long upstroke

/**
 * Show the paper.
 *
 * @param {object} data - step; prompt: what to draw; number: which drawing of the step it is, or null if all are there; rests: whether a pause ends a
 *   drawing and clears the paper; has_ghost: whether there is a gray 1 to draw like. Reports `picked`: number and image, in base64.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-hands-pad");
  (root.inkPart ??= new Paper(root)).show(data, (message) => setTriggerValue("picked", message));
  return () => root.inkPart?.end();
}

class Paper {
  constructor(root) {
    root.innerHTML = '<h4 class="ink-heading"></h4><div class="ink-pad"></div><div class="ink-row-of-buttons"></div>';
    const [title, paper, buttons] = root.children;
    Object.assign(this, { root, title, hand: new Hand(), ghost: svg("svg", { viewBox: "0 0 280 280", "aria-hidden": "true" }, svg("path", { d: FLAGGED })) });
    const lift = (strokes) => this.data.rests || this.report(strokes);
    this.pad = new Pad(paper, { change: (strokes) => this.change(strokes), lift, rest: () => this.report(this.strokes), rests: () => this.data.rests });
    paper.append(this.ghost);
    [this.clear, this.next] = [button("", () => this.pad.clear()), button("", () => this.pad.finish())];
    buttons.append(this.clear, this.next);
  }

  show(data, send) {
    const isNew = data.step !== this.data?.step;
    Object.assign(this, { data, send });
    if (isNew) this.pad.clear();
    this.title.textContent = data.prompt;
    this.pad.name(data.prompt);
    this.clear.textContent = _("Clear");
    Object.assign(this.next, { textContent: _("Next digit"), hidden: !data.rests, disabled: data.number === null });
    this.ghost.style.display = data.has_ghost ? "" : "none";
  }

  change(strokes) {
    this.ghost.style.opacity = strokes.length ? 0 : 1;
    if (strokes.length) this.strokes = strokes.map((each) => [...each]);
  }

  report(strokes) {
    const image = imageOf(strokes);
    const { number, rests } = this.data;
    if (!image || number === null) return;
    if (rests) this.data = { ...this.data, number: null }; // until Python says which one is next
    this.send({ number, image: base64Of(Uint8Array.from(image, (value) => Math.round(255 * value))) });
  }

  end() {
    this.pad.clear();
    this.hand.end();
    this.root.inkPart = null;
  }
}
