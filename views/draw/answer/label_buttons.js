// Ten buttons that label the drawing, whatever the answer was. They're invisible until something is drawn.

import { labels, readings } from "../../parts/component/reading.js";

/**
 * Show the buttons.
 *
 * @param {object} data - label: the text before the buttons; names: [text], what clicking each one does;
 *   version, labeled: the drawing that was last added to My digits, and its label; null if there's none.
 *   Reports `picked`: a digit.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-label-buttons");
  if (!root.firstChild) {
    const button = '<button type="button"></button>';
    root.innerHTML = `<span></span>${button.repeat(data.names.length)}`;
  }
  const [label, ...buttons] = root.children;
  root.role = "group";
  root.ariaLabel = label.textContent = data.label;
  buttons.forEach((button, digit) => {
    button.textContent = digit;
    button.title = button.ariaLabel = data.names[digit];
    button.onclick = () => setTriggerValue("picked", digit);
  });
  labels.publish({ version: data.version, label: data.labeled });
  readings.subscribe(root, (message) => {
    root.classList.toggle("ink-nothing", !message.image);
    const isLabeled = message.version !== null && message.version === data.version;
    buttons.forEach((button, digit) => button.setAttribute("aria-pressed", isLabeled && digit === data.labeled));
  });
  return () => readings.unsubscribe(root);
}
