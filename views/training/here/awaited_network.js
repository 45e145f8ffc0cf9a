// The user's own network that an address means, from this browser's store. It is invisible.

import { readKept } from "./store.js";
import { Telling } from "./kept_telling.js";

/**
 * Tell Python of the network that was used last.
 *
 * @param {object} data - session: a name of it; coming: {run, received}, which one Python has asked for, and how many parts have come; none: what
 *   is said where none is kept. Reports `picked`: {run, choices}, then its parts; or `none`.
 */
export default function ({ data: { session, coming, none }, setTriggerValue }) {
  if (globalThis.inklingAwaited?.session !== session) globalThis.inklingAwaited = Object.assign(new Telling(), { session });
  const telling = globalThis.inklingAwaited;
  telling.report = setTriggerValue;
  let hasLeft = false;
  const answer = (kept) => hasLeft || telling.answer(kept, coming, true) || telling.tell(none);
  readKept().then(answer, () => answer([]));
  return () => {
    hasLeft = true;
    telling.end();
  };
}
