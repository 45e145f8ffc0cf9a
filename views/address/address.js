// The page's address, which says what is seen: in place of the last one, so that going back leaves the page.
// What this side knows alone, it remembers here; everything else comes from views/address/address.py.

const LOCAL = ["shapes"];

const shared = (globalThis.inklingAddress ??= begin());

function begin() {
  // A page of the browser's history says what was seen when it was left; what is seen now counts. Streamlit goes by
  // it, so it is taken away before that reads it: on the window itself, who captures comes first.
  addEventListener("popstate", () => write({}), true);
  const said = new URLSearchParams(location.search);
  return { session: null, number: 0, values: Object.fromEntries(LOCAL.map((name) => [name, said.get(name) ?? ""])) };
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
  Object.assign(shared, { session, number, values: { ...values, ...local } });
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
  for (const name of ["embed", "embed_options"]) url.searchParams.delete(name);
  return url.href;
}

// What has another name is left alone.
function write(values) {
  const url = new URL(location.href);
  for (const name in shared.values) url.searchParams.delete(name);
  for (const name in values) if (values[name]) url.searchParams.set(name, values[name]);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
