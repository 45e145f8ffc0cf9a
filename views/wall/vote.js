// A question to a class: the choices on a device; on the wall, how many have chosen each.

import { made } from "./sure_row.js";

/**
 * Show the question.
 *
 * @param {object} data - question; options: [text]; says: a line below; counts: how many have chosen each, null until that is
 *   revealed; chosen: on a device the number of its choice, -1 for none yet; null on a wall, which has no choices
 *   Reports `picked`: the number of the option that was pressed.
 */
export default function ({ data: { question, options, says, counts, chosen }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-vote");
  const shown = JSON.stringify([question, options]);
  if (root.shown !== shown) {
    root.shown = shown;
    const name = chosen === null ? "div" : "button";
    const rows = options.map((option) => made(name, "", made("span", "ink-vote-bar"), made("span", "", option), made("strong", "")));
    root.replaceChildren(made("h2", "", question), made("div", "ink-vote-options", ...rows), made("p", ""));
  }
  const [, list, line] = root.children;
  line.textContent = says;
  const most = Math.max(1, ...(counts ?? []));
  [...list.children].forEach((row, number) => {
    row.children[0].style.setProperty("--ink-share", counts ? counts[number] / most : 0);
    row.children[2].textContent = counts ? counts[number] : "";
    if (chosen === null) return;
    row.setAttribute("aria-pressed", number === chosen);
    row.onclick = () => setTriggerValue("picked", number);
  });
}
