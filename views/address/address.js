// The page's address, which says what is seen: in place of the last one, so that going back leaves the page; but see
// turns.js. What this side knows alone, it remembers here; everything else comes from views/address/address.py.

const LOCAL = ["shapes"];

/** What all of a page's modules have of it, each of which is there more than once. */
export const shared = (globalThis.inklingAddress ??= begin());

function begin() {
  // A page of the browser's history says what was seen when it was left; what is seen now counts. Streamlit goes by
  // it, so it is taken away before that reads it: on the window itself, who listens first comes first in Chromium, and
  // elsewhere who captures. So the shell listens for the page that comes, and so does every page that is served: see early.py.
  addEventListener("popstate", (event) => globalThis.inklingAddress?.goBack(event), true);
  const query = new URLSearchParams(location.search);
  return { goBack: () => write({}), session: null, number: 0, path: null, values: Object.fromEntries(LOCAL.map((name) => [name, query.get(name) ?? ""])) };
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

/**
 * The page's address with another drawing in it. Where there is no room, what is largest is left out, as in address.py.
 *
 * @param {string} code - the drawing, as an address says it; empty for nothing
 * @param {number} most - characters of all that is said
 * @returns {URL}
 */
export function withDrawing(code, most) {
  const url = new URL(location.href);
  url.searchParams.delete("drawing");
  if (code) url.searchParams.set("drawing", code);
  for (const largest of ["kept", "drawing"]) if (url.search.length > most) url.searchParams.delete(largest);
  return url;
}

/** Write these values, and none of the others that are known; what has another name is left alone. */
export function write(values) {
  const url = new URL(location.href);
  for (const name in shared.values) url.searchParams.delete(name);
  for (const name in values) if (values[name]) url.searchParams.set(name, values[name]);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
