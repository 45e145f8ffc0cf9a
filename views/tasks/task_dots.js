// The tasks, a dot each: filled where it was solved, framed where it is asked.

/**
 * Show them.
 *
 * @param {object} data - heading; free: what ends the one that is asked; dots: [{id, title, text, solved}]; asked: ?id.
 *   Reports `picked`: an id, or "" for none.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-task-dots");
  root.replaceChildren(
    Object.assign(document.createElement("b"), { textContent: data.heading }),
    ...data.dots.map((dot) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: dot.text, title: dot.title, ariaLabel: dot.title });
      button.classList.toggle("ink-solved", dot.solved);
      button.setAttribute("aria-pressed", String(dot.id === data.asked));
      button.onclick = () => setTriggerValue("picked", dot.id);
      return button;
    }),
  );
  if (!data.asked) return;
  const free = Object.assign(document.createElement("button"), { type: "button", textContent: data.free, className: "ink-as-link" });
  free.onclick = () => setTriggerValue("picked", "");
  root.append(free);
}
