// The way to what is looked at, above its title: what was looked at before, each of which can be looked at again.

import { plain, showMarked } from "./asking/marked.js";

/**
 * Show a walk in a <nav>; nothing of one that has only begun.
 *
 * @param {HTMLElement} nav - beside it stand what is looked at by name, as an <h3>, and a sentence.
 * @param {{label: string, title: ?string}[]} walk - the last is looked at; labels as marked.js has them.
 * @param {function(number)} pick - called with the number of another, from 0.
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
