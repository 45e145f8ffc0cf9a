// Publishes what is chosen in the network: see Selection in reading.js. It's a message of its own because it comes with
// every click, and the network's description doesn't have to be sent again.

import { publishAddress } from "../../parts/component/page_store.js";
import { readings, selections } from "../../parts/component/reading.js";
import { addFrames } from "./window_frames.js";

/**
 * Publish the selection if it has changed.
 *
 * @param {object} data - a Selection, and the address that names it: see publishAddress
 */
export default function ({ data: { address, ...selection }, parentElement }) {
  publishAddress(address);
  if (JSON.stringify(selections.last) !== JSON.stringify(selection)) selections.publish(selection);
  const root = parentElement.querySelector(".ink-selection");
  readings.subscribe(root, addFrames); // the network view may come later
  return () => readings.unsubscribe(root);
}
