// A sum, line by line: who gave what, as signed bars about a common zero. Sources can be clicked.

import { NEGATIVE, POSITIVE } from "../parts/constants.js";

/**
 * Show the rows of a sum.
 *
 * @param {object} data - rows: [{label, figure, share, detail, unit, total}]: what it is, its value as written,
 *   its bar from -1 to 1, input × weight as written, ?{layer, index} to be picked, whether it is the sum.
 *   Reports `picked`: a unit.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-ledger");
  root.style.setProperty("--positive", POSITIVE);
  root.style.setProperty("--negative", NEGATIVE);
  root.replaceChildren(...data.rows.map((row) => line(row, setTriggerValue)));
}

function line(row, setTriggerValue) {
  const item = document.createElement("div");
  item.className = row.total ? "ink-total" : "";
  const source = document.createElement(row.unit ? "button" : "span");
  source.textContent = row.label;
  if (row.unit) source.onclick = () => setTriggerValue("picked", row.unit);
  const detail = document.createElement("code");
  detail.textContent = row.detail;
  const bar = document.createElement("i");
  if (row.share) {
    const part = document.createElement("u");
    const width = 50 * Math.abs(row.share);
    part.style.cssText = `width:${width}%;left:${row.share < 0 ? 50 - width : 50}%`;
    part.className = row.share < 0 ? "ink-pull" : "ink-push";
    bar.append(part);
  }
  const figure = document.createElement("b");
  figure.textContent = row.figure;
  item.append(source, detail, bar, figure);
  return item;
}
