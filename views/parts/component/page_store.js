// The page's store: what a person has chosen and made, in the page's address, in this tab and in this browser.
//
// Fields that Python reads and writes come with its messages; fields.py declares the others, and where each is stored. The address
// replaces the last one, so that going back leaves the page; but see turns.js.

import { LARGEST_IN_LINK, MOST_IN_LINK, STORED } from "../../../model/constants.js";

/** The state that the modules of a page share, because each module is loaded more than once. */
export const shared = (globalThis.inklingStore ??= begin());

function begin() {
  // A history entry contains what was shown when the user left it, but what is shown now counts. Streamlit reads the address on
  // popstate, so we correct it first. On the window itself, Chromium calls listeners in the order they were added, and other
  // browsers call capturing ones first. So the shell adds this listener for the page to come, and every served page adds it, too:
  // see early.py.
  addEventListener("popstate", (event) => globalThis.inklingStore?.goBack(event), true);
  const query = new URLSearchParams(location.search);
  const own = Object.fromEntries(["shapes", "step"].map((name) => [name, query.get(name) ?? ""])); // the address's fields that only the browser sets
  return { goBack: () => write("replaceState", {}), own, values: own };
}

/** Return a field's value: the address's text, or what was stored as JSON; null if there's nothing valid. */
export function get(name) {
  if (name in shared.own) return shared.own[name];
  try {
    return valueOf(placeOf(name).getItem(STORED[name].name), STORED[name].most);
  } catch {
    return null; // it's damaged, or this browser stores nothing
  }
}

/** Store a field's value, null for none; return whether the browser could. */
export function set(name, value) {
  if (name in shared.own) {
    shared.own[name] = value;
    write();
    return true;
  }
  const text = JSON.stringify(value);
  try {
    if (value === null) placeOf(name).removeItem(STORED[name].name);
    else if (text.length <= STORED[name].most) placeOf(name).setItem(STORED[name].name, text);
    else return false;
    return true;
  } catch {
    return false;
  }
}

const placeOf = (name) => (STORED[name].in_tab ? sessionStorage : localStorage);

/**
 * Return what a stored text means; null if it's too long.
 *
 * @throws {SyntaxError} if it's damaged
 */
export const valueOf = (text, most) => (text?.length <= most ? JSON.parse(text) : null);

/**
 * Write what is shown into the address, unless something newer has been written.
 *
 * @param {object} address - session: a name for it; number: grows with everything that a session sends;
 *   values: name to text, empty for nothing
 */
export function publishAddress({ session, number, values }) {
  if (session === shared.session && number < shared.number) return;
  Object.assign(shared, { session, number, path: location.pathname, values: { ...values, ...shared.own } });
  write();
}

/**
 * Return the page's address with another drawing in it. If it is too long, the largest parts are left out.
 *
 * @param {string} code - the drawing's code; empty for nothing
 * @returns {URL}
 */
export function withDrawing(code) {
  const url = new URL(location.href);
  url.searchParams.delete("drawing");
  if (code) url.searchParams.set("drawing", code);
  for (const each of LARGEST_IN_LINK) if (url.search.length > MOST_IN_LINK) url.searchParams.delete(each);
  return url;
}

/** Write what is shown, or these values, and remove all others of ours; parameters with other names stay. `put` is a function of the history. */
export function write(put = "replaceState", values = { ...shared.values, ...shared.own }) {
  const url = new URL(location.href);
  for (const name in shared.values) url.searchParams.delete(name);
  for (const name in values) if (values[name]) url.searchParams.set(name, values[name]);
  if (url.href !== location.href) history[put](history.state, "", url);
}
