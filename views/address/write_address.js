// Writes what is seen into the page's address. It has no face.

import { publishAddress } from "./address.js";

// data: see publishAddress.
export default function ({ data }) {
  publishAddress(data);
}
