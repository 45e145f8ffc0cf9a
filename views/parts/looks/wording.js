// How numbers are written, as views/parts/looks/wording.py has it.

import { DECIMALS, OVER, SHARE_DECIMALS, UNDER } from "../../../model/constants.js";
import { apportion } from "../../../model/explain/apportion.js";
import { _, spoken } from "../../language/language.js";

/** A number at display precision, with a true minus sign and no negative zero. */
export const figure = (value) => localized(fixed(value, DECIMALS).replace(/^-(?=[0.]*$)/, ""));

/** A number with that many digits after the point, with a true minus sign. */
export const exact = (value, digits) => localized(fixed(value, digits));

/** A digit with its article: "a 7", "an 8". */
export const aDigit = (digit) => (filled(digit === 8 ? _("an {digit}") : _("a {digit}"), { digit }));

/** A negative number in brackets, as it is written behind a minus sign. */
export const inBrackets = (number) => (number.startsWith("−") ? `(${number})` : number);

/** Several beside each other, commas between them; semicolons where a comma is the decimal sign. */
export const joined = (parts) => parts.join(spoken().point === "," ? "; " : ", ");

/** A number with as few digits as it needs. */
export const short = (value) => localized(String(value));

/** A sentence in which each {name} is replaced by that value. */
export const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (found, name) => values[name]);

/** A probability from 0 to 1, as people read it: "97.3%", and never a 100% that is none. */
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
 * The shares of a whole, each as percent() writes it: in the digits shown they add up to 100.0%. Where they are none, such
 * as ten sigmoids or no numbers, each is written by itself.
 *
 * @param {Float32Array} shares - from 0 to 1 each
 * @returns {string[]}
 */
export function percents(shares) {
  const whole = 10 ** SHARE_DECIMALS;
  if (Math.round(shares.reduce((sum, share) => sum + share, 0) * whole) !== whole) return Array.from(shares, percent);
  return apportion(shares, whole, SHARE_DECIMALS).map((units) => (units <= 0 ? under() : units < whole ? percent(units / whole) : over()));
}

/** Whether a share of a whole, as it is written, is drawn and written, or only told: from 1% on. */
export const isSeen = (written) => parseInt(written?.replace(/^\D+/, ""), 10) >= 1; // whatever words or sign are before it

/**
 * A value of a chart, shorter on an axis than where it is told.
 *
 * @param {?number} value - null where it is infinite or not a number
 * @param {string} format - "percent" or "number"
 * @param {boolean} isExact - whether it is told
 * @returns {string}
 */
export function written(value, format, isExact) {
  if (value === null || value === undefined) return _("no number");
  if (format === "percent") return withPercentSign(localized((100 * value).toFixed(isExact ? 1 : 0)));
  const size = Math.abs(value);
  const text = size >= 1e4 ? value.toExponential(0) : size >= 100 ? value.toFixed(0) : isExact ? value.toFixed(3) : String(+value.toPrecision(3));
  return localized(text);
}

// Rounded as Python does, halves to the even digit. Only odd multiples of 1 / 2^(digits + 1) are halves in binary.
function fixed(value, digits) {
  if (Math.abs((value * 2 ** (digits + 1)) % 2) !== 1) return value.toFixed(digits);
  const below = Math.floor(value * 10 ** digits);
  return ((below + Math.abs(below % 2)) / 10 ** digits).toFixed(digits);
}
