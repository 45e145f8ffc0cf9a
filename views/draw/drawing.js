// Publishes what Python knows of the drawing, writes it into the address, and turns off the buttons that could do nothing.
// Ink that Python does not know yet can be undone and cleared already.

import { publishAddress } from "../parts/address.js";
import { unpack } from "../parts/unpack.js";
import { drawings, readings } from "../parts/reading.js";
import { reportAlone } from "../parts/retry.js";
import { isStep } from "./steps.js";

// Milliseconds after a step until its drawing is asked for: longer than the 20 to 300 in which it comes. Of one run,
// Streamlit loses what it has not sent when the next run is wished for at that moment.
const LATE = 500;
const endings = new WeakMap(); // a component's element -> what ends all that its last message began

/**
 * Publish a Drawing (see reading.js).
 *
 * @param {Uint8Array} data - the message of it, as model/message.py writes one. Reports `again` where none has come
 *   after a step: the number of the change before it.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-drawing");
  const drawing = unpack(data);
  const { able, change } = drawing;
  endings.get(root)?.abort();
  const ending = new AbortController();
  endings.set(root, ending);
  readings.subscribe(root, ({ time }) => enable(time === null ? able : Object.assign(able, { undo: true, clear: true, keep_this: true })));
  enable(able);
  watch(able, ending.signal);
  const ask = () => drawings.last.change === change && reportAlone(() => setTriggerValue("again", change));
  document.addEventListener("click", ({ target }) => isStep(target) && setTimeout(ask, LATE), { signal: ending.signal });
  drawings.publish(drawing);
  publishAddress(drawing.address);
  return () => {
    endings.get(root).abort();
    readings.unsubscribe(root);
  };
}

function enable(able) {
  for (const key in able)
    for (const button of document.querySelectorAll(`.st-key-${key} button`)) button.disabled = !able[key];
}

// A button's container is there before this; the button, not before its code has been fetched.
function watch(able, signal) {
  const observer = new MutationObserver(() => enable(able));
  for (const key in able)
    for (const container of document.querySelectorAll(`.st-key-${key}`)) observer.observe(container, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
}
