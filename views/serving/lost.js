// Says that the server is away, which drawing and its answer do not need; and that it is lost for good, and opens the page
// again: Streamlit does not, and shows a word in a corner. The same where a message that has no place on the page has
// broken it: then nothing of it is left. What is seen is in the address; a drawing that the server did not hear of is kept
// for the page that comes.

import { LINES, watchState } from "../parts/component/line.js";
import { saveDrawing } from "../parts/component/saved_drawing.js";

const AWAY = 4000; // milliseconds without a line of which nothing is said: a line that breaks is back in one or two
const TIMES = "inkling-opened-again"; // where this tab remembers when it opened itself again
const WAITS = [2, 10, 60]; // seconds, for the first time, the second, the third; after that it waits for a person
const FORGOTTEN = 600_000; // milliseconds, after which a time does not count: longer than those together
const cleanups = new WeakMap();
let words; // in the language of the page, as it was last told

/** data: words, see lost.py. */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-lost");
  words = data;
  if (cleanups.has(root)) return cleanups.get(root);
  root.innerHTML = '<p role="alert"></p>';
  const notice = root.querySelector("p");
  let timer, away;
  const say = (text) => Object.assign(notice, { textContent: text, className: text && "ink-panel" });
  const end = watchState((state) => {
    if (timer !== undefined) return; // it is lost: nothing else is said
    if (state !== LINES.there && state !== LINES.lost) {
      away ??= setTimeout(() => say(words.away), AWAY);
      return;
    }
    clearTimeout(away);
    away = undefined;
    say("");
    if (state !== LINES.there) timer = openSoon(say, notice);
  });
  const leave = () => {
    clearTimeout(timer);
    clearTimeout(away);
    cleanups.delete(root);
    end();
    setTimeout(sayIfBlank);
  };
  cleanups.set(root, leave);
  return leave;
}

// Say so, and do it; gives the timer, or null where it is for a person.
function openSoon(say, notice) {
  const wait = WAITS[recent().length];
  say(wait ? words.soon.replace("{seconds}", wait) : words.by_hand);
  notice.append(Object.assign(document.createElement("button"), { type: "button", className: "ink-button", textContent: words.button, onclick: openAgain }));
  return wait ? setTimeout(openAgain, 1000 * wait) : null;
}

function sayIfBlank() {
  if (document.getElementById("root")?.childElementCount !== 0) return;
  const notice = document.createElement("p");
  document.body.append(notice);
  notice.setAttribute("role", "alert");
  Object.assign(notice.style, { margin: "1rem", fontFamily: "sans-serif" }); // the page's own styles have gone with it
  openSoon((text) => (notice.textContent = text), notice);
}

function openAgain() {
  remember([...recent(), Date.now()]);
  saveDrawing();
  location.reload();
}

// When this page opened itself again lately. Where nothing is remembered, it is for a person to open it, or it might do so for ever.
function recent() {
  try {
    const times = JSON.parse(sessionStorage.getItem(TIMES) ?? "[]");
    return Array.isArray(times) ? times.filter((time) => Math.abs(Date.now() - time) < FORGOTTEN).slice(-WAITS.length) : WAITS;
  } catch {
    return WAITS;
  }
}

function remember(times) {
  try {
    sessionStorage.setItem(TIMES, JSON.stringify(times));
  } catch {
    // then it is for a person
  }
}
