// Keeps a person's labeled drawings in this browser, from one visit to the next. It is invisible.

import { give, TIMES } from "../parts/component/local_store.js";
import { reportAlone } from "../parts/component/retry.js";

const NAME = "inkling.digits.1"; // with the version of what is kept under it

/**
 * Keep what this session has; give it what was kept before, until it has taken that in.
 *
 * What another tab has kept or removed stays so: only what this one has not written yet is written.
 *
 * @param {object} data - session: a name of the session; read: whether it has been given what was kept;
 *   digits: {key: line}; removed: [key]; most: how many are kept at most
 *   Reports `picked`: the lines that were kept, as one text; `unkept`: true where this browser keeps nothing.
 */
export default function ({ data, setTriggerValue }) {
  const mine = (globalThis.inklingDigits ??= {});
  if (mine.session !== data.session) Object.assign(mine, { session: data.session, written: new Map(), times: 0, hasGivenUp: false });
  const leave = () => clearTimeout(mine.timer);
  leave();
  const kept = read();
  if (!kept) {
    giveUp(mine, setTriggerValue);
    return leave;
  }
  const before = JSON.stringify([...kept]);
  if (!data.read && kept.size && mine.times < TIMES) {
    const lines = [...kept.values()].join("\n");
    give(mine, () => setTriggerValue("picked", lines));
  }
  for (const key of data.removed) {
    kept.delete(key);
    mine.written.delete(key);
  }
  for (const [key, line] of Object.entries(data.digits)) {
    if (mine.written.get(key) !== line) kept.set(key, line);
    mine.written.set(key, line);
  }
  const after = JSON.stringify([...kept].slice(-data.most));
  if (after === before) return leave;
  try {
    localStorage.setItem(NAME, after);
  } catch {
    giveUp(mine, setTriggerValue); // no room, or none for this page
  }
  return leave;
}

// Once a session, since it has the page run again.
function giveUp(mine, setTriggerValue) {
  if (mine.hasGivenUp) return;
  mine.hasGivenUp = true;
  reportAlone(() => setTriggerValue("unkept", true));
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
