// The button that gives the address: it copies it, and shows it as text and as a QR code, which Python makes.
// Streamlit may join two wishes of one moment into the first one's: so it asks for that until it comes.

import { link, publishAddress } from "../parts/address.js";

const ASK_AGAIN = 1000; // milliseconds to wait for the code; longer than the 50 to 200 that one takes

const FRAME = `<button type="button" class="ink-button"></button>
<div class="ink-link" popover role="dialog">
  <p role="status"></p>
  <input type="text" readonly>
  <div></div>
  <figure></figure>
</div>`;

const asking = new WeakMap(); // the panel -> what will ask again

/**
 * Show the button, and write the address.
 *
 * @param {object} data - address: see publishAddress; words: what is written, see copy_link.py. Once it was asked for,
 *   link: the address that was; code: a picture of it, or nothing; notes: sentences on what it says.
 *   Reports `picked`: the address.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  publishAddress(data.address);
  const { words } = data;
  const root = parentElement.querySelector(".ink-copy-link");
  if (!root.firstChild) root.innerHTML = FRAME;
  const [button, panel] = root.children;
  const [said, text, notes, code] = panel.children;
  button.textContent = words.button;
  panel.ariaLabel = text.ariaLabel = words.button;
  button.onclick = async () => {
    text.value = link();
    code.replaceChildren();
    notes.replaceChildren();
    ask();
    panel.showPopover();
    text.focus();
    text.select();
    text.scrollLeft = 0; // its beginning is what can be read
    said.textContent = (await isCopied(text.value)) ? words.copied : words.by_hand;
  };
  panel.ontoggle = ({ newState }) => newState === "closed" && clearTimeout(asking.get(panel));
  if (!data.link || data.link !== text.value) return;
  clearTimeout(asking.get(panel));
  notes.replaceChildren(...data.notes.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  code.replaceChildren(data.code ? Object.assign(new Image(), { src: data.code, alt: words.code }) : words.no_code);

  function ask() {
    clearTimeout(asking.get(panel));
    setTriggerValue("picked", text.value);
    asking.set(panel, setTimeout(ask, ASK_AGAIN));
  }
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
