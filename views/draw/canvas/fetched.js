// Loads the canvas's code and retries until it succeeds.

/**
 * @param {string} code - the address of its module
 * @param {number} wait - milliseconds until the first retry; doubles each time
 * @returns {Promise<function>} the function that shows the canvas
 */
export async function fetched(code, wait) {
  for (let again = wait; ; again *= 2) {
    // A browser doesn't retry a failed import under the same address.
    const address = new URL(again === wait ? code : `${code}?${again}`, location.href);
    const canvas = globalThis.inklingCanvas ?? (await import(address.href).catch(() => null))?.default;
    if (canvas) return canvas;
    await new Promise((done) => setTimeout(done, again));
  }
}
