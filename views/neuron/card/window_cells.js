// The window of sliding_window.js, enlarged: in each cell what it reads, times its weight; and the sum of all, to the neuron's value.

import { apportion } from "../../../model/explain/apportion.js";
import { _ } from "../../parts/language/language.js";
import { showMarked, write } from "../../parts/asking/marked.js";
import { cssColor, sequentialColor, signedColor } from "../../parts/looks/values.js";
import { figure, filled, inBrackets, short } from "../../parts/looks/wording.js";

const MOST = 3; // cells side by side that have room for figures
const LARGEST = 7; // cells side by side that have room for colors
const DECIMALS = 2; // of every figure

const toUnits = (value) => Math.round(value * 10 ** DECIMALS);
const sumOf = (cells) => cells.reduce((sum, { term }) => sum + term, 0);

// Figures that add up to so many units of the last digit shown: the rounded values, if they do.
function figuresOf(values, total) {
  const rounded = values.map(toUnits);
  const units = rounded.reduce((sum, each) => sum + each, 0) === total ? rounded : apportion(values, total, DECIMALS);
  return units.map((each) => each / 10 ** DECIMALS);
}

/** The cells and the sum below them, in two elements. */
export class WindowCells {
  constructor(table, sum) {
    Object.assign(this, { table, sum });
  }

  /**
   * Lay out everything that doesn't depend on the place.
   *
   * @param {Filter} filter - see sliding.js
   * @param {string} named - its function, as people call it, linked to its meaning
   * @param {number} scale - of what it reads
   */
  layOut(filter, named, scale) {
    const { weights, factor, name, before, window: [tall, wide] } = filter;
    const isStack = !!weights && before.shape[2] > 1;
    Object.assign(this, { filter, scale, isStack, largest: weights?.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) || 1 });
    this.table.hidden = Math.max(tall, wide) > LARGEST;
    this.table.classList.toggle("ink-plain", wide > MOST);
    this.table.style.setProperty("--across", wide);
    this.table.replaceChildren(...Array.from({ length: tall * wide }, () => Object.assign(document.createElement("span"), { innerHTML: "<i></i><b></b><b></b>" })));
    const result = `${factor === 1 ? "" : `${short(factor)} × `}${name === "linear" ? "z" : `${named}(z)`}`;
    const words = weights ? [["", _("products")], ...(isStack ? [["+", _("other maps")]] : []), ["+", _("[Bias](words#bias)")], ["=", "[z](words#z)"], ["→", result]] : [["→", name === "max" ? _("the largest") : _("the mean")]];
    this.sum.replaceChildren(...words.map(([sign]) => Object.assign(document.createElement("span"), { innerHTML: `<span>${sign} <b></b></span><small></small>` })));
    words.forEach(([, label], i) => showMarked(this.sum.children[i].lastChild, label));
  }

  /**
   * Write the figures of a place, which add up as shown: products to their map's sum, the sums and the bias to z.
   *
   * @param {{cells: object[], z: number, a: number}} step - from stepOf
   * @param {number} read - the map whose cells are shown
   */
  fill({ cells, z, a }, read) {
    const { weights, name, shownBias: bias } = this.filter;
    const [shown, others] = [cells.filter(({ map }) => map === read), cells.filter(({ map }) => map !== read)];
    const sums = weights ? figuresOf([sumOf(shown), ...(this.isStack ? [sumOf(others)] : [])], toUnits(z) - toUnits(bias)) : [];
    const terms = weights ? figuresOf(shown.map(({ term }) => term), toUnits(sums[0])) : [];
    const winner = name === "max" ? shown.findIndex(({ input }) => input === z) : -1;
    const found = new Map(shown.map((cell, i) => [cell.offset, { ...cell, isLargest: i === winner, figure: terms[i] }]));
    [...this.table.children].forEach((element, offset) => this.fillCell(element, found.get(offset)));
    const results = [...sums, ...(weights ? [bias, z] : []), a].map(figure);
    [...this.sum.children].forEach(({ firstElementChild: { lastElementChild } }, i) => write(lastElementChild, i && i < sums.length + 1 ? inBrackets(results[i]) : results[i]));
    if (this.isStack) write(this.sum.firstElementChild.lastElementChild, filled(_("Map {number}"), { number: read }));
  }

  // The strip has the colors of the pictures: what is read, its weight and their product. Padding has none.
  fillCell(element, cell) {
    const [strip, top, below] = element.children;
    const { scale, largest, filter: { weights } } = this;
    const colors = cell ? [sequentialColor(cell.input, scale), ...(weights ? [signedColor(cell.weight, largest), signedColor(cell.term, (largest * scale) / 2)] : [])].map(cssColor) : ["#0000"];
    strip.style.background = `linear-gradient(90deg, ${colors.map((color, i) => `${color} ${(100 * i) / colors.length}% ${(100 * (i + 1)) / colors.length}%`).join(", ")})`;
    write(top, !cell ? "–" : weights ? `${figure(cell.input)} × ${figure(cell.weight)}` : figure(cell.input));
    write(below, cell && weights ? `= ${figure(cell.figure)}` : "");
    element.classList.toggle("ink-largest", !!cell?.isLargest);
  }
}
