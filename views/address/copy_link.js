// The button that gives the address: it copies it, and shows it as text and as a QR code, which Python makes.

import { prepare, show } from "../parts/component/above.js";
import { link, publishAddress } from "./address.js";
import { answered, retry } from "../parts/component/retry.js";

const FRAME = `<button type="button" class="ink-button"></button>
<div class="ink-link ink-panel" role="dialog">
  <p role="status"></p>
  <input type="text" readonly>
  <div></div>
  <figure></figure>
  <label><input type="checkbox"> <span></span></label>
</div>`;

/**
 * Show the button, and write the address.
 *
 * @param {object} data - address: see publishAddress; words: what is written, see copy_link.py. Once it was asked for,
 *   link: the address that was; code: a picture of it without the drawing, or nothing; full: the same with the
 *   drawing, where it has one; notes: sentences on what it says.
 *   Reports `picked`: the address.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  publishAddress(data.address);
  const { words } = data;
  const root = parentElement.querySelector(".ink-copy-link");
  if (!root.firstChild) root.innerHTML = FRAME;
  const [button, panel] = root.children;
  const [said, text, notes, code, choice] = panel.children;
  const [box, label] = choice.children;
  button.textContent = words.button;
  panel.ariaLabel = text.ariaLabel = words.button;
  button.onclick = async () => {
    text.value = link();
    code.replaceChildren();
    notes.replaceChildren();
    choice.hidden = true;
    box.checked = false;
    retry(panel, () => setTriggerValue("picked", text.value));
    show(panel);
    text.focus();
    text.select();
    requestAnimationFrame(() => (text.scrollLeft = 0)); // its beginning is what can be read; Firefox scrolls later
    said.textContent = (await isCopied(text.value)) ? words.copied : words.by_hand;
  };
  prepare(panel, "auto", () => answered(panel));
  if (data.link && data.link === text.value) {
    answered(panel);
    notes.replaceChildren(...data.notes.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
    const showCode = () => {
      const picture = box.checked ? data.full : data.code;
      code.replaceChildren(picture ? Object.assign(new Image(), { src: picture, alt: words.code }) : words.no_code);
    };
    choice.hidden = data.full === undefined;
    label.textContent = words.with_drawing;
    box.onchange = showCode;
    showCode();
  }
  return () => answered(panel);
}

// Browsers let a page do so by itself where it has come safely: over HTTPS, or from the same machine.
async function isCopied(address) {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    return document.execCommand("copy"); // what is selected
  }
}
