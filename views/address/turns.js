// Every step of the lesson is a page of the browser's history, by which one goes back to it.

import { shared, write } from "./address.js";

const TURNED = "step"; // the field of the address of which another value is another page of the history
const MOST_GONE = 16; // of these pages to which the browser has gone and that are not shown yet

const turns = (shared.turns ??= { shown: null, gone: [], turners: new Map() });
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
  for (const turn of turners.values()) turn(step);
}

/**
 * Another step is shown: a page of the history, unless the browser has gone there by itself. The one that is left keeps its own.
 *
 * @param {string} step - its id
 * @returns {string|undefined} The id of the step to which the browser has gone from there, if it is still to be shown.
 */
export function showTurn(step) {
  const { shown, gone } = turns;
  const place = gone.indexOf(step); // back and on again at once: Python comes to the first of them when the browser is at the second
  if (step === shown && place < 0) return gone.at(-1); // shown anew, before Python has heard of it
  Object.assign(turns, { shown: step, gone: gone.slice(place + 1 || gone.length) });
  if (!shown || place >= 0) return turns.gone.at(-1);
  const of = (name) => {
    const url = new URL(location.href);
    url.searchParams.set(TURNED, name);
    return url;
  };
  history.replaceState(history.state, "", of(shown));
  history.pushState(history.state, "", of(step));
  return undefined;
}

/** Have `turn` called with the value of that field to which the browser goes back or on; null, and `owner` hears of it no more. */
export function turning(owner, turn) {
  if (turn) turns.turners.set(owner, turn);
  else turns.turners.delete(owner);
}
