// Loads the user's own network that a link refers to from this browser's store. It is invisible.

import { readSaved } from "./store.js";
import { NetworkSender } from "./network_sender.js";

/**
 * Send Python the network that was used last.
 *
 * @param {object} data - session: its name; coming: {run, received}, the network Python has requested and how many parts it has
 *   received; none: the answer if this browser has no saved network. Reports `picked`: {run, choices}, then its parts; or `none`.
 */
export default function ({ data: { session, coming, none }, setTriggerValue }) {
  if (globalThis.inklingAwaited?.session !== session) globalThis.inklingAwaited = Object.assign(new NetworkSender(), { session });
  const sender = globalThis.inklingAwaited;
  sender.report = setTriggerValue;
  let hasLeft = false;
  const answer = (saved) => hasLeft || sender.answer(saved, coming, true) || sender.send(none);
  readSaved().then(answer, () => answer([]));
  return () => {
    hasLeft = true;
    sender.end();
  };
}
