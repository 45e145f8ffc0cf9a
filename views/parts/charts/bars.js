// One bar per digit: its share from 0 to 1, and a text beside it.

import { following } from "../component/following.js";
import { isSeen } from "../looks/wording.js";

/**
 * Paint one bar per digit into an element.
 *
 * @param {HTMLElement} root
 * @param {{share: number, text: string}[]} bars - shares from 0 to 1
 * @param {boolean} isWhole - whether they add up to a whole, so that the smallest are only for screen readers: see isSeen
 */
export function paintBars(root, bars, isWhole = false) {
  root.classList.add("ink-bars");
  if (root.children.length !== bars.length) {
    root.innerHTML = bars.map((_, digit) => `<div role="img"><b>${digit}</b><i><u></u></i><span></span></div>`).join("");
  }
  root.classList.toggle("ink-wide", bars.some((bar) => bar.text.length > 14));
  const largest = Math.max(...bars.map((bar) => bar.share));
  bars.forEach((bar, digit) => {
    const row = root.children[digit];
    row.classList.toggle("ink-largest", bar.share === largest);
    row.setAttribute("aria-label", `${digit} ${bar.text}`);
    const isLeast = isWhole && !isSeen(bar.text);
    row.querySelector("u").hidden = isLeast;
    row.querySelector("u").style.width = `${100 * bar.share}%`;
    row.querySelector("span").textContent = isLeast ? "" : bar.text;
  });
}

/** Show the bars in `data`, with `isWhole` as above. */
export default following(({ data, parentElement }) => paintBars(parentElement.querySelector(".ink-bars"), data.bars, data.isWhole));
