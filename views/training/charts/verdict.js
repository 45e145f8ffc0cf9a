// What a network reads the drawing as, in large letters.

import { following } from "../../parts/component/following.js";

/**
 * Show the verdict.
 *
 * @param {object} data - text: a line that begins with "### ", and the text below it
 */
function verdict({ data, parentElement }) {
  const [line, ...more] = data.text.split("\n");
  const heading = Object.assign(document.createElement("h3"), { textContent: line.replace(/^#+ /, "") });
  parentElement.querySelector(".ink-verdict").replaceChildren(heading, ...more);
}

export default following(verdict);
