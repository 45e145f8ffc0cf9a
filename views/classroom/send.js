// Sends a drawing to its class or takes it back. If the connection is lost when it is pressed, it sends later.

import { labels, readings } from "../parts/component/reading.js";

/**
 * Show the button. It follows the drawing without a run of Python.
 *
 * @param {object} data - sent: {version, number} of the drawing that was sent, or null; is: the text for that; refused: how
 *   often something failed; words: the button's labels, and why it can't be pressed
 *   Reports `picked`: {do: "send", number: the drawing's version} or {do: "back", number: its number on the wall}, until that is done or refused.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-send");
  if (!root.firstChild) root.innerHTML = '<span></span><button type="button" class="ink-button"></button>';
  const [line, button] = root.children;
  const state = JSON.stringify([data.sent, data.refused]);
  if (root.state !== state) delete root.wanted;
  root.state = state;
  const show = () => {
    const version = readings.last?.version ?? null;
    const isSent = version !== null && data.sent?.version === version;
    const isNamed = version !== null && labels.last?.version === version;
    if (root.version !== version && version !== null) delete root.wanted;
    const why = readings.last?.image ? data.words.label : data.words.draw;
    line.textContent = isSent ? data.is : isNamed || root.wanted ? "" : why;
    button.textContent = isSent ? data.words.back : isNamed ? data.words.named.replace("{digit}", labels.last.label) : data.words.send;
    if (root.wanted?.do === "send") button.textContent = data.words.sending;
    button.disabled = !!root.wanted || !(isSent || isNamed);
    button.classList.toggle("ink-take-back", isSent);
    button.onclick = () => {
      root.wanted = isSent ? { do: "back", number: data.sent.number } : { do: "send", number: version };
      root.version = version;
      show();
      setTriggerValue("picked", root.wanted);
    };
  };
  readings.subscribe(root, show);
  labels.subscribe(root, show);
  show();
  return () => {
    readings.unsubscribe(root);
    labels.unsubscribe(root);
  };
}
