// Ten digits: what the drawing is, whatever was answered. Until something is drawn there is only room for them.

import { labels, readings } from "../../parts/component/reading.js";

/**
 * Show them.
 *
 * @param {object} data - label: what stands before them; names: [text], what clicking each does;
 *   version, kept: the drawing that was kept last, and as which digit; null where none was.
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
  labels.publish({ version: data.version, label: data.kept });
  readings.subscribe(root, (message) => {
    root.classList.toggle("ink-nothing", !message.image);
    const isKept = message.version !== null && message.version === data.version;
    buttons.forEach((button, digit) => button.setAttribute("aria-pressed", isKept && digit === data.kept));
  });
  return () => readings.unsubscribe(root);
}
