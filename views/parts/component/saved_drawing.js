// Saves a drawing that the server hasn't received in the tab's own store, for the next page in this tab if
// that is the same page, reloaded.

const NAME = "inkling-drawing";
const MOST = 400_000; // characters of strokes, as many as fit in a message to the server

/** Save the canvas if it has more than the server has received. */
export function saveDrawing() {
  const sheet = globalThis.inklingSheet;
  const text = sheet?.isAhead ? JSON.stringify({ address: location.href, objects: sheet.objects }) : "";
  if (!text || text.length > MOST) return;
  try {
    sessionStorage.setItem(NAME, text);
  } catch {
    // there's no store, or it's full
  }
}

/** Return the saved list of Fabric objects, once; null if there's nothing valid. */
export function takeDrawing() {
  try {
    const text = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    const { address, objects } = (text && text.length <= MOST && JSON.parse(text)) || {};
    const [opened] = performance.getEntriesByType("navigation"); // the address can have changed by now
    if (opened && opened.name !== address) return null;
    return Array.isArray(objects) && objects.every(isDrawn) ? objects : null;
  } catch {
    return null;
  }
}

// Python checks the rest, as it does for everything the canvas sends.
const isDrawn = (each) => ["path", "image"].includes(each?.type?.toLowerCase?.());
