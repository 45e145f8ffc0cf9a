// Keeps something of a session in this browser, from one visit to the next. It is invisible.

import { reportAlone } from "./retry.js";

/** At how many calls what was kept is given, if there is no answer, and how often at each. */
export const TIMES = 3;
const AGAIN = 5000; // milliseconds to wait for one: a run that is cut short gives none, and shows nothing anew
const given = (globalThis.inklingGiven ??= {}); // by name: of which session, and how often what was kept was given to it

/** Give it now and, until `owner.timer` is cleared, a few times more; `owner.times` counts the calls at which it was given. */
export function give(owner, report) {
  owner.times += 1;
  repeat(owner, report, TIMES);
}

function repeat(owner, report, times) {
  reportAlone(report);
  clearTimeout(owner.timer);
  if (times > 1) owner.timer = setTimeout(() => repeat(owner, report, times - 1), AGAIN);
}

/**
 * Keep what this session has; give it what was kept before, until it has taken that in.
 *
 * @param {object} data - name: under which it is kept; session: a name of the session; read: whether it has been given what was kept;
 *   kept: what is to be kept; most: how many characters are given and kept at most; secret: a part of it that is neither
 *   given nor changed in a frame of another origin, whose page could have clicks fall on it
 *   Reports `picked`: what was kept, as it was written.
 */
export default function ({ data: { name, session, read, kept, most, secret }, setTriggerValue }) {
  const leave = () => clearTimeout(given[name]?.timer);
  leave();
  try {
    const before = localStorage.getItem(name);
    const hides = secret && isFramedByOthers();
    if (given[name]?.session !== session) given[name] = { session, times: before && before.length <= most ? 0 : TIMES };
    if (!read && given[name].times < TIMES) {
      give(given[name], () => setTriggerValue("picked", hides ? withPart(before, secret) : before));
      return leave;
    }
    const written = hides ? withPart(JSON.stringify(kept), secret, partsOf(before)?.[secret]) : JSON.stringify(kept);
    if (written !== before && written.length <= most) localStorage.setItem(name, written);
  } catch {
    // this browser keeps nothing for this page: then it lasts as long as the session
  }
  return leave;
}

function isFramedByOthers() {
  try {
    return window.top.location.origin !== window.location.origin;
  } catch {
    return true; // the browser doesn't tell
  }
}

/** A text of JSON with another value of one part; without it where there is none. */
function withPart(text, name, value) {
  const known = partsOf(text);
  return known ? JSON.stringify({ ...known, [name]: value }) : "";
}

function partsOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // somebody else has written it
  }
}
