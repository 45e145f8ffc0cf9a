// What a network takes the drawing for, in large letters.

import { following } from "../../parts/component/following.js";

/**
 * Show it.
 *
 * @param {object} data - text: a line that begins with "### ", and what stands below it
 */
function verdict({ data, parentElement }) {
  const [line, ...more] = data.text.split("\n");
  const heading = Object.assign(document.createElement("h3"), { textContent: line.replace(/^#+ /, "") });
  parentElement.querySelector(".ink-verdict").replaceChildren(heading, ...more);
}

export default following(verdict);
