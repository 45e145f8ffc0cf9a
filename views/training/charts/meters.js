// A small table in which every number has a bar.

import { showMarked } from "../../parts/asking/marked.js";
import { shareBar } from "../../parts/charts/share_bar.js";
import { following } from "../../parts/component/following.js";
import { _ } from "../../parts/language/language.js";
import { filled } from "../../parts/looks/wording.js";
import { scientific, whole } from "./sizes.js";

/**
 * Show the table.
 *
 * @param {object} data - heads: [text]; rows: [{name, cells: [{text, share, interval}]}], shares from 0 to 1, or null for no bar;
 *   interval: [low, high], if there is a line on the bar. In place of rows, layers: see rowsOf
 */
function meters({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-meters");
  const { heads: titles, rows = rowsOf(data) } = data;
  const shape = `${titles.length}x${rows.length}`;
  if (root.dataset.shape !== shape) {
    root.dataset.shape = shape;
    const columns = titles.map((_title, i) => (i ? "<td><i></i><span></span></td>" : "<th></th>")).join("");
    const heads = titles.map(() => "<th></th>").join("");
    root.innerHTML = `<table><thead><tr>${heads}</tr></thead><tbody>${`<tr>${columns}</tr>`.repeat(rows.length)}</tbody></table>`;
  }
  root.querySelectorAll("thead th").forEach((head, i) => showMarked(head, titles[i]));
  root.querySelectorAll("tbody tr").forEach((row, i) => {
    showMarked(row.querySelector("th"), rows[i].name);
    row.querySelectorAll("td").forEach((cell, j) => {
      const { text, share, interval } = rows[i].cells[j];
      const bar = shareBar(share ?? 0, interval);
      bar.style.visibility = share === null ? "hidden" : "visible";
      cell.firstChild.replaceWith(bar);
      cell.lastChild.textContent = text;
    });
  });
}

// A training's layers: [{name, units}], the output last; dead: of each hidden layer how many neurons are; gradientSizes: of each layer.
// Both are null before anything is known.
function rowsOf({ heads, layers, dead, gradientSizes }) {
  return layers.map(({ name, units }, i) => {
    const isHidden = i < layers.length - 1;
    const text = isHidden && dead ? filled(_("{dead} of {units}"), { dead: whole(dead[i]), units: whole(units) }) : "";
    const cells = [
      { text, share: isHidden ? (dead?.[i] ?? 0) / units : null },
      gradientSizes ? { text: scientific(gradientSizes[i]), share: shareOf(gradientSizes[i]) } : { text: "", share: 0 },
    ];
    return { name, cells: cells.slice(1 - heads.length) }; // all that have a head
  });
}

// From 1e-6 to 100; what is no number has no bar.
const shareOf = (size) => (Number.isFinite(size) && size > 0 ? Math.max(0, Math.min(1, (Math.log10(size) + 6) / 8)) : 0);

export default following(meters);
