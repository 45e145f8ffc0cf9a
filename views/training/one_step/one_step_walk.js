// The head of the panel in "One step": the path to the selected neuron, its title, and a sentence about its error.

import { showMarked } from "../../parts/asking/marked.js";
import { showWalk } from "../../parts/walk.js";

/**
 * Show the head of the panel.
 *
 * @param {object} data - name: of the path; walk: [string], the last is the selected one; title; sentence;
 *   all in the format of marked.js.
 *   Reports `picked`: the number of a step of the walk, from 0.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-one-step-walk");
  if (!root.firstChild) root.innerHTML = '<nav></nav><h3 tabindex="-1"></h3><p></p>';
  const [nav, title, sentence] = root.children;
  nav.setAttribute("aria-label", data.name);
  showWalk(nav, data.walk.map((label) => ({ label })), (number) => setTriggerValue("picked", number));
  showMarked(title, data.title);
  showMarked(sentence, data.sentence);
  const about = data.walk.join();
  if (root.dataset.about !== undefined && root.dataset.about !== about) title.focus({ preventScroll: true });
  root.dataset.about = about;
}
