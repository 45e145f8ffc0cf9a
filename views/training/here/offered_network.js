// Tells Python that this browser has saved a network, so that the page can offer it, and loads it once it's requested. It is invisible.

import { choiceOf, countSaved, isWhole, readSaved } from "../../session/network_store.js";

/**
 * Look for saved networks once on each page, unless the page offers them already. Send Python the network that it has requested; without a
 * request, the one that was used or trained last.
 *
 * @param {object} data - address: the page's; offered: whether it offers them; awaited: whether Python waits for a network; coming: {run,
 *   received}, the network it has requested and how many parts it has received. Reports `picked`: "some"; or {run, choices}, then its
 *   parts; or "none" if this browser doesn't have it.
 */
export default function ({ data: { address, offered, awaited, coming }, parentElement, setTriggerValue }) {
  const of = (parentElement.inkPart ??= { address: null, sent: null }); // of the page on which it looked last, and what it sent last
  let hasLeft = false;
  const report = (message, name) => {
    if (hasLeft || of.sent === name) return; // it may be shown again for another reason
    of.sent = name;
    setTriggerValue("picked", message);
  };
  if (awaited || coming) {
    readSaved().catch(() => []).then((saved) => {
      const network = saved.find(coming ? ({ run }) => run === coming.run : isWhole);
      const message = network && (coming ? network.parts[coming.received] : choiceOf(network));
      if (message) report(message, `${network.run} ${coming?.received}`);
      else report("none", NaN); // every time
    });
  } else if (!offered && of.address !== address) countSaved().then((count) => count && report("some", address), () => {});
  of.address = address;
  return () => {
    hasLeft = true;
    parentElement.inkPart = null;
  };
}
