// Stores in this browser which tasks are solved, for the next visit. It's invisible.

import { give, TIMES } from "../parts/component/local_store.js";

const NAME = "inkling.tasks.1"; // ends with the version of the stored format
const MOST = 2000; // characters

/**
 * Store this session's solved tasks together with other tabs'; send the session what was stored, until it has taken that in.
 *
 * @param {object} data - session: the session's name; read: whether it has taken in what was stored; solved: [id]
 *   Reports `picked`: the stored ids.
 */
export default function ({ data: { session, read, solved }, setTriggerValue }) {
  const mine = (globalThis.inklingTasks ??= {});
  const leave = () => clearTimeout(mine.timer);
  leave();
  try {
    const stored = localStorage.getItem(NAME);
    const ids = stored && stored.length <= MOST ? listed(stored) : [];
    if (mine.session !== session) Object.assign(mine, { session, times: ids.length ? 0 : TIMES });
    if (!read && mine.times < TIMES) {
      give(mine, () => setTriggerValue("picked", ids));
      return leave;
    }
    const all = JSON.stringify([...new Set([...ids, ...solved])]);
    const written = all.length <= MOST ? all : JSON.stringify(solved);
    if (written !== stored) localStorage.setItem(NAME, written);
  } catch {
    // this browser doesn't store anything for this page, so solved tasks last as long as the session
  }
  return leave;
}

function listed(text) {
  try {
    const ids = JSON.parse(text);
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return []; // start over if the stored text is damaged
  }
}
