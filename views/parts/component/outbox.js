// The page's outbox: what Python has to know is sent until Python has answered, one message at a time.
//
// Of two messages of one moment, Streamlit only runs the first one's fragment, a run ends early when the next message comes, and
// a message can be lost with the connection. So nobody else on the page repeats a report or times an answer.

import { watchLine } from "./line.js";

/** Milliseconds until an unanswered message is sent again: more than an answer on a slow connection. Doubles, */
export const AGAIN = 1500;
/** up to this. */
export const MOST_AGAIN = 8 * AGAIN;

// Whether Python is running, perhaps on our message: another one would cut that run short.
const isAtWork = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "running";

class Outbox {
  constructor() {
    Object.assign(this, { waiting: new Map(), current: null, wait: AGAIN, number: 0 });
    this.again = this.again.bind(this);
  }

  /** Call `send` now, or when those before it are answered, and repeat it until `answered`. An owner has one message. */
  put(owner, send) {
    this.unwatch ??= watchLine(() => this.current && this.transmit(this.current)); // null until Streamlit's page is there
    this.waiting.set(owner, send);
    if (!this.current || this.wait > AGAIN) this.current = owner; // the one before it was repeated in vain
    if (this.current === owner) this.transmit(owner);
  }

  /** The owner's message is answered, or nobody needs its answer any more. */
  answered(owner) {
    if (!this.waiting.delete(owner)) return;
    this.wait = AGAIN;
    if (owner === this.current) this.next();
  }

  /** The owner leaves the page: send what it still has to say, unless that was sent, without waiting for an answer. */
  leave(owner, isSent = owner === this.current) {
    const send = this.waiting.get(owner);
    if (send && !isSent) reportAlone(send);
    this.answered(owner);
  }

  next() {
    clearTimeout(this.timer);
    [this.current = null] = this.waiting.keys();
    if (this.current) this.transmit(this.current);
  }

  transmit(owner) {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.again, this.wait);
    reportAlone(this.waiting.get(owner));
  }

  // The unanswered message goes to the end, so that it can't keep others out.
  again() {
    if (isAtWork()) {
      this.timer = setTimeout(this.again, this.wait);
      return;
    }
    this.wait = Math.min(2 * this.wait, MOST_AGAIN);
    const [owner, send] = [this.current, this.waiting.get(this.current)];
    this.waiting.delete(owner);
    this.waiting.set(owner, send);
    this.next();
  }
}

/** The outbox that all modules of a page share. */
export const outbox = (globalThis.inklingOutbox ??= new Outbox());

const mail = (globalThis.inklingMail ??= new WeakMap()); // element -> kind -> its unanswered letter: the newest message, and the number of the one sent

/**
 * Make a component's reports reach Python: see `mount` in component.py.
 *
 * @param {function} show - a component. Its `setTriggerValue(name, value, kind)` reports until Python has taken the message. A newer one of
 *   the same kind, by default the name, takes its place, and is sent once the older one is answered. `forget(kind)` stops this, and
 *   `isWaiting` says whether a message isn't answered yet. A component of packed data reports once, and so does `again`, which asks for a run.
 * @returns {function} The component, called with `taken` as well: the number of the newest message that Python has taken.
 */
export function mailed(show) {
  return (component) => {
    const { parentElement, setTriggerValue: report, taken } = component;
    if (!mail.has(parentElement)) mail.set(parentElement, new Map());
    const letters = mail.get(parentElement);
    const send = (letter) =>
      outbox.put(letter, () => {
        letter.sent = letter.message.number;
        report("picked", letter.message);
      });
    const forget = (kind) => {
      outbox.answered(letters.get(kind));
      letters.delete(kind);
    };
    for (const [kind, letter] of letters) {
      if (letter.message.number <= taken) forget(kind);
      else if (letter.sent <= taken) send(letter);
    }
    const setTriggerValue = (name, value, kind = name) => {
      if (name === "again" || taken === undefined) return reportAlone(() => report(name, value));
      if (!letters.has(kind)) letters.set(kind, {});
      const letter = letters.get(kind);
      letter.message = { number: ++outbox.number, name, sent: value };
      if (outbox.current !== letter) send(letter);
    };
    const leave = show({ ...component, setTriggerValue, forget, isWaiting: letters.size > 0 });
    return () => {
      leave?.();
      for (const letter of letters.values()) outbox.leave(letter, letter.sent === letter.message.number);
      mail.delete(parentElement);
    };
  };
}

// Report something; a click before Streamlit has sent it is delayed until afterwards.
//
// Streamlit sends after a timer of 0 ms, which the report starts, so that timer ends before ours. The delayed click is a new event,
// but still counts as a person's: its `isLate` is true.
function reportAlone(report) {
  const late = [];
  const hold = (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    late.push({ target: event.composedPath()[0], event });
  };
  report();
  addEventListener("click", hold, { capture: true });
  setTimeout(() => {
    removeEventListener("click", hold, { capture: true });
    for (const { target, event } of late) target.dispatchEvent(Object.assign(new PointerEvent("click", event), { isLate: true }));
  });
}
