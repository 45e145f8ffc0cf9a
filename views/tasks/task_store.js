// Keeps in this browser which tasks were solved, from one visit to the next. It is invisible.

import { reportAlone } from "../parts/component/retry.js";

const NAME = "inkling.tasks.1"; // with the version of what is kept under it
const TIMES = 3; // that it is given, if there is no answer
const MOST = 2000; // characters

/**
 * Keep what this session has; give it, once, what was kept before.
 *
 * @param {object} data - session: a name of the session; read: whether it has been given what was kept; solved: [id]
 *   Reports `picked`: the ids that were kept.
 */
export default function ({ data: { session, read, solved }, setTriggerValue }) {
  const mine = (globalThis.inklingTasks ??= {});
  try {
    const kept = localStorage.getItem(NAME);
    if (mine.session !== session) Object.assign(mine, { session, given: kept && kept.length <= MOST ? 0 : TIMES });
    if (!read && mine.given < TIMES) {
      mine.given += 1;
      const ids = JSON.parse(kept);
      reportAlone(() => setTriggerValue("picked", ids));
      return;
    }
    const written = JSON.stringify(solved);
    if (written !== kept) localStorage.setItem(NAME, written);
  } catch {
    // this browser keeps nothing for this page: then it lasts as long as the session
  }
}
