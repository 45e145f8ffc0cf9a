// Tells Python that this browser has saved a network, so that the page can offer it. It is invisible.

import { countSaved } from "./store.js";

/**
 * Look for saved networks, unless the page offers them already.
 *
 * @param {object} data - offered: whether it does; run: the training that has ended last. Reports `picked`: "some".
 */
export default function ({ data: { offered }, setTriggerValue }) {
  let hasLeft = offered;
  countSaved().then((count) => hasLeft || !count || setTriggerValue("picked", "some"), () => {});
  return () => (hasLeft = true);
}
