// A button that prints the document in which it stands, and nothing else of the page.

import { printAlone } from "./print_alone.js";

let printed = 0;

/**
 * Show it; a document that was opened comes into view.
 *
 * @param {object} data - words: on the button; id: of the document; wide: whether its pages lie across; print: how often
 *   printing was asked for elsewhere
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-paper");
  const paper = root.closest(".st-key-paper");
  const printIt = () => printAlone(paper, data.wide);
  root.innerHTML = `<button type="button" class="ink-button ink-primary">${data.words}</button>`;
  root.firstChild.onclick = printIt;
  if (root.dataset.id !== data.id) paper.scrollIntoView();
  root.dataset.id = data.id;
  if (data.print > printed) requestAnimationFrame(() => requestAnimationFrame(printIt)); // once it is painted
  printed = data.print;
}
