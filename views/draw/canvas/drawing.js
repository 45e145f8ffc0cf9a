// Publishes what Python knows of the drawing, writes it into the address, and turns off the buttons that could do nothing.
// Ink that Python does not know yet can be undone and cleared already; what is known of that on this side counts.

import { publishAddress } from "../../address/address.js";
import { unpack } from "../../../model/network/message.js";
import { drawings, readings, surfaces } from "../../parts/component/reading.js";
import { reportAlone } from "../../parts/component/retry.js";
import { isStep } from "./steps.js";

// Milliseconds after a step until its drawing is asked for: longer than the 20 to 300 in which it comes. Of one run,
// Streamlit loses what it has not sent when the next run is wished for at that moment.
const LATE = 500;
const endings = new WeakMap(); // a component's element -> what ends all that its last message began

/**
 * Publish a Drawing (see reading.js).
 *
 * @param {Uint8Array} data - the message of it, as model/network/message.py writes one. Reports `again` where none has come
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

// What is set to what it is already is a change as well, to those who watch.
function enable(able) {
  for (const key in able)
    for (const button of document.querySelectorAll(`.st-key-${key} button`)) if (button.disabled !== !able[key]) button.disabled = !able[key];
}

// A button's container is there before this; the button, not before its code has been fetched. And Streamlit turns off
// all of them while there is no line, which steps taken here do not need: of that there is one rule for all who watch.
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
