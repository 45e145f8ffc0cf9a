// Writes numbers in the same way as views/parts/looks/wording.py.

import { DECIMALS, OVER, SHARE_DECIMALS, UNDER } from "../../../model/constants.js";
import { apportion } from "../../../model/explain/apportion.js";
import { _, spoken } from "../language/language.js";

/** Write a number at display precision, with a true minus sign and no negative zero. */
export const figure = (value) => localized(fixed(value, DECIMALS).replace(/^-(?=[0.]*$)/, ""));

/** Write a number with that many decimal places and a true minus sign. */
export const exact = (value, digits) => localized(fixed(value, digits));

/** Write a digit with its article: "a 7", "an 8". */
export const aDigit = (digit) => (filled(digit === 8 ? _("an {digit}") : _("a {digit}"), { digit }));

/** Put a negative number in brackets, as after a minus sign. */
export const inBrackets = (number) => (number.startsWith("−") ? `(${number})` : number);

/** Join texts with commas, or with semicolons if the comma is the decimal sign. */
export const joined = (parts) => parts.join(spoken().point === "," ? "; " : ", ");

/** Write a number with as few digits as it needs. */
export const short = (value) => localized(String(value));

/** Replace each {name} in a sentence by its value. */
export const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (found, name) => values[name]);

/** Write a probability from 0 to 1 for people: "97.3%", and never 100% if it's less. */
export function percent(share) {
  if (share < UNDER) return under();
  return share > OVER ? over() : of100(share);
}

const of100 = (share) => withPercentSign(exact(100 * share, 1));
const withPercentSign = (number) => filled(spoken().percent, { number });
const localized = (number) => number.replace("-", "−").replace(".", spoken().point); // with a true minus sign
const under = () => filled(_("under {share}"), { share: of100(UNDER) });
const over = () => filled(_("over {share}"), { share: of100(OVER) });

/**
 * Write the shares of a whole as percent() does, so that the digits shown add up to 100.0%. If they don't form a whole,
 * as with ten sigmoids or NaN, write each one by itself.
 *
 * @param {Float32Array} shares - from 0 to 1 each
 * @returns {string[]}
 */
export function percents(shares) {
  const whole = 10 ** SHARE_DECIMALS;
  if (Math.round(shares.reduce((sum, share) => sum + share, 0) * whole) !== whole) return Array.from(shares, percent);
  return apportion(shares, whole, SHARE_DECIMALS).map((units) => (units <= 0 ? under() : units < whole ? percent(units / whole) : over()));
}

/** Return whether a written share of a whole is large enough to show, from 1% on; others are only for screen readers. */
export const isSeen = (written) => parseInt(written?.replace(/^\D+/, ""), 10) >= 1; // skips any words or signs before it

/**
 * Write a chart's value, shorter on an axis than in a text.
 *
 * @param {?number} value - null if it's infinite or not a number
 * @param {string} format - "percent" or "number"
 * @param {boolean} isExact - whether it's for a text
 * @returns {string}
 */
export function written(value, format, isExact) {
  if (value === null || value === undefined) return _("no number");
  if (format === "percent") return withPercentSign(localized((100 * value).toFixed(isExact ? 1 : 0)));
  const size = Math.abs(value);
  const text = size >= 1e4 ? value.toExponential(0) : size >= 100 ? value.toFixed(0) : isExact ? value.toFixed(3) : String(+value.toPrecision(3));
  return localized(text);
}

// Round like Python, halves to the even digit. Only odd multiples of 1 / 2^(digits + 1) are exact halves in binary.
function fixed(value, digits) {
  if (Math.abs((value * 2 ** (digits + 1)) % 2) !== 1) return value.toFixed(digits);
  const below = Math.floor(value * 10 ** digits);
  return ((below + Math.abs(below % 2)) / 10 ** digits).toFixed(digits);
}
