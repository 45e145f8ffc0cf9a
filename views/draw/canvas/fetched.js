// Fetches the canvas's code, however often that takes.

/**
 * @param {string} code - the address of its module
 * @param {number} wait - milliseconds until it is fetched again; twice as many each time
 * @returns {Promise<function>} what shows the canvas
 */
export async function fetched(code, wait) {
  for (let again = wait; ; again *= 2) {
    // What could not be fetched once is not fetched again under the same address.
    const address = new URL(again === wait ? code : `${code}?${again}`, location.href);
    const canvas = globalThis.inklingCanvas ?? (await import(address.href).catch(() => null))?.default;
    if (canvas) return canvas;
    await new Promise((done) => setTimeout(done, again));
  }
}
