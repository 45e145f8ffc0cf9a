// A bar of a share, and on it between which shares the true one is.

import { showMarked } from "../asking/marked.js";
import { made } from "../component/made.js";

/** Return a bar of a share; interval: [low, high], if there's a line on the bar. */
export function shareBar(share, interval) {
  const bar = made("i", "ink-share", made("u", ""));
  bar.firstChild.style.width = `${100 * share}%`;
  if (!interval) return bar;
  const [low, high] = interval;
  bar.append(made("b", ""));
  Object.assign(bar.lastChild.style, { left: `${100 * low}%`, width: `${100 * (high - low)}%` });
  return bar;
}

/** Return a line: a name, which can have links to the glossary, a bar and a figure. */
export function shareLine(name, bar, figure) {
  const line = made("div", "ink-share-line", made("span", ""), bar, made("b", "", figure));
  showMarked(line.firstChild, name);
  return line;
}
