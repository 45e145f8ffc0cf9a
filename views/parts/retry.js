// Reports something until there is an answer: Streamlit may join two wishes of one moment into the first one's.

const RETRY_AFTER = 500; // milliseconds to wait for an answer; longer than the 20 to 200 that one takes

const waiting = new WeakMap(); // who waits for an answer -> the timer

/** Report it now and, until that is `answered`, again; `owner` waits for one answer at a time. */
export function retry(owner, report) {
  answered(owner);
  report();
  waiting.set(owner, setInterval(report, RETRY_AFTER));
}

/** There is an answer, or nobody waits for one any more. */
export function answered(owner) {
  clearInterval(waiting.get(owner));
}
