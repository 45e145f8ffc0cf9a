// A button that prints the document it belongs to, without the rest of the page.

import { printAlone } from "./print_alone.js";

let printed = 0;

/**
 * Show the button; scroll a newly opened document into view.
 *
 * @param {object} data - words: the button's text; id: the document's id; wide: whether to print in landscape; print: how often
 *   another button has asked to print it
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-paper");
  const paper = root.closest(".st-key-paper");
  const printIt = () => printAlone(paper, data.wide);
  root.innerHTML = `<button type="button" class="ink-button ink-primary">${data.words}</button>`;
  root.firstChild.onclick = printIt;
  if (root.dataset.id !== data.id) paper.scrollIntoView();
  root.dataset.id = data.id;
  if (data.print > printed) requestAnimationFrame(() => requestAnimationFrame(printIt)); // once it's painted
  printed = data.print;
}
