// Loads one of the user's own networks from this browser's store. It is invisible.

import { readSaved, sender } from "./store.js";

const senders = new WeakMap(); // element -> its sender

/**
 * Send Python the network that it has requested; without a request, the one that was used or trained last.
 *
 * @param {object} data - coming: {run, received}, the network Python has requested and how many parts it has
 *   received; none: the answer if this browser doesn't have it. Reports `picked`: {run, choices}, then its parts; or `none`.
 */
export default function ({ data: { coming, none }, parentElement, setTriggerValue }) {
  if (!senders.has(parentElement)) senders.set(parentElement, sender());
  let hasLeft = false;
  const send = (message) => setTriggerValue("picked", message);
  const answer = (saved) => hasLeft || senders.get(parentElement)(saved, coming, send) || send(none);
  readSaved().then(answer, () => answer([]));
  return () => {
    hasLeft = true;
    senders.delete(parentElement);
  };
}
