// Says that the server is away, which drawing and its answer do not need; and that it is lost for good, and opens the page
// again: Streamlit does not, and shows a word in a corner. What is seen is in the address; a drawing that the server did not
// hear of is kept for the page that comes.

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
    if (state === LINES.there) return;
    const wait = WAITS[recent().length];
    say(wait ? words.soon.replace("{seconds}", wait) : words.by_hand);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "ink-button", textContent: words.button, onclick: openAgain });
    notice.append(button);
    timer = wait ? setTimeout(openAgain, 1000 * wait) : null;
  });
  const leave = () => {
    clearTimeout(timer);
    clearTimeout(away);
    cleanups.delete(root);
    end();
  };
  cleanups.set(root, leave);
  return leave;
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
