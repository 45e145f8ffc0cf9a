// A slider with marks where the answer flips, and a sentence below it; and the ink that the network reads there, over the canvas.

import { INK } from "../../../model/constants.js";

/** The slider and its parts: marks, the slider itself, a sentence. */
export const WAY = '<div class="ink-slide"><div class="ink-flips"></div><input type="range" min="0" max="1"><p role="status"></p></div>';

const MOST = 6; // characters of an answer beside its mark
const CANVAS = ".st-key-canvas"; // the drawing is in its top left corner

/** Return a mark at a share of the slider, with an answer, null if it isn't a digit, and what a click does. */
export function markAt(share, answer, title, onclick) {
  const mark = Object.assign(document.createElement("button"), { type: "button", textContent: answer === null ? "?" : brief(answer), title, ariaLabel: title, onclick });
  mark.style.setProperty("--share", share);
  return mark;
}

// Marks can be close together, so a name is cut.
function brief(answer) {
  const signs = [...answer];
  return signs.length > MOST ? `${signs.slice(0, MOST - 1).join("")}…` : answer;
}

/** Ink over the canvas's own. */
export class InkInstead {
  /** @param {number} side - pixels a side of a picture of that ink */
  constructor(side) {
    this.canvas = Object.assign(document.createElement("canvas"), { className: "ink-between", width: side, height: side });
    this.canvas.setAttribute("aria-hidden", "true");
  }

  /** Show (side × side,) ink from 0 to 255, in the color of the canvas's pen; null shows the canvas's own. */
  show(ink) {
    if (ink) this.paint(ink);
    else this.canvas.remove();
    document.documentElement.classList.toggle("ink-instead", !!document.querySelector(".ink-between"));
  }

  paint(ink) {
    const { width } = this.canvas;
    const picture = new ImageData(width, width);
    const [red, green, blue] = [1, 3, 5].map((start) => parseInt(INK.slice(start, start + 2), 16));
    for (let i = 0; i < ink.length; i++) picture.data.set([red, green, blue, ink[i]], 4 * i);
    this.canvas.getContext("2d").putImageData(picture, 0, 0);
    if (!this.canvas.isConnected) document.querySelector(CANVAS)?.append(this.canvas);
  }
}
