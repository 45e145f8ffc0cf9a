// A question to a class: the choices on a device; on the wall, how many have chosen each, or the bars of ten questions.

import { button, made } from "../parts/component/made.js";

/**
 * Show the question.
 *
 * @param {object} data - question; options: [text]; says: a line below. On a device, chosen: the number of its choice, -1 for none yet.
 *   On a wall, counts: how many have chosen each, null until that is revealed; acts: the buttons' texts by their names; in place of options, rows of
 *   ten questions: [{title, bars: [[text, a share, a figure]], step: the title of the step that explains it, address}]
 *   Reports `picked`: on a device, the number of the option that was pressed, which folds the question; on a wall, {do: a button's name, number: 0}.
 */
export default function ({ data: { question, options = [], rows, says, chosen, counts, acts = {} }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-vote");
  const isWall = chosen === undefined;
  const shown = JSON.stringify([question, options, rows, isWall]);
  if (root.shown !== shown) {
    root.shown = shown;
    const list = rows ? made("ul", "", ...rows.map(rowOf)) : made("div", "ink-vote-options", ...options.map((option) => choiceOf(isWall ? "div" : "button", option)));
    const head = isWall ? made("h2", "", question) : made("summary", "", made("b", "", question), made("span", ""));
    root.replaceChildren(made(isWall ? "div" : "details", "", head, list, made("p", "")));
    root.firstChild.open = !isWall && chosen < 0;
  }
  const [head, list, line] = root.firstChild.children;
  line.replaceChildren(made("span", "", says), ...Object.entries(acts).map(([name, text]) => button(text, () => setTriggerValue("picked", { do: name, number: 0 }))));
  if (rows) return;
  const most = Math.max(1, ...(counts ?? []));
  [...list.children].forEach((choice, number) => {
    fill(choice, counts ? counts[number] / most : 0, counts ? counts[number] : "");
    if (isWall) return;
    choice.setAttribute("aria-pressed", number === chosen);
    choice.onclick = () => {
      root.firstChild.open = false;
      setTriggerValue("picked", number);
    };
  });
  if (!isWall) head.children[1].textContent = options[chosen] ?? "";
}

const choiceOf = (name, text) => made(name, "", made("span", "ink-vote-bar"), made("span", "", text), made("strong", ""));

function fill(choice, share, figure) {
  choice.firstChild.style.setProperty("--ink-share", share);
  choice.lastChild.textContent = figure;
  return choice;
}

function rowOf({ title, bars, step, address }) {
  const link = step ? [Object.assign(made("a", "", step), { href: address, target: "_blank", rel: "noopener" })] : [];
  return made("li", "", made("b", "", title), made("div", "ink-vote-options", ...bars.map(([text, ...bar]) => fill(choiceOf("div", text), ...bar))), ...link);
}
