// Every step of the lesson is a page of the browser's history, by which one goes back to it.

import { shared, write } from "./address.js";

const TURNED = "step"; // the field of the address of which another value is another page of the history
const MOST_GONE = 16; // of these pages to which the browser has gone and that are not shown yet

const turns = (shared.turns ??= { shown: null, gone: [], number: 0, turners: new Map() });
shared.goBack = goBack;

// To another step of the lesson that is open, of which Streamlit need not hear.
function goBack(event) {
  const step = new URLSearchParams(location.search).get(TURNED);
  const { shown, gone, turners } = turns;
  const isTurn = location.pathname === shared.path && step && step !== (gone.at(-1) ?? shown) && turners.size > 0;
  if (!isTurn) {
    turns.gone = [];
    write({});
    return;
  }
  event.stopImmediatePropagation();
  turns.gone = [...gone, step].slice(-MOST_GONE);
  turns.number += 1;
  for (const turn of turners.values()) turn(wanted());
}

const wanted = () => (turns.gone.length ? [turns.gone.at(-1), turns.number] : undefined);

/**
 * Another step is shown: a page of the history, unless the browser has gone there by itself. The one that is left keeps its own.
 *
 * @param {string} step - its id
 * @param {number} turned - of the last turn that Python has taken
 * @returns {array|undefined} The step to which the browser has gone from there, if it is still to be shown: as for `turning`.
 */
export function showTurn(step, turned = 0) {
  const { shown, gone } = turns;
  if (turned >= turns.number) turns.gone = []; // what is shown is the newest of them
  const place = gone.indexOf(step); // back and on again at once: Python comes to the first of them when the browser is at the second
  if (step === shown) return wanted(); // shown anew, before Python has heard of it
  Object.assign(turns, { shown: step, gone: turns.gone.slice(place + 1 || gone.length) });
  if (!shown || place >= 0 || location.pathname !== shared.path) return wanted(); // or the page has been left meanwhile
  const of = (name) => {
    const url = new URL(location.href);
    url.searchParams.set(TURNED, name);
    return url;
  };
  history.replaceState(history.state, "", of(shown));
  history.pushState(history.state, "", of(step));
  return undefined;
}

/**
 * Hear where the browser goes back or on to.
 *
 * @param {object} owner - who hears of it
 * @param {function|null} turn - is called with [the id of a step, a number that grows with each turn]; null, and it hears no more
 */
export function turning(owner, turn) {
  if (turn) turns.turners.set(owner, turn);
  else turns.turners.delete(owner);
}
