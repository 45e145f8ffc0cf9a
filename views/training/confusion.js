// The confusion matrix: a button for each pair of digits, painted as Python says.

import { DARK, LIGHT, NUM_CLASSES } from "../parts/constants.js";
import { aDigit, filled } from "../parts/wording.js";
import { CELL } from "./training_words.js";

/**
 * Show the matrix.
 *
 * @param {object} data - rows: [[{count, color, dark}]], a row for each true digit, and whether its color is dark;
 *   picked: ?[true digit, taken for]. Reports `picked`, the same of the button clicked.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-confusion");
  if (!root.firstChild) root.append(...build());
  root.querySelectorAll("button").forEach((button, number) => {
    const [row, col] = [Math.floor(number / NUM_CLASSES), number % NUM_CLASSES];
    const { count, color, dark } = data.rows[row][col];
    button.textContent = count || "";
    button.style.background = color;
    button.style.color = dark ? LIGHT : DARK;
    button.disabled = !count;
    button.classList.toggle("ink-picked", data.picked?.[0] === row && data.picked?.[1] === col);
    button.title = button.ariaLabel = filled(CELL, { count, row: aDigit(row), col: aDigit(col) });
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
