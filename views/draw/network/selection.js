// Publishes what this session has chosen in the network: see Selection in reading.js. A message of its own, since it comes
// with every click, and the network's picture need not come again for it.

import { publishAddress } from "../../address/address.js";
import { selections } from "../../parts/component/reading.js";

/**
 * Publish it, if it is another one.
 *
 * @param {object} data - a Selection, and the address that says it: see publishAddress
 */
export default function ({ data: { address, ...selection } }) {
  publishAddress(address);
  if (JSON.stringify(selections.last) !== JSON.stringify(selection)) selections.publish(selection);
}
