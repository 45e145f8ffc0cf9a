// The switch for a projector: larger type and a larger canvas. layout.css has the styles.

import { get, set } from "./component/page_store.js";

const CLASS = "ink-large"; // on the whole document, also on other pages

/**
 * Show the switch.
 *
 * @param {object} data - label: what it does
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-projector");
  if (!root.firstChild) root.innerHTML = '<button type="button" class="ink-button"></button>';
  const button = root.firstChild;
  const show = (isOn) => {
    document.documentElement.classList.toggle(CLASS, isOn);
    set("large", isOn ? 1 : null);
    button.setAttribute("aria-pressed", isOn);
  };
  button.textContent = `A+ ${data.label}`;
  button.onclick = () => show(button.getAttribute("aria-pressed") !== "true");
  show(document.documentElement.classList.contains(CLASS) || get("large") === 1);
}
