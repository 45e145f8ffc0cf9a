// Text in which words can be asked what they mean: Markdown links to the glossary, [epochs](words#epoch).
// Python and JavaScript write them alike; asking.js shows the tips. Words of another language are links to that, see foreign.js.

const LINK = /\[([^\]]+)\]\(((?:words|lang)#[\w-]+)\)/;

/** The text as it is read, without its links: for what can hold none, such as labels and titles. */
export const plain = (text) => text.replace(new RegExp(LINK, "g"), "$1");

/** Show a text in an element, which is left alone where it shows it already: a text anew has the browser lay out the page. */
export function write(element, text) {
  if (element.textContent !== `${text}`) element.textContent = text;
}

/** Show a text in an element, each marked word of it as a link; an element that shows it already is left as it is. */
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
