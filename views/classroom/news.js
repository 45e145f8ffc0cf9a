// Asks whether there is news of a class, and has Python run where there is. It is invisible.

import { reportAlone } from "../parts/component/retry.js";

const PATIENCE = 10000; // milliseconds that an answer may take

/**
 * Ask again and again.
 *
 * @param {object} data - address: that answers with `News`, see classes.py, and 404 where Python has to look at the class first; of: which of its fields counts, and seen: what that was; every: milliseconds
 *   Reports `again`: that there is news, until `seen` is another one.
 */
export default function ({ data: { address, of, seen, every }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-news");
  clearInterval(root.timer);
  let asked = -Infinity;
  const look = async () => {
    if (performance.now() - asked < PATIENCE) return;
    asked = performance.now();
    const isNews = await hears(address, of, seen);
    asked = -Infinity;
    if (isNews && root.timer === timer) reportAlone(() => setTriggerValue("again", true));
  };
  const timer = setInterval(look, every);
  root.timer = timer;
  return () => {
    clearInterval(root.timer);
    delete root.timer; // an answer that is on its way is nobody's
  };
}

/** Whether that has become another one; not where nobody answers. */
async function hears(address, of, seen) {
  try {
    const answer = await fetch(address);
    if (answer.status === 404) return seen !== null; // else there is no such class, and a code that is none is not tried again
    return answer.ok && (await answer.json())[of] !== seen;
  } catch {
    return false; // the line is away
  }
}
