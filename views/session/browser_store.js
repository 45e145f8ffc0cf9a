// Stores part of a session in this browser for the next visit. It's invisible.

const sessions = (globalThis.inklingStored ??= {}); // name -> {session, written: key to JSON, as this session knows it}

/**
 * Send a new session what this browser has stored, and store what the session changes from then on.
 *
 * What another tab has stored, changed or removed stays so: this one only writes what it has changed itself.
 *
 * @param {object} data - name: its name in the browser's store; session: the session's name; read: whether the session has taken in what was stored;
 *   content: {key: value} to store; removed: keys to remove; most: the most characters to send and store; entries: the most keys, of which the oldest go first;
 *   secret: a key that is neither sent nor changed in a frame of another origin, whose page could redirect clicks
 *   Reports `picked`: what is stored, as JSON; or false if this browser can't store anything.
 */
export default function ({ data: { name, session, read, content, removed = [], most, entries = Infinity, secret }, parentElement, setTriggerValue }) {
  if (sessions[name]?.session !== session) sessions[name] = { session, written: new Map() };
  const mine = sessions[name];
  try {
    const before = localStorage.getItem(name);
    const stored = entriesOf(before, most);
    const hides = secret && isFramedByOthers();
    if (!read && stored.size) {
      if (mine.sender !== parentElement) setTriggerValue("picked", JSON.stringify(Object.fromEntries(hides ? [...stored].filter(([key]) => key !== secret) : stored)));
      Object.assign(mine, { sender: parentElement, written: new Map([...stored].map(([key, value]) => [key, JSON.stringify(value)])) });
      return;
    }
    for (const key of removed) for (const each of [stored, mine.written]) each.delete(key);
    for (const [key, value] of Object.entries(content)) {
      const text = JSON.stringify(value);
      if (mine.written.get(key) !== text && !(hides && key === secret)) stored.set(key, value);
      mine.written.set(key, text);
    }
    const written = textOf(stored, most, entries);
    if (written !== before) localStorage.setItem(name, written);
  } catch {
    if (!mine.hasFailed) setTriggerValue("picked", false);
    mine.hasFailed = true;
  }
}

// Earlier formats were a list of ids, and a list of keys with their values. Anything else is damaged, and is replaced.
function entriesOf(text, most) {
  const found = text && text.length <= most ? parsed(text) : null;
  if (!Array.isArray(found)) return new Map(Object.entries(typeof found === "object" ? (found ?? {}) : {}));
  return new Map(found.flatMap((each) => (typeof each === "string" ? [[each, true]] : Array.isArray(each) && typeof each[0] === "string" ? [each] : [])));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Without the oldest entries, if there are too many.
function textOf(stored, most, entries) {
  const all = [...stored].slice(-entries);
  let text;
  do {
    text = JSON.stringify(Object.fromEntries(all));
    all.shift();
  } while (text.length > most);
  return text;
}

function isFramedByOthers() {
  try {
    return window.top.location.origin !== window.location.origin;
  } catch {
    return true; // the browser doesn't say
  }
}
