// Tells a course page that frames this one that a step of the lesson is done. It is told nothing else, and only where the
// address names its origin: ?course=https://moodle.example.org

const NAME = "course"; // of the field
const KINDS = ["http:", "https:"];

/** Tell it, if this page is framed, and the address says by whom. */
export function reportDone(step) {
  const origin = originOf(new URLSearchParams(location.search).get(NAME));
  if (origin && parent !== globalThis.window) parent.postMessage({ inkling: "done", step }, origin); // only a page of that origin gets it
}

// Of a text that is one and nothing more; else null.
function originOf(text) {
  try {
    const { origin, protocol } = new URL(text);
    return origin === text && KINDS.includes(protocol) ? origin : null;
  } catch {
    return null;
  }
}
