// Loads the user's own network that a link refers to from this browser's store. It is invisible.

import { readKept } from "./store.js";
import { Telling } from "./kept_telling.js";

/**
 * Send Python the network that was used last.
 *
 * @param {object} data - session: its name; coming: {run, received}, the network Python has requested and how many parts it has
 *   received; none: the answer if this browser has no stored network. Reports `picked`: {run, choices}, then its parts; or `none`.
 */
export default function ({ data: { session, coming, none }, setTriggerValue }) {
  if (globalThis.inklingAwaited?.session !== session) globalThis.inklingAwaited = Object.assign(new Telling(), { session });
  const telling = globalThis.inklingAwaited;
  telling.report = setTriggerValue;
  let hasLeft = false;
  const answer = (kept) => hasLeft || telling.answer(kept, coming, true) || telling.send(none);
  readKept().then(answer, () => answer([]));
  return () => {
    hasLeft = true;
    telling.end();
  };
}
