// Shows that the server is unreachable, although drawing and its answer work without it. If the connection is lost for good, it
// says so and reloads the page, because Streamlit doesn't and only shows a word in a corner. It does the same if a message
// without a place on the page has broken the page, which is blank then. The address contains what the page shows; a drawing
// that the server didn't receive is stored for the reloaded page.
//
// A new session reads the address that Streamlit sends, and Streamlit sends the one that opened the page until the browser goes back.
// So it hears popstate when the connection is lost: see docs/upstream.md.

import { LINES, watchState } from "../parts/component/line.js";
import { get, set, shared } from "../parts/component/page_store.js";

const AWAY = 4000; // milliseconds without a connection before we say anything: a broken one is back in one or two seconds
const WAITS = [2, 10, 60]; // seconds before the first, second and third reload; after that the user has to do it
const FORGOTTEN = 10_000 * WAITS.at(-1); // milliseconds, after which a reload doesn't count: longer than all waits together
let words; // in the page's language, as last received

/** data: words, see lost.py. */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-lost");
  words = data;
  if (root.inkPart) return root.inkPart;
  root.innerHTML = '<p role="alert"></p>';
  const notice = root.querySelector("p");
  let timer, away;
  const say = (text) => Object.assign(notice, { textContent: text, className: text && "ink-panel" });
  const end = watchState((state) => {
    if (timer !== undefined) return; // it is lost, so nothing else is shown
    if (state !== LINES.there) passAddress();
    if (state !== LINES.there && state !== LINES.lost) {
      away ??= setTimeout(() => say(words.away), AWAY);
      return;
    }
    clearTimeout(away);
    away = undefined;
    say("");
    if (state !== LINES.there) timer = openSoon(say, notice);
  });
  return (root.inkPart = () => {
    clearTimeout(timer);
    clearTimeout(away);
    root.inkPart = null;
    end();
    setTimeout(sayIfBlank);
  });
}

function passAddress() {
  const { goBack } = shared;
  shared.goBack = () => {}; // the page itself goes nowhere
  dispatchEvent(new PopStateEvent("popstate"));
  shared.goBack = goBack;
}

// Show it and reload; returns the timer, or null if the user has to reload.
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
  Object.assign(notice.style, { margin: "1rem", fontFamily: "sans-serif" }); // the page's own styles are gone, too
  openSoon((text) => (notice.textContent = text), notice);
}

function openAgain() {
  set("reopened", [...recent(), Date.now()]);
  location.reload();
}

// When this page reloaded itself recently. If nothing can be stored, the user has to reload, or it might go on forever.
function recent() {
  const stored = get("reopened") ?? [];
  const times = Array.isArray(stored) ? stored.filter((time) => Math.abs(Date.now() - time) < FORGOTTEN).slice(-WAITS.length) : WAITS;
  return set("reopened", times) ? times : WAITS;
}
