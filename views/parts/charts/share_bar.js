// A bar of a share, and on it between which shares the true one is.

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
