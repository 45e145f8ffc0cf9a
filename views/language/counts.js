// What is said of one and of any other number, in the language of the page.

import { spoken } from "./language.js";

/** A sentence with a {count} in it: what is said of 1, and of any other number. */
export const ngettext = (one, many, count) => spoken().words[one]?.[spoken().plural(count)] ?? (count === 1 ? one : many);
