// Stores a person's labeled drawings in this browser, from one visit to the next. It is invisible.

import { give, TIMES } from "../parts/component/local_store.js";
import { reportAlone } from "../parts/component/alone.js";

const NAME = "inkling.digits.1"; // with the version of the stored format

/**
 * Store this session's digits; send it the stored ones until it has received them.
 *
 * What another tab has stored or removed stays so: this one only writes what it hasn't written yet.
 *
 * @param {object} data - session: its name; read: whether it has received the stored digits;
 *   digits: {key: line}; removed: [key]; most: how many are stored at most
 *   Reports `picked`: the stored lines, as one text; `unstored`: true if this browser can't store anything.
 */
export default function ({ data, setTriggerValue }) {
  const mine = (globalThis.inklingDigits ??= {});
  if (mine.session !== data.session) Object.assign(mine, { session: data.session, written: new Map(), times: 0, hasGivenUp: false });
  const leave = () => clearTimeout(mine.timer);
  leave();
  const stored = read();
  if (!stored) {
    giveUp(mine, setTriggerValue);
    return leave;
  }
  const before = JSON.stringify([...stored]);
  if (!data.read && stored.size && mine.times < TIMES) {
    const lines = [...stored.values()].join("\n");
    give(mine, () => setTriggerValue("picked", lines));
  }
  for (const key of data.removed) {
    stored.delete(key);
    mine.written.delete(key);
  }
  for (const [key, line] of Object.entries(data.digits)) {
    if (mine.written.get(key) !== line) stored.set(key, line);
    mine.written.set(key, line);
  }
  const after = JSON.stringify([...stored].slice(-data.most));
  if (after === before) return leave;
  try {
    localStorage.setItem(NAME, after);
  } catch {
    giveUp(mine, setTriggerValue); // no room, or none for this page
  }
  return leave;
}

// Once per session, because it makes the page run again.
function giveUp(mine, setTriggerValue) {
  if (mine.hasGivenUp) return;
  mine.hasGivenUp = true;
  reportAlone(() => setTriggerValue("unstored", true));
}

// What is stored, as a Map of key to line; null if nothing can be stored.
function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return new Map(stored.filter((each) => each.length === 2 && each.every((part) => typeof part === "string")));
  } catch (error) {
    return error instanceof DOMException ? null : new Map(); // start again if it is damaged
  }
}
