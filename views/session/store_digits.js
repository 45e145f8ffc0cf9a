// Keeps a person's labeled drawings in this browser, from one visit to the next. It is invisible.

import { reportAlone } from "../parts/component/retry.js";

const NAME = "inkling.digits.1"; // with the version of what is kept under it

/**
 * Keep what this session has; give it, once, what was kept before.
 *
 * What another tab has kept or removed stays so: only what this one has not written yet is written.
 *
 * @param {object} data - session: a name of the session; read: whether it has been given what was kept;
 *   digits: {key: line}; removed: [key]; most: how many are kept at most
 *   Reports `picked`: the lines that were kept, as one text; `unkept`: true where this browser keeps nothing.
 */
export default function ({ data, setTriggerValue }) {
  const mine = (globalThis.inklingDigits ??= { session: null, written: new Map() });
  if (mine.session !== data.session) Object.assign(mine, { session: data.session, written: new Map(), given: null });
  const kept = read();
  if (!kept) {
    report(mine, "unkept", true, setTriggerValue);
    return;
  }
  const before = JSON.stringify([...kept]);
  if (!data.read && kept.size) report(mine, "picked", [...kept.values()].join("\n"), setTriggerValue);
  for (const key of data.removed) {
    kept.delete(key);
    mine.written.delete(key);
  }
  for (const [key, line] of Object.entries(data.digits)) {
    if (mine.written.get(key) !== line) kept.set(key, line);
    mine.written.set(key, line);
  }
  const after = JSON.stringify([...kept].slice(-data.most));
  if (after === before) return;
  try {
    localStorage.setItem(NAME, after);
  } catch {
    report(mine, "unkept", true, setTriggerValue); // no room, or none for this page
  }
}

// Each once a session, since it has the page run again.
function report(mine, name, value, setTriggerValue) {
  if (mine.given === value) return;
  mine.given = value;
  reportAlone(() => setTriggerValue(name, value));
}

// What is kept, [key, line] by [key, line]; null where nothing can be.
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return new Map(kept.filter((each) => each.length === 2 && each.every((part) => typeof part === "string")));
  } catch (error) {
    return error instanceof DOMException ? null : new Map(); // what is damaged is begun anew
  }
}
