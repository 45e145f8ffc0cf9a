// The button that sends a drawing to its class: what is pressed while the line is away is sent once it is there again.

import { answered, retry } from "../parts/component/retry.js";

/**
 * Show it.
 *
 * @param {object} data - version: the drawing's that would be sent; null where none can be; refused: how often one was not taken;
 *   text: what the button says, and sending: while it waits for an answer.
 *   Reports `picked`: the version, until it is sent, and this has left the page, or is refused.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-send");
  if (!root.firstChild) root.innerHTML = '<button type="button" class="ink-button"></button>';
  const button = root.firstChild;
  const show = () => {
    const waits = root.wanted !== undefined;
    button.textContent = waits ? data.sending : data.text;
    button.disabled = waits || data.version === null;
  };
  if (root.wanted !== data.version || root.refused !== data.refused) {
    answered(root);
    delete root.wanted;
  }
  button.onclick = () => {
    Object.assign(root, { wanted: data.version, refused: data.refused });
    show();
    retry(root, () => setTriggerValue("picked", root.wanted));
  };
  show();
  return () => answered(root);
}
