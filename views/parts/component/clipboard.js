// The clipboard.

/**
 * Copy a text that is perhaps still to come; return whether the browser could, in a secure context: over HTTPS, or from the same machine.
 *
 * @param {Promise<string>} coming
 */
export async function copy(coming) {
  try {
    if (globalThis.ClipboardItem) // some browsers don't allow writeText after waiting
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": coming.then((text) => new Blob([text], { type: "text/plain" })) })]);
    else await navigator.clipboard.writeText(await coming);
    return true;
  } catch {
    return false;
  }
}
