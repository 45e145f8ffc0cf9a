// One bar per digit.

import { paintBars } from "./bar_rows.js";
import { following } from "../component/following.js";

/**
 * Show a bar for each digit.
 *
 * @param {object} data - bars, isWhole: see paintBars
 */
function bars({ data, parentElement }) {
  paintBars(parentElement.querySelector(".ink-bars"), data.bars, data.isWhole);
}

export default following(bars);
