// Prints one part of the page, and nothing else of it.

/**
 * Have the browser print it.
 *
 * @param {Element} part - of the page
 */
export function printAlone(part) {
  part.dataset.printed = "";
  print();
  delete part.dataset.printed;
}
