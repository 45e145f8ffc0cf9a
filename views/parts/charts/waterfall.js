// A sum as a waterfall: each part begins where the last one ended, and the total goes from zero to the end.

import { showMarked } from "../asking/marked.js";

/**
 * Make the rows of a waterfall.
 *
 * @param {{label: string, value: number, figure: string}[]} steps - the value in the digits shown, and as text
 * @param {{label: string, value: number, figure: string}} total - their sum
 * @returns {HTMLElement[]} one row each, the total last
 */
export function waterfall(steps, total) {
  const spans = [];
  let reached = 0;
  for (const { value } of steps) spans.push([reached, (reached += value)]);
  spans.push([0, total.value]);
  const ends = spans.flat();
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const place = (value) => (100 * (value - low)) / (high - low || 1);
  return [...steps, total].map((step, number) => {
    const row = document.createElement("div");
    row.className = number === steps.length ? "ink-total" : "";
    row.style.setProperty("--turn", number); // when its bar grows, see ledger.css
    row.innerHTML = "<span></span><i><s></s></i><b></b>";
    const [label, lane, figure] = row.children;
    showMarked(label, step.label);
    figure.textContent = step.figure;
    lane.firstChild.style.left = `${place(0)}%`;
    if (step.value) lane.append(bar(spans[number].map(place)));
    return row;
  });
}

function bar([from, to]) {
  const part = document.createElement("u");
  part.className = to < from ? "ink-pull" : "ink-push";
  part.style.cssText = `left:${Math.min(from, to)}%;width:${Math.abs(to - from)}%`;
  return part;
}
