// Writes what is shown into the page's address. It is invisible.

import { publishAddress } from "./address.js";

// data: see publishAddress.
export default function ({ data }) {
  publishAddress(data);
}
