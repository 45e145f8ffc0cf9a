// The history of a network: a small chart for each version, with what it reads of the same drawings.

import { _ } from "../../parts/language/language.js";
import { shareBar } from "../../parts/charts/share_bar.js";
import { made } from "../../parts/component/made.js";
import { filled, short, written } from "../../parts/looks/wording.js";

const inPercent = (share) => written(share, "percent", false);

/**
 * Return the charts.
 *
 * @param {string[]} titles - of the versions
 * @param {{title: string, shares: ?Share[]}[]} rows - kinds of drawings: of each version what it reads, see reader.js; null while that is read
 */
export function historyOf(titles, rows) {
  return titles.map((title, version) => {
    const bars = rows.map((row) => barOf(row.title, row.shares?.[version]));
    return made("figure", "ink-version", made("figcaption", "", title), ...bars);
  });
}

function barOf(title, share) {
  const says = share ? filled(_("{title}: {right} of {count} right, so {low} to {high}"), { title, right: short(share.right), count: short(share.count), low: inPercent(share.low), high: inPercent(share.high) }) : title;
  const bar = shareBar(share ? share.right / share.count : 0, share && [share.low, share.high]);
  bar.setAttribute("role", "img");
  bar.setAttribute("aria-label", says);
  bar.title = says;
  const figure = made("small", "", share ? `${short(share.right)}/${short(share.count)}` : "…");
  figure.setAttribute("aria-hidden", "true");
  return made("div", "ink-row", made("span", "", title), bar, figure);
}
