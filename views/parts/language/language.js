// Translates the texts that the browser writes itself.

const ENGLISH = { point: ".", thousands: ",", percent: "{number}%", groupedFrom: 4, words: {} };

/** point, thousands, percent, groupedFrom: see Marks in catalogs.py; words: {message: its translation, or a list of forms if it depends on a count}; plural: count -> index of the form. */
export const spoken = () => globalThis.inklingLanguage ?? ENGLISH;

/** Translate a sentence, which can have {placeholders}. */
export const _ = (message) => spoken().words[message] ?? message;
