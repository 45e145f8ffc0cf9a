// Text with Markdown links to the glossary, [epochs](words#epoch). Python and JavaScript write them in the same way,
// and asking.js shows the tips. Words of another language are links to that language, see foreign.js.

const LINK = /\[([^\]]+)\]\(((?:words|lang)#[\w-]+)\)/;

/** Return the text without links, for places that can't have any, such as labels and titles. */
export const plain = (text) => text.replace(new RegExp(LINK, "g"), "$1");

/** Show a text in an element, unless it already does: setting it again would make the browser lay out the page. */
export function write(element, text) {
  if (element.textContent !== `${text}`) element.textContent = text;
}

/** Show a text in an element with links, unless it already does. */
export function showMarked(element, text) {
  if (element.dataset.marked === text && element.textContent === plain(text)) return;
  element.dataset.marked = text;
  const parts = text.split(LINK); // text, word, address, text, word, address, …, text
  element.replaceChildren();
  for (let i = 0; i < parts.length; i += 3) {
    element.append(parts[i]);
    if (i + 2 < parts.length) element.append(Object.assign(document.createElement("a"), { href: parts[i + 2], textContent: parts[i + 1] }));
  }
}
