// Prints one part of the page, and nothing else of it.

/**
 * Have the browser print it.
 *
 * @param {Element} part - of the page
 * @param {boolean} [isWide] - whether its pages lie across
 */
export function printAlone(part, isWide) {
  part.dataset.printed = isWide ? "wide" : "";
  print();
  delete part.dataset.printed;
}
