// Notifies a course page that embeds this one that a step of the lesson is done, and nothing else. It does so only if the address
// names the course page's origin: ?course=https://moodle.example.org

const NAME = "course"; // of the field
const KINDS = ["http:", "https:"];

/** Report that a step is done, if this page is embedded and the address names the origin. */
export function reportDone(step) {
  const origin = originOf(new URLSearchParams(location.search).get(NAME));
  if (origin && parent !== globalThis.window) parent.postMessage({ inkling: "done", step }, origin); // only a page of that origin receives it
}

// Returns a text that is exactly an origin; else null.
function originOf(text) {
  try {
    const { origin, protocol } = new URL(text);
    return origin === text && KINDS.includes(protocol) ? origin : null;
  } catch {
    return null;
  }
}
