// A training's progress: a line of text and a bar.

import { plain, showMarked } from "../../parts/asking/marked.js";
import { following } from "../../parts/component/following.js";

/**
 * Show the bar.
 *
 * @param {object} data - share: from 0 to 1; text: the progress in words
 */
function runBar({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-run-bar");
  if (!root.children.length) root.innerHTML = '<p></p><i role="progressbar" aria-valuemin="0" aria-valuemax="100"><u></u></i>';
  const [words, bar] = root.children;
  showMarked(words, data.text);
  bar.ariaValueNow = Math.round(100 * data.share);
  bar.ariaLabel = plain(data.text);
  bar.firstChild.style.width = `${100 * data.share}%`;
}

export default following(runBar);
