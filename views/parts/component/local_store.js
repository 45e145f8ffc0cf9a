// Stores part of a session in this browser for the next visit. It's invisible.

import { reportAlone } from "./alone.js";

/** The number of calls at which we send the stored value without an answer, and how often at each call. */
export const TIMES = 3;
const AGAIN = 5000; // milliseconds to wait for an answer, because an interrupted run doesn't give one or show anything new
const given = (globalThis.inklingGiven ??= {}); // name -> the session, and how often it was sent the stored value

/** Report now and, until `owner.timer` is cleared, a few more times; `owner.times` counts these calls. */
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
 * Store this session's value; send the session what was stored before, until it has taken that in.
 *
 * @param {object} data - name: its name in the store; session: the session's name; read: whether the session has taken in what was stored;
 *   content: the value to store; most: the most characters to send and store; secret: a part of it that is neither
 *   sent nor changed in a frame of another origin, whose page could redirect clicks
 *   Reports `picked`: the stored text.
 */
export default function ({ data: { name, session, read, content, most, secret }, setTriggerValue }) {
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
    const written = hides ? withPart(JSON.stringify(content), secret, partsOf(before)?.[secret]) : JSON.stringify(content);
    if (written !== before && written.length <= most) localStorage.setItem(name, written);
  } catch {
    // this browser doesn't store anything for this page, so the value lasts as long as the session
  }
  return leave;
}

function isFramedByOthers() {
  try {
    return window.top.location.origin !== window.location.origin;
  } catch {
    return true; // the browser doesn't say
  }
}

/** Return JSON text with one part replaced, or removed if there's no value. */
function withPart(text, name, value) {
  const known = partsOf(text);
  return known ? JSON.stringify({ ...known, [name]: value }) : "";
}

function partsOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // something else has written it
  }
}
