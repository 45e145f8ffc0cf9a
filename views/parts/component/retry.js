// Repeats a report until it's answered, because Streamlit only runs the first fragment of two simultaneous reports.

const RETRY_AFTER = 500; // milliseconds to wait for an answer, which takes 20 to 200

const waiting = new WeakMap(); // owner that waits for an answer -> timer

/** Report now and repeat until `answered`; an `owner` waits for one answer at a time. */
export function retry(owner, report) {
  answered(owner);
  reportAlone(report);
  waiting.set(owner, setInterval(() => reportAlone(report), RETRY_AFTER));
}

/** Stop repeating: the answer has arrived or isn't needed. */
export function answered(owner) {
  clearInterval(waiting.get(owner));
}

/**
 * Report something that isn't a person's click; a click before Streamlit has sent it is delayed until afterwards.
 *
 * Streamlit sends after a timer of 0 ms, which the report starts, so that timer ends before ours.
 * The delayed click is a new event, but still counts as a person's: its `isLate` is true.
 */
export function reportAlone(report) {
  const late = [];
  const hold = (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    late.push({ target: event.composedPath()[0], event });
  };
  report();
  addEventListener("click", hold, { capture: true });
  setTimeout(() => {
    removeEventListener("click", hold, { capture: true });
    for (const { target, event } of late) target.dispatchEvent(Object.assign(new PointerEvent("click", event), { isLate: true }));
  });
}
