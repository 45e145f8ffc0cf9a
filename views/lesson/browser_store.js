// Keeps what was done, guessed and drawn in the lesson in this browser, from one visit to the next. It has no face.

import { reportAlone } from "../parts/component/retry.js";

const NAME = "inkling.lesson.1"; // with the version of what is kept under it
const TIMES = 3; // that it is given, if there is no answer

/**
 * Keep what this session has; give it, once, what was kept before.
 *
 * @param {object} data - session: a name of the session; read: whether it has been given what was kept; done: [id of a step]; guesses:
 *   {id: number of an option}; drawing: what was drawn, as an address says it; most: how many characters are given and kept at most
 *   Reports `picked`: what was kept, as it was written.
 */
export default function ({ data: { session, read, done, guesses, drawing, most }, setTriggerValue }) {
  const mine = (globalThis.inklingLesson ??= {});
  try {
    const kept = localStorage.getItem(NAME);
    const isNew = mine.session !== session;
    if (isNew) Object.assign(mine, { session, given: kept && kept.length <= most ? 0 : TIMES });
    if (!read && mine.given < TIMES) {
      mine.given += 1;
      reportAlone(() => setTriggerValue("picked", kept));
      return;
    }
    const written = JSON.stringify({ done, guesses, drawing });
    if (written !== kept && written.length <= most) localStorage.setItem(NAME, written);
  } catch {
    // this browser keeps nothing for this page: then it lasts as long as the session
  }
}
