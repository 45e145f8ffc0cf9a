// The confusion matrix: a button for each pair of digits.

import { BRIGHT, LIGHT, NUM_CLASSES, WRITING } from "../../../model/constants.js";
import { cssColor, level, sequentialColor } from "../../parts/looks/values.js";
import { ngettext } from "../../parts/language/counts.js";
import { aDigit, filled } from "../../parts/looks/wording.js";

/**
 * Show the matrix.
 *
 * @param {object} data - rows: [[{count, share}]], one row per true digit; share is the brightness from 0 to 1;
 *   picked: ?[true digit, read as]. Reports `picked`, the same pair for the clicked button.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-confusion");
  if (!root.firstChild) root.append(...build());
  root.querySelectorAll("button").forEach((button, number) => {
    const [row, col] = [Math.floor(number / NUM_CLASSES), number % NUM_CLASSES];
    const { count, share } = data.rows[row][col];
    button.textContent = count || "";
    button.style.background = cssColor(sequentialColor(share, 1));
    button.style.color = level(share, 1) > BRIGHT ? WRITING : LIGHT;
    button.disabled = !count;
    button.classList.toggle("ink-picked", data.picked?.[0] === row && data.picked?.[1] === col);
    // Translators: {row} and {col} are such as "a 7": see "a {digit}"
    const name = ngettext("{count} image of {row} read as {col}", "{count} images of {row} read as {col}", count);
    button.title = button.ariaLabel = filled(name, { count, row: aDigit(row), col: aDigit(col) });
    button.onclick = () => setTriggerValue("picked", [row, col]);
  });
}

function build() {
  const head = (text) => Object.assign(document.createElement("b"), { textContent: text });
  const parts = [head("")];
  for (let digit = 0; digit < NUM_CLASSES; digit++) parts.push(head(digit));
  for (let row = 0; row < NUM_CLASSES; row++) {
    parts.push(head(row));
    for (let col = 0; col < NUM_CLASSES; col++) parts.push(document.createElement("button"));
  }
  return parts;
}
