// Publishes what Python knows of the drawing, writes it into the address, and turns off the buttons that could do nothing.
// Ink that Python does not know yet can be undone and cleared already.

import { publishAddress } from "../parts/address.js";
import { unpack } from "../parts/unpack.js";
import { drawings, readings } from "../parts/reading.js";

const observers = new WeakMap();

/**
 * Publish a Drawing (see reading.js).
 *
 * @param {Uint8Array} data - the message of it, as model/message.py writes one
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-drawing");
  const drawing = unpack(data);
  const { able } = drawing;
  readings.subscribe(root, ({ time }) => enable(time === null ? able : Object.assign(able, { undo: true, clear: true, keep_this: true })));
  enable(able);
  watch(root, able);
  drawings.publish(drawing);
  publishAddress(drawing.address);
  return () => {
    observers.get(root)?.disconnect();
    readings.unsubscribe(root);
  };
}

function enable(able) {
  for (const key in able)
    for (const button of document.querySelectorAll(`.st-key-${key} button`)) button.disabled = !able[key];
}

// A button's container is there before this; the button, not before its code has been fetched.
function watch(root, able) {
  observers.get(root)?.disconnect();
  const observer = new MutationObserver(() => enable(able));
  for (const key in able)
    for (const container of document.querySelectorAll(`.st-key-${key}`)) observer.observe(container, { childList: true, subtree: true });
  observers.set(root, observer);
}
