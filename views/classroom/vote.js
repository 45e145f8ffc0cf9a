// A question to a class: the choices on a device; on the wall, how many have chosen each.

import { made } from "../parts/component/made.js";

/**
 * Show the question.
 *
 * @param {object} data - question; options: [text]; says: a line below. On a device, chosen: the number of its choice, -1 for none yet.
 *   On a wall, counts: how many have chosen each, null until that is revealed; acts: the buttons' texts by their names
 *   Reports `picked`: on a device, the number of the option that was pressed, which folds the question; on a wall, {do: a button's name, number: 0}.
 */
export default function ({ data: { question, options, says, chosen, counts, acts = {} }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-vote");
  const isWall = chosen === undefined;
  const shown = JSON.stringify([question, options, isWall]);
  if (root.shown !== shown) {
    root.shown = shown;
    const rows = options.map((option) => made(isWall ? "div" : "button", "", made("span", "ink-vote-bar"), made("span", "", option), made("strong", "")));
    const head = isWall ? made("h2", "", question) : made("summary", "", made("b", "", question), made("span", ""));
    root.replaceChildren(made(isWall ? "div" : "details", "", head, made("div", "ink-vote-options", ...rows), made("p", "")));
    root.firstChild.open = !isWall && chosen < 0;
  }
  const [head, list, line] = root.firstChild.children;
  const buttons = Object.entries(acts).map(([name, text]) => Object.assign(made("button", "ink-button", text), { onclick: () => setTriggerValue("picked", { do: name, number: 0 }) }));
  line.replaceChildren(made("span", "", says), ...buttons);
  const most = Math.max(1, ...(counts ?? []));
  [...list.children].forEach((row, number) => {
    row.children[0].style.setProperty("--ink-share", counts ? counts[number] / most : 0);
    row.children[2].textContent = counts ? counts[number] : "";
    if (isWall) return;
    row.setAttribute("aria-pressed", number === chosen);
    row.onclick = () => {
      root.firstChild.open = false;
      setTriggerValue("picked", number);
    };
  });
  if (!isWall) head.children[1].textContent = options[chosen] ?? "";
}
