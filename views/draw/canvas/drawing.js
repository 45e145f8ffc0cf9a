// Publishes the drawing that Python knows, writes it into the address, and turns off buttons that would do nothing. You can
// undo and clear ink that Python doesn't know yet, so the browser's own state wins.

import { publishAddress } from "../../address/address.js";
import { unpack } from "../../../model/network/message.js";
import { drawings, readings, surfaces } from "../../parts/component/reading.js";
import { reportAlone } from "../../parts/component/retry.js";
import { isStep } from "./steps.js";

// Milliseconds after a step until the browser asks for its drawing: more than the 20 to 300 in which it arrives. When a
// rerun is requested, Streamlit loses what the current run hasn't sent yet.
const LATE = 500;
const endings = new WeakMap(); // a component's element -> ends whatever its last message started

/**
 * Publish a Drawing (see reading.js).
 *
 * @param {Uint8Array} data - the drawing's message, as model/network/message.py writes it. Reports `again` if no drawing came
 *   after a step: the number of the change before it.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-drawing");
  const drawing = unpack(data);
  const { able, change } = drawing;
  endings.get(root)?.abort();
  const ending = new AbortController();
  endings.set(root, ending);
  const update = () => enable(Object.assign(able, surfaces.last?.able));
  readings.subscribe(root, ({ time }) => {
    if (time !== null) Object.assign(able, { undo: true, clear: true, keep_this: true });
    update();
  });
  surfaces.subscribe(root, update);
  update();
  watch(able, ending.signal);
  const ask = () => drawings.last.change === change && reportAlone(() => setTriggerValue("again", change));
  document.addEventListener("click", ({ target }) => isStep(target) && setTimeout(ask, LATE), { signal: ending.signal });
  drawings.publish(drawing);
  publishAddress(drawing.address);
  return () => {
    endings.get(root).abort();
    readings.unsubscribe(root);
    surfaces.unsubscribe(root);
  };
}

// Setting `disabled` to the value it already has would still trigger the observers.
function enable(able) {
  for (const key in able)
    for (const button of document.querySelectorAll(`.st-key-${key} button`)) if (button.disabled !== !able[key]) button.disabled = !able[key];
}

// The button's container exists before this runs, but the button only appears once its code has loaded. While the connection
// is down, Streamlit turns off all buttons, but steps taken here don't need it.
function watch(able, signal) {
  const come = new MutationObserver(() => enable(able));
  const turned = new MutationObserver(() => enable(surfaces.last?.able));
  for (const key in able)
    for (const container of document.querySelectorAll(`.st-key-${key}`)) {
      come.observe(container, { childList: true, subtree: true });
      turned.observe(container, { subtree: true, attributeFilter: ["disabled"] });
    }
  signal.addEventListener("abort", () => [come, turned].forEach((each) => each.disconnect()));
}
