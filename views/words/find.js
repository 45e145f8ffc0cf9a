// A search field for the glossary: it hides the entries that don't contain the text.

import { filled } from "../parts/looks/wording.js";

/**
 * Show the field.
 *
 * @param {object} data - words: label, found ("{shown} of {count} words"), none: shown if nothing is found; count: of all words
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-find");
  if (!root.firstChild) root.innerHTML = '<input type="search" maxlength="40" autocomplete="off" spellcheck="false"><span role="status"></span>';
  const [field, status] = root.children;
  Object.assign(field, { placeholder: data.words.label, ariaLabel: data.words.label });
  field.oninput = () => {
    const shown = showOnly(field.value.trim().toLowerCase());
    status.textContent = !field.value.trim() ? "" : shown ? filled(data.words.found, { shown, count: data.count }) : data.words.none;
  };
  if (field.value) field.oninput(); // the language may have changed, and the list with it
}

/**
 * Hide every entry that doesn't contain a text, and every letter without entries.
 *
 * @param {string} text - in lower case; "" shows all
 * @returns {number} how many entries are shown
 */
export function showOnly(text) {
  let shown = 0;
  for (const letter of document.querySelectorAll(".ink-words section")) {
    const words = [...letter.querySelectorAll("div")];
    for (const word of words) word.hidden = !word.textContent.toLowerCase().includes(text);
    const left = words.filter((word) => !word.hidden).length;
    letter.hidden = !left;
    shown += left;
  }
  return shown;
}
