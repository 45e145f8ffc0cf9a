// A page's own thread, which runs the same module as the page.

/**
 * Return a thread that runs a module of the page; null if the browser has none, or the module is inlined into a page and has no file of its own.
 *
 * @param {string} url - the module's
 */
export function threadOf(url) {
  if (url === document.baseURI) return null;
  try {
    return new Worker(url, { type: "module" });
  } catch {
    return null;
  }
}
