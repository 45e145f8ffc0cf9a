// Publishes the drawing that Python knows, and writes it into the address.

import { publishAddress } from "../../parts/component/page_store.js";
import { along } from "../../../model/preprocess/morph.js";
import { unpack } from "../../../model/network/message.js";
import { drawings } from "../../parts/component/reading.js";

/** @param {Uint8Array} data - the message of a Drawing (see reading.js), as model/network/message.py writes it. */
export default function ({ data }) {
  const drawing = unpack(data);
  drawings.publish({ ...drawing, morph: drawing.morph && along(drawing.morph) });
  publishAddress(drawing.address);
}
