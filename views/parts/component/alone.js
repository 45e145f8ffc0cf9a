// A report that doesn't take a click with it: of two reports of one moment, Streamlit only runs the first one's fragment.

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
