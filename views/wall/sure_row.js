// How sure the network was about a class's drawings: a bar for each range, with the misread ones at the bottom.

import { made } from "../parts/component/made.js";
import { filled } from "../parts/looks/wording.js";

/**
 * Return the row of bars.
 *
 * @param {{sure: number, label: number, answer: number}[]} tiles - those that were read as a digit
 * @param {object} words - sure: its title; ranges: [{from, text}], each up to the next one's `from`; bar: a bar's text
 * @returns {HTMLElement}
 */
export function sureRow(tiles, words) {
  const bins = words.ranges.map(({ from }, place) => tiles.filter(({ sure }) => sure >= from && sure < (words.ranges[place + 1]?.from ?? 2)));
  const most = Math.max(1, ...bins.map((bin) => bin.length));
  const columns = bins.map((bin, place) => {
    const wrong = bin.filter((tile) => tile.answer !== tile.label).length;
    const bar = made("div", "ink-wall-bar", partOf(bin.length - wrong, most, ""), partOf(wrong, most, "ink-wrong"));
    const { text } = words.ranges[place];
    const column = made("div", "", made("strong", "", String(bin.length)), bar, made("span", "", text));
    column.title = filled(words.bar, { range: text, count: String(bin.length), wrong: String(wrong) });
    return column;
  });
  return made("div", "ink-wall-sure", made("h2", "ink-heading", words.sure), ...columns);
}

function partOf(count, most, name) {
  const part = made("div", name);
  part.style.setProperty("--ink-share", count / most);
  return part;
}
