// Each step of the lesson gets an entry in the browser's history, so that one can go back to it.

import { shared, write } from "../parts/component/page_store.js";

const TURNED = "step"; // the field of the address whose changes make history entries
const MOST_GONE = 16; // of these entries that the browser went to and that aren't shown yet

const turns = (shared.turns ??= { shown: null, gone: [], number: 0, turners: new Map() });
shared.goBack = goBack;

// Goes to another step of the open lesson, without Streamlit.
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
 * Add a history entry for another step, unless the browser went there by itself. The step that was left keeps its entry.
 *
 * @param {string} step - its id
 * @param {number} turned - the number of the last move that Python has handled
 * @returns {array|undefined} The step to which the browser has gone since, if it isn't shown yet: as for `turning`.
 */
export function showTurn(step, turned = 0) {
  const { shown, gone } = turns;
  if (turned >= turns.number) turns.gone = []; // the newest of them is shown
  const place = gone.indexOf(step); // back and forward quickly: Python shows the first step when the browser is at the second
  if (step === shown) return wanted(); // shown again before Python knows about the move
  Object.assign(turns, { shown: step, gone: turns.gone.slice(place + 1 || gone.length) });
  if (!shown || place >= 0 || location.pathname !== shared.path) return wanted(); // or the user has left the page
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
 * Listen for moves back or forward in the history.
 *
 * @param {object} owner - the listener
 * @param {function|null} turn - is called with [the id of a step, a number that grows with each move]; null to stop listening
 */
export function turning(owner, turn) {
  if (turn) turns.turners.set(owner, turn);
  else turns.turners.delete(owner);
}
