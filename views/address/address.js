// The page's address, which says what is seen: in place of the last one, so that going back leaves the page; but every
// step of the lesson is a page of the browser's history. What this side knows alone, it remembers here; everything else
// comes from views/address/address.py.

const LOCAL = ["shapes"];
const TURNED = "step"; // the field of which another value is another page of the history
const ANSWERS = 3; // of Python's that may be on their way, and say another one than that to which the browser has gone

const shared = (globalThis.inklingAddress ??= begin());

function begin() {
  // A page of the browser's history says what was seen when it was left; what is seen now counts. Streamlit goes by
  // it, so it is taken away before that reads it: on the window itself, who captures comes first.
  addEventListener("popstate", goBack, true);
  const said = new URLSearchParams(location.search);
  return { session: null, number: 0, path: null, answers: 0, turners: new Map(), values: Object.fromEntries(LOCAL.map((name) => [name, said.get(name) ?? ""])) };
}

// To another step of the lesson that is open, of which Streamlit need not hear.
function goBack(event) {
  const step = new URLSearchParams(location.search).get(TURNED);
  const isTurn = location.pathname === shared.path && step && step !== shared.values[TURNED] && shared.turners.size > 0;
  if (!isTurn) {
    write({});
    return;
  }
  event.stopImmediatePropagation();
  shared.values[TURNED] = step;
  shared.answers = ANSWERS;
  for (const turn of shared.turners.values()) turn(step);
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
  shared.answers = values[TURNED] === shared.values[TURNED] ? 0 : Math.max(0, shared.answers - 1);
  if (shared.answers) local[TURNED] = shared.values[TURNED];
  const isTurn = location.pathname === shared.path && shared.turners.size > 0 && !shared.answers && values[TURNED] !== shared.values[TURNED];
  Object.assign(shared, { session, number, path: location.pathname, values: { ...values, ...local } });
  write(shared.values, isTurn);
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
function write(values, isTurn = false) {
  const url = new URL(location.href);
  for (const name in shared.values) url.searchParams.delete(name);
  for (const name in values) if (values[name]) url.searchParams.set(name, values[name]);
  const isNew = isTurn && new URLSearchParams(location.search).get(TURNED) !== values[TURNED]; // unless it was gone back to
  if (isNew) history.pushState(history.state, "", url);
  else if (url.href !== location.href) history.replaceState(history.state, "", url);
}
