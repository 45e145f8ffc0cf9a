// The page's address, which contains what is shown. It replaces the last one, so that going back leaves the page; but see
// turns.js. This module stores what only the browser knows; everything else comes from views/address/address.py.

const LOCAL = ["shapes"];

/** The state that the modules of a page share, because each module is loaded more than once. */
export const shared = (globalThis.inklingAddress ??= begin());

function begin() {
  // A history entry contains what was shown when the user left it, but what is shown now counts. Streamlit reads the address on
  // popstate, so we correct it first. On the window itself, Chromium calls listeners in the order they were added, and other
  // browsers call capturing ones first. So the shell adds this listener for the page to come, and every served page adds it, too:
  // see early.py.
  addEventListener("popstate", (event) => globalThis.inklingAddress?.goBack(event), true);
  const query = new URLSearchParams(location.search);
  return { goBack: () => write({}), session: null, number: 0, path: null, values: Object.fromEntries(LOCAL.map((name) => [name, query.get(name) ?? ""])) };
}

/**
 * Write what is shown, unless something newer has been written.
 *
 * @param {object} address - session: a name for it; number: grows with everything that a session sends;
 *   values: name to text, empty for nothing
 */
export function publishAddress({ session, number, values }) {
  if (session === shared.session && number < shared.number) return;
  const local = Object.fromEntries(LOCAL.map((name) => [name, shared.values[name]]));
  Object.assign(shared, { session, number, path: location.pathname, values: { ...values, ...local } });
  write(shared.values);
}

/** Write something that only the browser knows. */
export function remember(name, value) {
  shared.values[name] = value;
  write(shared.values);
}

/** Return a value that only the browser knows; empty for nothing. */
export const remembered = (name) => shared.values[name];

/**
 * Return the page's address with another drawing in it. If it is too long, the largest parts are left out, as in address.py.
 *
 * @param {string} code - the drawing's code; empty for nothing
 * @param {number} most - maximum length of the query
 * @returns {URL}
 */
export function withDrawing(code, most) {
  const url = new URL(location.href);
  url.searchParams.delete("drawing");
  if (code) url.searchParams.set("drawing", code);
  for (const largest of ["kept", "drawing"]) if (url.search.length > most) url.searchParams.delete(largest);
  return url;
}

/** Write these values and remove all others of ours; parameters with other names stay. */
export function write(values) {
  const url = new URL(location.href);
  for (const name in shared.values) url.searchParams.delete(name);
  for (const name in values) if (values[name]) url.searchParams.set(name, values[name]);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
