// Gives the browser a file to save.

/**
 * Save a file, as if its link had been clicked.
 *
 * @param {BlobPart} contents
 * @param {string} name
 * @param {string} type - such as "application/json"
 */
export function saveFile(contents, name, type) {
  const href = URL.createObjectURL(new Blob([contents], { type }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 0); // after the browser has begun to read it
}
