// The guess in a step of the lesson; an option can be chosen once.

/**
 * Show the options.
 *
 * @param {object} data - question; options: [text]; row: whether they share one row; chosen, right: the numbers of the chosen
 *   option and of the right one; null for none
 *   Reports `picked`: the number of the option that was pressed.
 */
export default function ({ data: { question, options, row, chosen, right }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-lesson-guess");
  if (root.dataset.question !== question) {
    root.innerHTML = `<div role="group">${options.map(() => '<button type="button"></button>').join("")}</div>`;
    root.dataset.question = question;
    root.firstChild.setAttribute("aria-label", question);
  }
  root.firstChild.classList.toggle("ink-options-row", row);
  [...root.firstChild.children].forEach((button, i) => {
    button.textContent = options[i];
    button.setAttribute("aria-pressed", i === chosen);
    button.setAttribute("aria-disabled", chosen !== null);
    button.classList.toggle("ink-right", i === right);
    button.onclick = () => chosen === null && setTriggerValue("picked", i);
  });
}
