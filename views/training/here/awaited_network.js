// Loads the user's own network that a link refers to from this browser's store. It is invisible.

import { readSaved, sender } from "./store.js";

const senders = new WeakMap(); // element -> its sender

/**
 * Send Python the network that was used last.
 *
 * @param {object} data - coming: {run, received}, the network Python has requested and how many parts it has
 *   received; none: the answer if this browser has no saved network. Reports `picked`: {run, choices}, then its parts; or `none`.
 */
export default function ({ data: { coming, none }, parentElement, setTriggerValue }) {
  if (!senders.has(parentElement)) senders.set(parentElement, sender());
  let hasLeft = false;
  const send = (message) => setTriggerValue("picked", message);
  const answer = (saved) => hasLeft || senders.get(parentElement)(saved, coming, true, send) || send(none);
  readSaved().then(answer, () => answer([]));
  return () => {
    hasLeft = true;
    senders.delete(parentElement);
  };
}
