// A field in which a word of the list is looked for: of the words page, what does not contain it is hidden.

import { filled } from "../parts/looks/wording.js";

/**
 * Show the field.
 *
 * @param {object} data - words: label, found ("{shown} of {count} words"), none: what is said of it, in words; count: of all words
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-find");
  if (!root.firstChild) root.innerHTML = '<input type="search" maxlength="40" autocomplete="off" spellcheck="false"><span role="status"></span>';
  const [field, told] = root.children;
  Object.assign(field, { placeholder: data.words.label, ariaLabel: data.words.label });
  field.oninput = () => {
    const shown = showOnly(field.value.trim().toLowerCase());
    told.textContent = !field.value.trim() ? "" : shown ? filled(data.words.found, { shown, count: data.count }) : data.words.none;
  };
  if (field.value) field.oninput(); // the list is another one in another language
}

/**
 * Of the list, hide every word and every letter in which that does not occur.
 *
 * @param {string} text - in small letters; "" shows all
 * @returns {number} of words that are shown
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
