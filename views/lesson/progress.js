// Progress in the lesson: a dot to press for each step, in groups.

import { showMarked } from "../parts/asking/marked.js";
import { filled } from "../parts/looks/wording.js";
import { ofProgress } from "./lesson_words.js";
import { goTo } from "./turns.js";

/**
 * Show the dots.
 *
 * @param {object} data - label: for screen readers; groups: [[name as Markdown, [{id, number, title, done}]]]; current: the number of the step shown
 *   Reports `picked`: the index of the dot that was pressed.
 */
export default function ({ data: { label, groups, current }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-progress");
  const dots = groups.flatMap(([, group]) => group);
  if (root.querySelectorAll("button").length !== dots.length) {
    root.innerHTML = `<nav>${groups.map(([, group]) => `<div>${group.map(() => '<button type="button"></button>').join("")}<span></span></div>`).join("")}</nav>`;
  }
  root.firstChild.setAttribute("aria-label", label);
  root.querySelectorAll("span").forEach((name, i) => showMarked(name, groups[i][0]));
  const words = ofProgress();
  root.querySelectorAll("button").forEach((button, i) => {
    const { id, number, title, done } = dots[i];
    button.title = filled(done ? words.done : words.open, { number, title });
    button.setAttribute("aria-label", button.title);
    button.setAttribute("aria-current", number === current ? "step" : "false");
    button.classList.toggle("ink-done", done);
    button.onclick = () => {
      goTo(id);
      setTriggerValue("picked", i);
    };
  });
}
