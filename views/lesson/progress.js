// Progress in the lesson: a dot to press for each step, in groups; and the choice of a lesson.

import { showMarked } from "../parts/asking/marked.js";
import { filled } from "../parts/looks/wording.js";
import { ofProgress } from "./lesson_words.js";
import { goTo } from "./turns.js";

const BUTTON = '<button type="button"></button>';

/**
 * Show the dots.
 *
 * @param {object} data - label: for screen readers; groups: [[name as Markdown, [{id, number, title, done}]]]; current: the number of the step shown;
 *   lessons: [{id, title, isShown}], to choose a lesson by its first step. Reports `picked`: the index of the dot that was pressed or, after all dots, of the lesson.
 */
export default function ({ data: { label, groups, current, lessons = [] }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-progress");
  const dots = groups.flatMap(([, group]) => group);
  if (!root.firstChild) root.innerHTML = '<div role="group" class="ink-lessons"></div><nav></nav>';
  const [choice, nav] = root.children;
  if (nav.querySelectorAll("button").length !== dots.length) {
    nav.innerHTML = groups.map(([, group]) => `<div>${group.map(() => BUTTON).join("")}<span></span></div>`).join("");
  }
  if (choice.children.length !== lessons.length) choice.innerHTML = lessons.map(() => BUTTON).join("");
  choice.hidden = !lessons.length;
  nav.setAttribute("aria-label", label);
  nav.style.setProperty("--dots", dots.length);
  nav.querySelectorAll("span").forEach((name, i) => showMarked(name, groups[i][0]));
  const words = ofProgress();
  const go = (button, id, i) => {
    button.onclick = () => {
      goTo(id);
      setTriggerValue("picked", i);
    };
  };
  nav.querySelectorAll("button").forEach((button, i) => {
    const { id, number, title, done } = dots[i];
    button.title = filled(done ? words.done : words.open, { number, title });
    button.setAttribute("aria-label", button.title);
    button.setAttribute("aria-current", number === current ? "step" : "false");
    button.classList.toggle("ink-done", done);
    go(button, id, i);
  });
  [...choice.children].forEach((button, i) => {
    const { id, title, isShown } = lessons[i];
    button.textContent = title;
    button.setAttribute("aria-pressed", isShown);
    go(button, id, dots.length + i);
    if (isShown) button.onclick = null;
  });
}
