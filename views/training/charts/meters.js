// A small table in which every number has a bar.

import { showMarked } from "../../parts/asking/marked.js";
import { shareBar } from "../../parts/charts/share_bar.js";
import { following } from "../../parts/component/following.js";

/**
 * Show the table.
 *
 * @param {object} data - heads: [text]; rows: [{name, cells: [{text, share, interval}]}], shares from 0 to 1, or null for no bar;
 *   interval: [low, high], if there is a line on the bar
 */
function meters({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-meters");
  const shape = `${data.heads.length}x${data.rows.length}`;
  if (root.dataset.shape !== shape) {
    root.dataset.shape = shape;
    const columns = data.heads.map((_, i) => (i ? "<td><i></i><span></span></td>" : "<th></th>")).join("");
    const heads = data.heads.map(() => "<th></th>").join("");
    root.innerHTML = `<table><thead><tr>${heads}</tr></thead><tbody>${`<tr>${columns}</tr>`.repeat(data.rows.length)}</tbody></table>`;
  }
  root.querySelectorAll("thead th").forEach((head, i) => showMarked(head, data.heads[i]));
  root.querySelectorAll("tbody tr").forEach((row, i) => {
    showMarked(row.querySelector("th"), data.rows[i].name);
    row.querySelectorAll("td").forEach((cell, j) => {
      const { text, share, interval } = data.rows[i].cells[j];
      const bar = shareBar(share ?? 0, interval);
      bar.style.visibility = share === null ? "hidden" : "visible";
      cell.firstChild.replaceWith(bar);
      cell.lastChild.textContent = text;
    });
  });
}

export default following(meters);
