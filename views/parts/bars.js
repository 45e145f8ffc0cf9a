// One bar a digit.

import { paintBars } from "./bar_rows.js";

export default function ({ data, parentElement }) {
  paintBars(parentElement.querySelector(".ink-bars"), data.bars);
}
