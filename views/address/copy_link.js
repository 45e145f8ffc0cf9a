// The button that gives the address: it copies it, and shows it as text and as a QR code, which Python makes.

import { prepare, show } from "../parts/component/above.js";
import { link, publishAddress } from "./address.js";
import { answered, retry } from "../parts/component/retry.js";

const FRAME = `<button type="button" class="ink-button"></button>
<div class="ink-link ink-panel" role="dialog">
  <p role="status"></p>
  <input type="text" readonly>
  <div></div>
  <details>
    <summary></summary>
    <div><button type="button" class="ink-button"></button><a class="ink-button" target="_blank" rel="noopener noreferrer"></a><a class="ink-button"></a></div>
    <p></p>
  </details>
  <figure></figure>
  <label><input type="checkbox"> <span></span></label>
</div>`;

/**
 * Show the button, and write the address.
 *
 * @param {object} data - address: see publishAddress; words: what is written, see copy_link.py. Once it was asked for,
 *   link: the address that was; code: a picture of it without the drawing, or nothing; full: the same with the
 *   drawing, where it has one; notes: sentences on what it says; course: for a course page, frame, HTML that shows it
 *   there; classroom, an address; of a step of the lesson, file and package, a name and what is in it as an address.
 *   Reports `picked`: the address.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  publishAddress(data.address);
  const { words } = data;
  const root = parentElement.querySelector(".ink-copy-link");
  if (!root.firstChild) root.innerHTML = FRAME;
  const [button, panel] = root.children;
  const [note, text, notes, course, code, choice] = panel.children;
  const [box, label] = choice.children;
  button.textContent = words.button;
  panel.ariaLabel = text.ariaLabel = words.button;
  button.onclick = async () => {
    panel.dataset.link = link();
    Object.assign(course, { hidden: true, open: false });
    code.replaceChildren();
    notes.replaceChildren();
    choice.hidden = true;
    box.checked = false;
    retry(panel, () => setTriggerValue("picked", panel.dataset.link));
    show(panel);
    await give(panel.dataset.link, words.copied);
  };
  const give = async (written, sentence) => {
    text.value = written;
    text.focus();
    text.select();
    requestAnimationFrame(() => (text.scrollLeft = 0)); // its beginning is what can be read; Firefox scrolls later
    note.textContent = (await isCopied(written)) ? sentence : words.by_hand;
  };
  prepare(panel, "auto", () => answered(panel));
  if (data.link && data.link === panel.dataset.link) {
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
    showCourse(course, data.course, words, () => give(data.course.frame, words.copied_frame));
  }
  return () => answered(panel);
}

// What puts it into a course page; `give` copies the frame.
function showCourse(details, { classroom, file, package: contents }, words, give) {
  const [title, buttons, about] = details.children;
  const [copy, share, save] = buttons.children;
  title.textContent = words.course;
  Object.assign(copy, { textContent: words.frame, onclick: give });
  Object.assign(share, { textContent: words.classroom, href: classroom });
  Object.assign(save, { textContent: words.package, href: contents ?? "", download: file ?? "" });
  about.textContent = words.about_package;
  save.hidden = about.hidden = !contents;
  details.hidden = false;
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
