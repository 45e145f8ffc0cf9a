// Translates sentences that depend on a count.

import { spoken } from "./language.js";

/** Translate a sentence with a {count}, given in English for 1 and for any other number. */
export const ngettext = (one, many, count) => spoken().words[one]?.[spoken().plural(count)] ?? (count === 1 ? one : many);
