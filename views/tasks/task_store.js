// Keeps in this browser which tasks were solved, from one visit to the next. It is invisible.

import { give, TIMES } from "../parts/component/local_store.js";

const NAME = "inkling.tasks.1"; // with the version of what is kept under it
const MOST = 2000; // characters

/**
 * Keep what this session has, beside what other tabs have kept; give it what was kept before, until it has taken that in.
 *
 * @param {object} data - session: a name of the session; read: whether it has been given what was kept; solved: [id]
 *   Reports `picked`: the ids that were kept.
 */
export default function ({ data: { session, read, solved }, setTriggerValue }) {
  const mine = (globalThis.inklingTasks ??= {});
  const leave = () => clearTimeout(mine.timer);
  leave();
  try {
    const kept = localStorage.getItem(NAME);
    const ids = kept && kept.length <= MOST ? listed(kept) : [];
    if (mine.session !== session) Object.assign(mine, { session, times: ids.length ? 0 : TIMES });
    if (!read && mine.times < TIMES) {
      give(mine, () => setTriggerValue("picked", ids));
      return leave;
    }
    const all = JSON.stringify([...new Set([...ids, ...solved])]);
    const written = all.length <= MOST ? all : JSON.stringify(solved);
    if (written !== kept) localStorage.setItem(NAME, written);
  } catch {
    // this browser keeps nothing for this page: then it lasts as long as the session
  }
  return leave;
}

function listed(text) {
  try {
    const ids = JSON.parse(text);
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return []; // what is damaged is begun anew
  }
}
