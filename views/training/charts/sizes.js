// How sizes are written, as in views/parts/looks/wording.py.

import { _, spoken } from "../../parts/language/language.js";

/** A whole number with its thousands grouped: "60,000". */
export const whole = (number) => (String(number).length < spoken().groupedFrom ? String(number) : String(number).replace(/\B(?=(\d{3})+$)/g, spoken().thousands));

/** A size of any magnitude, at least 0, with three digits or as a power of ten: "0.0123", "4.6e−7", "2.0e12". */
export function scientific(size) {
  if (!Number.isFinite(size)) return _("no number");
  const isShort = size === 0 || (size >= 1e-3 && size < 1e4);
  const text = isShort ? String(+size.toPrecision(3)) : size.toExponential(1).replace("e-", "e−").replace("e+", "e");
  return text.replace(".", spoken().point);
}
