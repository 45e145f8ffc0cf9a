// A row of captioned pictures; if `clickable`, each is a button that reports its number in the row.

import { following } from "../component/following.js";

/**
 * Show a row of pictures.
 *
 * @param {object} data - pictures: [{src, alt, caption}]; size: pixels per side; columns: ?number that
 *   fill the width, each at least `size` wide; beside: whether each caption is beside its picture; brief: whether a phone shows
 *   only a caption's first line; clickable: whether they are buttons.
 *   Reports `picked`: the number of a picture, from 0.
 */
function pictures({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-pictures");
  root.style.setProperty("--size", `${data.size}px`);
  root.classList.toggle("ink-lines", data.beside);
  root.classList.toggle("ink-brief", data.brief);
  root.classList.toggle("ink-filled", Boolean(data.columns));
  root.style.setProperty("--columns", data.columns ?? 1);
  const tag = data.clickable ? "BUTTON" : "FIGURE";
  while (root.children.length > data.pictures.length) root.lastChild.remove();
  data.pictures.forEach((picture, number) => {
    let item = root.children[number];
    if (!item || item.tagName !== tag) {
      const fresh = document.createElement(tag);
      fresh.innerHTML = '<img draggable="false"><span></span>';
      item ? item.replaceWith(fresh) : root.append(fresh);
      item = fresh;
    }
    const image = item.querySelector("img");
    if (image.src !== picture.src) image.src = picture.src;
    image.alt = picture.alt;
    item.title = picture.alt;
    const [first, ...more] = picture.caption.split("\n");
    const caption = item.querySelector("span");
    caption.textContent = first;
    if (more.length) caption.append(Object.assign(document.createElement("small"), { textContent: more.join("\n") }));
    item.onclick = data.clickable ? () => setTriggerValue("picked", number) : null;
  });
}

export default following(pictures);
