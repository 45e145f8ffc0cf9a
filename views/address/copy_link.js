// The button that copies the page's address, and shows it as text and as a QR code, which Python makes.

import { prepare, show } from "../parts/component/above.js";
import { copy } from "../parts/component/clipboard.js";
import { publishAddress } from "../parts/component/page_store.js";
import { link } from "./link.js";

const FRAME = `<button type="button" class="ink-button"><span></span></button>
<div class="ink-link ink-panel" role="dialog">
  <p role="status"></p>
  <input type="text" readonly>
  <div></div>
  <details>
    <summary></summary>
    <div class="ink-row-of-buttons"><button type="button" class="ink-button"></button><a class="ink-button" target="_blank" rel="noopener noreferrer"></a><a class="ink-button"></a></div>
    <p></p>
  </details>
  <figure></figure>
  <label><input type="checkbox"> <span></span></label>
</div>`;

/**
 * Show the button, and write the address.
 *
 * @param {object} data - address: see publishAddress; here: see link; words: the texts, see copy_link.py. After a link was
 *   requested, link: that link; code: a picture of it without the drawing, or nothing; full: the same with the
 *   drawing, if it has one; notes: sentences about what it contains; course: for a course page, frame, HTML that embeds
 *   it there; classroom, an address; for a step of the lesson, file and package, a name and its contents as an address.
 *   Reports `picked`: the address.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  publishAddress(data.address);
  const { here, words } = data;
  const root = parentElement.querySelector(".ink-copy-link");
  if (!root.firstChild) root.innerHTML = FRAME;
  const [button, panel] = root.children;
  const [note, text, notes, course, code, choice] = panel.children;
  const [box, label] = choice.children;
  button.firstChild.textContent = words.button;
  panel.ariaLabel = text.ariaLabel = words.button;
  button.dataset.now = ""; // include what was drawn just before: see Pen.hold
  button.onclick = async () => {
    const copied = give(link(here), words.copied);
    panel.dataset.link = "";
    Object.assign(course, { hidden: true, open: false });
    code.replaceChildren();
    notes.replaceChildren();
    choice.hidden = true;
    box.checked = false;
    show(panel);
    panel.dataset.link = await copied;
    setTriggerValue("picked", panel.dataset.link);
  };
  // Shows the text when it is ready. Copying starts immediately, because some browsers only allow it while a button is pressed.
  const give = async (coming, sentence) => {
    const copying = copy(coming);
    note.textContent = "";
    const written = (text.value = await coming);
    text.focus();
    text.select();
    requestAnimationFrame(() => (text.scrollLeft = 0)); // show its beginning; Firefox scrolls later
    note.textContent = (await copying) || document.execCommand("copy") ? sentence : words.by_hand; // execCommand copies the selection
    return written;
  };
  prepare(panel, "auto");
  if (data.link && data.link === panel.dataset.link) {
    notes.replaceChildren(...data.notes.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
    const showCode = () => {
      const picture = box.checked ? data.full : data.code;
      code.replaceChildren(picture ? Object.assign(new Image(), { src: picture, alt: words.code }) : words.no_code);
    };
    choice.hidden = data.full === undefined;
    label.textContent = words.with_drawing;
    box.onchange = showCode;
    showCode();
    showCourse(course, data.course, words, () => give(Promise.resolve(data.course.frame), words.copied_frame));
  }
}

// The parts for a course page; `give` copies the frame.
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
