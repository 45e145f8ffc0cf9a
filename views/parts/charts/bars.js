// One bar a digit.

import { paintBars } from "./bar_rows.js";

/**
 * Show a bar for each digit.
 *
 * @param {object} data - bars: see paintBars
 */
export default function ({ data, parentElement }) {
  paintBars(parentElement.querySelector(".ink-bars"), data.bars);
}
