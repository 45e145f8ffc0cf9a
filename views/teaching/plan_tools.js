// A button that prints the paper it belongs to, without the rest of the page.

import { printAlone } from "../parts/print_alone.js";

/**
 * Show the button; scroll a newly chosen paper into view if it's below the list, as on a phone.
 *
 * @param {object} data - words: the button's text; id: the paper's id
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-plan-tools");
  const paper = root.closest(".st-key-paper");
  root.innerHTML = `<button type="button" class="ink-button ink-primary">${data.words}</button>`;
  root.firstChild.onclick = () => printAlone(paper);
  const isNew = root.dataset.id && root.dataset.id !== data.id;
  if (isNew && paper.getBoundingClientRect().top > innerHeight / 2) paper.scrollIntoView();
  root.dataset.id = data.id;
  const reach = () => paper.querySelectorAll("table").forEach((each) => (each.closest("[data-testid=stMarkdown]").tabIndex = 0)); // so that keys scroll a wide one
  const observer = new MutationObserver(reach);
  observer.observe(paper, { childList: true, subtree: true });
  reach();
  return () => observer.disconnect();
}
