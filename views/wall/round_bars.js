// The ten questions on a wall: for each one, a bar for the devices that got it right before the lesson, and one for those after it.

import { made } from "../parts/component/made.js";
import { filled } from "../parts/looks/wording.js";
import { _ } from "../parts/language/language.js";

/**
 * Show the bars.
 *
 * @param {object} data - title; says: a line below; heads: the names of both times; rows: [{title, bars: [[how many got it right, of how many],
 *   null for a time of which too few answered], step: the title of the step that explains it, address}], empty until they're revealed; acts: as in vote.js
 *   Reports `picked`: {do: a button's name, number: 0}.
 */
export default function ({ data: { title, says, heads, rows, acts }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-round-bars");
  const buttons = Object.entries(acts).map(([name, text]) => Object.assign(made("button", "ink-button", text), { onclick: () => setTriggerValue("picked", { do: name, number: 0 }) }));
  const lines = rows.map(({ title, bars, step, address }) => {
    const link = step ? [Object.assign(made("a", "", step), { href: address, target: "_blank", rel: "noopener" })] : [];
    return made("li", "", made("b", "", title), ...bars.map((bar, i) => (bar ? barOf(heads[i], ...bar) : "")), ...link);
  });
  root.replaceChildren(made("h2", "", title), made("p", "", says), made("ul", "", ...lines), made("p", "", ...buttons));
}

function barOf(head, right, of) {
  const bar = made("span", "ink-round-bar", made("span", ""), made("span", "", `${head}: ${filled(_("{number} of {count}"), { number: right, count: of })}`));
  bar.firstChild.style.setProperty("--ink-share", right / of);
  return bar;
}
