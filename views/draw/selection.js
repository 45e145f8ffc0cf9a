// Publishes what this session has chosen in the network: see Selection in reading.js. A message of its own, since it comes
// with every click, and the network's picture need not come again for it.

import { selections } from "../parts/reading.js";

/**
 * Publish it, if it is another one.
 *
 * @param {object} data - a Selection
 */
export default function ({ data }) {
  if (JSON.stringify(selections.last) !== JSON.stringify(data)) selections.publish(data);
}
