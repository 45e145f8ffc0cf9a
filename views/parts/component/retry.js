// Reports something until there is an answer: of two wishes of one moment, Streamlit runs the first one's fragment only.

const RETRY_AFTER = 500; // milliseconds to wait for an answer; longer than the 20 to 200 that one takes

const waiting = new WeakMap(); // who waits for an answer -> the timer

/** Report it now and, until that is `answered`, again; `owner` waits for one answer at a time. */
export function retry(owner, report) {
  answered(owner);
  reportAlone(report);
  waiting.set(owner, setInterval(() => reportAlone(report), RETRY_AFTER));
}

/** There is an answer, or nobody waits for one any more. */
export function answered(owner) {
  clearInterval(waiting.get(owner));
}

/**
 * Report what nobody has pressed anything for: a click that comes before Streamlit has sent it comes after that.
 *
 * Streamlit sends when its timer of 0 ms is over, which is set by the report, and so is over before the one here.
 * That click is another event, a person's all the same: its `isLate` is true.
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
