// A sum: its parts as a waterfall, and line by line what each source contributes, as signed bars around a common zero.
// Sources can be clicked. Positive and negative bars differ in color, side and sign, and without color in their hatching.

import { NEGATIVE, POSITIVE } from "../../../model/constants.js";
import { showMarked } from "../asking/marked.js";

const SOURCES = 3; // how many of a sum's sources are named without opening its lines

/**
 * Show a sum.
 *
 * @param {object} data - about: [layer, index]; heading; note: a sentence, or empty;
 *   steps, total: see waterfall, steps can be empty; equation: the same in one line;
 *   rows: [{label, figure, share, detail, unit}]: its name, its value as text, its bar from -1 to 1, input ×
 *   weight as text, ?{layer, index} to pick; most: a text for the first rows; summary: the text that opens the rows, which are always open if it's empty; footnote.
 *   Reports `picked`: a unit.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-ledger");
  root.style.setProperty("--positive", POSITIVE);
  root.style.setProperty("--negative", NEGATIVE);
  if (!root.firstChild)
    root.innerHTML =
      '<h4 class="ink-heading"></h4><p></p><div class="ink-waterfall"></div><code class="ink-equation"></code><p></p><details><summary></summary><div class="ink-rows"></div><p></p></details>';
  const about = String(data.about);
  const [heading, note, fall, equation, sources, details] = root.children;
  const [summary, rows, footnote] = details.children;
  write(heading, data.heading);
  write(note, data.note);
  write(equation, data.equation);
  write(summary, data.summary);
  write(footnote, data.footnote);
  showSources(sources, data, setTriggerValue);
  if (!data.summary) details.open = true;
  fall.replaceChildren(...(data.steps.length ? waterfall(data.steps, data.total) : []));
  rows.replaceChildren(...data.rows.map((row) => line(row, setTriggerValue)));
  fall.classList.toggle("ink-builds", root.dataset.about !== about); // the rows are new, so their animations start
  root.dataset.about = about;
}

function write(element, text) {
  showMarked(element, text);
  element.hidden = !text;
}

// Show the largest sources, so that one can go back without opening all lines.
function showSources(sources, { most, rows }, setTriggerValue) {
  const pushes = most ? rows.filter(({ unit, share }) => unit && share > 0).slice(0, SOURCES) : [];
  const between = pushes.some(({ label }) => label.includes(",")) ? "; " : ", ";
  sources.hidden = !pushes.length;
  sources.replaceChildren(most, ...pushes.flatMap((row, i) => [i ? between : " ", sourceOf(row, setTriggerValue)]));
}

function sourceOf(row, setTriggerValue) {
  const source = document.createElement(row.unit ? "button" : "span");
  showMarked(source, row.label);
  if (row.unit) source.onclick = () => setTriggerValue("picked", row.unit);
  return source;
}

function line(row, setTriggerValue) {
  const item = document.createElement("div");
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
  item.append(sourceOf(row, setTriggerValue), bar, figure, detail);
  return item;
}

/**
 * Make the rows of a waterfall: each part begins where the last one ended, and the total goes from zero to the end.
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
