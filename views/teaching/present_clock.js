// The clock of a round of swapped networks, over the slides on the full screen; the wall has its own.

import { tick } from "../parts/clock.js";
import { made } from "../parts/component/made.js";

/**
 * Show the clock.
 *
 * @param {object} data - title: the phase's, "" without a round; ends: see tick
 */
export default function ({ data: { title, ends }, parentElement }) {
  const root = parentElement.querySelector(".ink-present-clock");
  if (!root.firstChild) root.append(made("b", ""), made("output", ""));
  root.hidden = !title;
  root.firstChild.textContent = title;
  tick(root.lastChild, ends);
}
