// Copies the link with the teacher's key, which is never on the page, because the page is on a projector.

import { copy } from "../parts/component/clipboard.js";

/**
 * Show the button.
 *
 * @param {object} data - link; words: copy, the button; copied and refused, what it says afterwards
 */
export default function ({ data: { link, words }, parentElement }) {
  const root = parentElement.querySelector(".ink-copy-key");
  if (!root.firstChild) root.innerHTML = '<button type="button" class="ink-button"></button> <span role="status"></span>';
  const [button, line] = root.children;
  button.textContent = words.copy;
  button.onclick = async () => (line.textContent = (await copy(Promise.resolve(link))) || typed(link) ? words.copied : words.refused);
}

/** Copy a text as if somebody had typed and selected it, for pages that aren't in a secure context. */
function typed(text) {
  const field = Object.assign(document.createElement("input"), { value: text });
  field.className = "ink-copied";
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
  }
}
