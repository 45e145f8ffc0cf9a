// Prints one part of the page without the rest.

/**
 * Print a part of the page.
 *
 * @param {HTMLElement} part - of the page
 * @param {boolean} [isWide] - whether to print in landscape
 */
export function printAlone(part, isWide) {
  const marked = [];
  const mark = (element, name, value = "") => {
    element.dataset[name] = value;
    marked.push([element, name]);
  };
  mark(part, "printed", isWide ? "wide" : "high");
  for (let each = part; each.parentElement; each = each.parentElement) {
    mark(each.parentElement, "printing");
    for (const other of each.parentElement.children) if (other !== each) mark(other, "unprinted");
  }
  print();
  for (const [element, name] of marked) delete element.dataset[name];
}
