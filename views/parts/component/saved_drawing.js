// A drawing of which the server did not hear, for the page that this tab opens next, if that is the same one, reloaded:
// in the tab's own store.

const NAME = "inkling-drawing";
const MOST = 400_000; // characters: of strokes, as many as a message to the server has room for

/** Keep what is on the canvas, if that is more than what the server has heard. */
export function saveDrawing() {
  const past = globalThis.inklingPast;
  const text = past?.isAhead ? JSON.stringify({ address: location.href, objects: past.shown }) : "";
  if (!text || text.length > MOST) return;
  try {
    sessionStorage.setItem(NAME, text);
  } catch {
    // there is no store, or no room in it
  }
}

/** What was kept, a list of Fabric's objects, once; null for nothing, and for anything else. */
export function takeDrawing() {
  try {
    const text = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    const { address, objects } = (text && text.length <= MOST && JSON.parse(text)) || {};
    const [opened] = performance.getEntriesByType("navigation"); // by now, the address may be another one
    if (opened && opened.name !== address) return null;
    return Array.isArray(objects) && objects.every(isDrawn) ? objects : null;
  } catch {
    return null;
  }
}

// What else there is to know of it Python asks, as of all that the canvas sends.
const isDrawn = (each) => ["path", "image"].includes(each?.type?.toLowerCase?.());
