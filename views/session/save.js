// Saves what a session shows and what its browser should store, in the page's store. It's invisible.

import { STORED } from "../../model/constants.js";
import { publishAddress, shared, valueOf } from "../parts/component/page_store.js";

/**
 * @param {object} data - address: see publishAddress, or only its session; fields: {name: {content: {key: value} to store;
 *   read: whether the session has taken in what was stored}}.
 *   Reports `picked`: a field's name, and what is stored, as JSON; or "" if this browser can't store anything.
 */
export default function ({ data: { address, session = address.session, fields }, parentElement, setTriggerValue }) {
  if (address) publishAddress(address);
  const reported = (parentElement.inkPart ??= {}); // field -> what was reported from it, by session
  const report = (name, found) => {
    const what = `${session} ${!!found}`;
    if (reported[name] !== what) setTriggerValue("picked", [name, found], name);
    reported[name] = what;
  };
  for (const [name, change] of Object.entries(fields)) {
    try {
      const found = sync(name, { session, ...change });
      if (found) report(name, JSON.stringify(found));
    } catch {
      report(name, "");
    }
  }
}

// Store what a session has changed in one of Python's fields; return what was stored before, for a session that hasn't taken that in yet.
//
// What another tab has stored, changed or removed stays so: this one only writes what it has changed itself.
function sync(name, { session, read, content }) {
  const written = (shared.written ??= {});
  if (written[name]?.session !== session) written[name] = { session, texts: new Map(), had: [] };
  const mine = written[name]; // texts: key to JSON, as this session knows it; had: the keys that it has stored
  const { name: key, secret, most } = STORED[name];
  const before = localStorage.getItem(key);
  const stored = entriesOf(before, most);
  const hides = (each) => each === secret && isFramedByOthers();
  if (!read && stored.size) {
    mine.texts = new Map([...stored].map(([each, value]) => [each, JSON.stringify(value)]));
    return Object.fromEntries([...stored].filter(([each]) => !hides(each)));
  }
  for (const each of mine.had) if (!(each in content)) for (const one of [stored, mine.texts]) one.delete(each);
  mine.had = Object.keys(content);
  for (const [each, value] of Object.entries(content)) {
    const text = JSON.stringify(value);
    if (mine.texts.get(each) !== text && !hides(each)) stored.set(each, value);
    mine.texts.set(each, text);
  }
  const text = textOf(stored, STORED[name]);
  if (text !== before) localStorage.setItem(key, text);
  return null;
}

/** Return what this browser has stored in one of Python's fields, as a Map; empty if it stores nothing. */
export function stored(name) {
  try {
    return entriesOf(localStorage.getItem(STORED[name].name), STORED[name].most);
  } catch {
    return new Map();
  }
}

// Earlier formats were a list of ids, and a list of keys with their values. Anything else is damaged, and is replaced.
function entriesOf(text, most) {
  let found = null;
  try {
    found = valueOf(text, most);
  } catch {
    // damaged
  }
  if (!Array.isArray(found)) return new Map(Object.entries(typeof found === "object" ? (found ?? {}) : {}));
  return new Map(found.flatMap((each) => (typeof each === "string" ? [[each, true]] : Array.isArray(each) && typeof each[0] === "string" ? [each] : [])));
}

// Without the oldest entries, if there are too many.
function textOf(stored, { most, entries }) {
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
