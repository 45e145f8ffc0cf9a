// Breadcrumbs above a title: the items opened before, each of which can be opened again.

import { plain, showMarked } from "./asking/marked.js";

/**
 * Show a walk in a <nav>, once it has more than one item.
 *
 * @param {HTMLElement} nav - beside it are the open item's name, as an <h3>, and a sentence.
 * @param {{label: string, title: ?string}[]} walk - the last one is open; labels as in marked.js.
 * @param {function(number)} pick - called with the index of another item, from 0.
 */
export function showWalk(nav, walk, pick) {
  nav.parentElement.classList.add("ink-walked");
  nav.hidden = walk.length < 2;
  nav.replaceChildren(...walk.flatMap(({ label, ...title }, number) => {
    const isLast = number === walk.length - 1;
    const item = Object.assign(document.createElement(isLast ? "span" : "button"), title);
    showMarked(item, isLast ? label : plain(label));
    if (isLast) item.setAttribute("aria-current", "true");
    else item.onclick = () => pick(number);
    return number ? [" ← ", item] : [item];
  }));
}
