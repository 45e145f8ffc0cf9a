// A dot for each task, page by page: solved tasks are filled, and the current one has a frame.

/**
 * Show the dots.
 *
 * @param {object} data - heading; free: the text of the button that ends the current task; groups: [{title, dots: [{id, title, text, solved}]}]; asked: the current task's ?id.
 *   Reports `picked`: an id, or "" for none.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-task-dots");
  const made = (name, properties) => Object.assign(document.createElement(name), properties);
  const pick = (id) => () => setTriggerValue("picked", id);
  const dotOf = ({ id, title, text, solved }) => {
    const button = made("button", { type: "button", textContent: text, title, ariaLabel: title, onclick: pick(id) });
    button.classList.toggle("ink-solved", solved);
    button.setAttribute("aria-pressed", String(id === data.asked));
    return button;
  };
  root.replaceChildren(made("b", { textContent: data.heading }));
  if (data.asked) root.append(made("button", { type: "button", textContent: data.free, className: "ink-as-link", onclick: pick("") }));
  for (const { title, dots } of data.groups) {
    const group = made("div", {});
    group.append(made("small", { textContent: title }), ...dots.map(dotOf));
    root.append(group);
  }
}
