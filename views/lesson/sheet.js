// A sheet to print: a drawing's numbers, a sum with gaps, and the solution for the back of the sheet.

import { showMarked } from "../parts/asking/marked.js";
import { aDigit, filled } from "../parts/looks/wording.js";
import { ofSheet } from "./lesson_words.js";
import { printAlone } from "./teaching/print_alone.js";

const GAP = '<td class="ink-gap"></td>';

/**
 * Show the sheet.
 *
 * @param {object} data - image: 28 rows of 28 pixels as text; shades: the same as numbers, 0 to 1; neuron: its
 *   name; lines: [[place, input, weight, product]], others: how many products aren't in the lines, rest: their sum, bias, z, relu, step, answer: as text
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-sheet");
  const words = ofSheet();
  const values = { ...data, a_digit: aDigit(Number(data.answer)) };
  root.innerHTML = `<button type="button" class="ink-button ink-primary">${words.print}</button><section>${question(data, words)}</section><section>${solution(data)}</section>`;
  for (const each of root.querySelectorAll("[data-word]")) showMarked(each, filled(words[each.dataset.word], values));
  root.firstChild.onclick = () => printAlone(root);
  const context = root.querySelector("canvas").getContext("2d");
  data.shades.forEach((row, top) =>
    row.forEach((shade, left) => {
      context.fillStyle = `rgb(${[0, 0, 0].fill(Math.round(255 * (1 - shade)))})`;
      context.fillRect(left, top, 1, 1);
    }),
  );
}

function question(data, words) {
  return `<h3 data-word="title"></h3>
    <p><span data-word="name"></span> <span class="ink-blank"></span> <span data-word="date"></span> <span class="ink-blank"></span></p>
    <div class="ink-sheet-top"><canvas width="28" height="28" role="img" aria-label="${words.drawing}"></canvas><p data-word="task"></p></div>
    ${numbers(data.image, words.numbers)}${sum(data, false)}`;
}

const solution = (data) => `<h3 data-word="solution"></h3>${sum(data, true)}<p data-word="answer"></p>`;

function numbers(image, name) {
  const cell = (pixel) => `<td${pixel === "0" ? "" : ' class="ink-inked"'}>${pixel}</td>`;
  const head = `<tr><td></td>${image[0].map((_, column) => `<th scope="col">${column}</th>`).join("")}</tr>`;
  const rows = image.map((row, number) => `<tr><th scope="row">${number}</th>${row.map(cell).join("")}</tr>`).join("");
  return `<div class="ink-wide" tabindex="0" role="region" aria-label="${name}"><table class="ink-image">${head}${rows}</table></div>`;
}

function sum({ lines, rest, bias, z, relu, step }, isSolved) {
  const value = (text) => (isSolved ? `<td>${text}</td>` : GAP);
  const rows = lines.map(
    ([place, input, weight, product]) => `<tr><th scope="row">${place}</th><td>${input}</td><td>× ${weight}</td><td>=</td>${value(product)}</tr>`,
  );
  const head = (word) => `<th scope="col" data-word="${word}"></th>`;
  const line = (word, last) => `<tr><th scope="row" colspan="4" data-word="${word}"></th>${last}</tr>`;
  return `<table class="ink-sum"><tr>${head("pixel")}${head("number")}${head("weight")}<td></td>${head("product")}</tr>
    ${rows.join("")}${line("rest", `<td>${rest}</td>`)}${line("bias", `<td>${bias}</td>`)}${line("sum", value(`<b>${z}</b>`))}
    ${line("step", value(step))}${line("relu", value(relu))}</table>`;
}
