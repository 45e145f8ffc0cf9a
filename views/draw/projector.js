// The switch for a projector: all type and the canvas larger. What it changes is in layout.css.

const CLASS = "ink-large"; // of the whole document, also on other pages

/**
 * Show the switch.
 *
 * @param {object} data - label: what it does, in words
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-projector");
  if (!root.firstChild) root.innerHTML = '<button type="button">A+</button>';
  const button = root.firstChild;
  const show = (isOn) => {
    document.documentElement.classList.toggle(CLASS, isOn);
    button.setAttribute("aria-pressed", isOn);
  };
  Object.assign(button, { title: data.label, ariaLabel: data.label });
  button.onclick = () => show(button.getAttribute("aria-pressed") !== "true");
  const page = getComputedStyle(root).getPropertyValue("--st-background-color");
  document.documentElement.style.setProperty("--ink-page", page); // known to components only
  show(document.documentElement.classList.contains(CLASS));
}
