// Each step of the lesson gets an entry in the browser's history. The browser owns the step, and Python gets it with the button
// that was pressed or, if the browser went back or forward, through the outbox.

import { set, shared, write } from "../parts/component/page_store.js";

shared.goBack = goBack;

/** Go to another step. */
export function goTo(step) {
  if (step === shared.own.step) return;
  shared.own.step = step;
  write("pushState");
}

/** Call `turned` with the step to which the browser goes back or forward, without Streamlit, until `end`. */
export const begin = (turned) => (shared.turned = turned);

/** End that, unless another one has begun. */
export const end = (turned) => shared.turned === turned && (shared.turned = null);

function goBack(event) {
  const step = new URLSearchParams(location.search).get("step");
  if (!step || !shared.turned || location.pathname !== shared.path) return write("replaceState", {}); // to another page
  event.stopImmediatePropagation();
  set("step", step);
  shared.turned(step);
}
