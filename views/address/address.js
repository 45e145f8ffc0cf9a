// The page's address, which says what is seen: in place of the last one, so that going back leaves the page; but every
// step of the lesson is a page of the browser's history. What this side knows alone, it remembers here; everything else
// comes from views/address/address.py.

const LOCAL = ["shapes"];
const TURNED = "step"; // the field of which another value is another page of the history
const MOST_GONE = 16; // of these pages to which the browser has gone and that are not shown yet

const shared = (globalThis.inklingAddress ??= begin());

function begin() {
  // A page of the browser's history says what was seen when it was left; what is seen now counts. Streamlit goes by
  // it, so it is taken away before that reads it: on the window itself, who captures comes first.
  addEventListener("popstate", goBack, true);
  const query = new URLSearchParams(location.search);
  return { session: null, number: 0, path: null, shown: null, gone: [], turners: new Map(), values: Object.fromEntries(LOCAL.map((name) => [name, query.get(name) ?? ""])) };
}

// To another step of the lesson that is open, of which Streamlit need not hear.
function goBack(event) {
  const step = new URLSearchParams(location.search).get(TURNED);
  const { path, shown, gone, turners } = shared;
  const isTurn = location.pathname === path && step && step !== (gone.at(-1) ?? shown) && turners.size > 0;
  if (!isTurn) {
    write({});
    return;
  }
  event.stopImmediatePropagation();
  shared.gone = [...gone, step].slice(-MOST_GONE);
  for (const turn of turners.values()) turn(step);
}

/** Another step is shown: a page of the history, unless the browser has gone there by itself. The one that is left keeps its own. */
export function showTurn(step) {
  const { shown, gone } = shared;
  const place = gone.indexOf(step); // back and on again at once: Python comes to the first of them when the browser is at the second
  Object.assign(shared, { shown: step, gone: gone.slice(place + 1 || gone.length) });
  if (!shown || shown === step || place >= 0) return;
  const of = (name) => {
    const url = new URL(location.href);
    url.searchParams.set(TURNED, name);
    return url;
  };
  history.replaceState(history.state, "", of(shown));
  history.pushState(history.state, "", of(step));
}

/** Have `turn` called with the value of that field to which the browser goes back or on; null, and `owner` hears of it no more. */
export function turning(owner, turn) {
  if (turn) shared.turners.set(owner, turn);
  else shared.turners.delete(owner);
}

/**
 * Write what is seen, unless something newer has been written.
 *
 * @param {object} address - session: a name for it; number: grows in a session with everything it sends;
 *   values: name to text, empty for nothing
 */
export function publishAddress({ session, number, values }) {
  if (session === shared.session && number < shared.number) return;
  const local = Object.fromEntries(LOCAL.map((name) => [name, shared.values[name]]));
  Object.assign(shared, { session, number, path: location.pathname, values: { ...values, ...local } });
  write(shared.values);
}

/** Write something that this side knows alone. */
export function remember(name, value) {
  shared.values[name] = value;
  write(shared.values);
}

/** What the address says of something that this side knows alone; empty for nothing. */
export const remembered = (name) => shared.values[name];

/** The address, without what is for frames only: for somebody else. */
export function link() {
  const url = new URL(location.href);
  for (const name of ["embed", "embed_options", "course"]) url.searchParams.delete(name);
  return url.href;
}

// What has another name is left alone.
function write(values) {
  const url = new URL(location.href);
  for (const name in shared.values) url.searchParams.delete(name);
  for (const name in values) if (values[name]) url.searchParams.set(name, values[name]);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
