// What the browser says by itself, in the language of the page.

const ENGLISH = { point: ".", thousands: ",", percent: "{number}%", groupedFrom: 4, words: {} };

/** point, thousands, percent, groupedFrom: see Marks in catalogs.py; words: {message: what is said for it}, of counts a list; plural: count -> its place there. */
export const spoken = () => globalThis.inklingLanguage ?? ENGLISH;

/** A sentence; with {names} for what is filled in. */
export const _ = (message) => spoken().words[message] ?? message;
