// A device's part in a round of swapped networks: the phase and its clock, what to do, a find to send, and others' finds to judge.

import { tick } from "../../parts/clock.js";
import { button, made } from "../../parts/component/made.js";
import { readings } from "../../parts/component/reading.js";
import { _ } from "../../parts/language/language.js";
import { filled } from "../../parts/looks/wording.js";

let isOpen = true; // also where a card moves it

/**
 * Show it. A find follows the drawing without a run of Python.
 *
 * @param {object} data - title: the phase; ends: see tick; says: sentences; acts: [{do, number, text}], buttons; note: what happened last;
 *   find: what the tested network's classes are, null if Draw reads with another network; judge: {number, picture, classes}, null if
 *   there's nothing to judge
 *   Reports `picked`: an act; {do: "find", number: the drawing's version, label: of a class}; or {do: "judge", number, label: null for "can't tell"}.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-swap");
  const pick = (deed) => setTriggerValue("picked", deed, deed.do);
  if (!root.firstChild) root.append(Object.assign(made("details", "", made("summary", "", made("h3", ""), made("output", "")), made("div", "")), { open: isOpen }));
  root.firstChild.ontoggle = ({ target }) => (isOpen = target.open);
  const [head, body] = root.firstChild.children;
  const shown = JSON.stringify({ ...data, ends: 0 });
  head.firstChild.textContent = data.title;
  tick(head.lastChild, data.ends);
  if (root.shown === shown) return;
  root.shown = shown;
  const acts = made("p", "ink-row-of-buttons", ...data.acts.map(({ text, ...deed }) => button(text, () => pick(deed))));
  const parts = [...data.says.map((text) => made("p", "", text)), ...(data.acts.length ? [acts] : [])];
  if (data.find) parts.push(findOf(root, data.find, pick));
  else readings.unsubscribe(root);
  if (data.judge) parts.push(judgeOf(data.judge, pick));
  const note = made("p", "ink-note", data.note);
  note.setAttribute("role", "status");
  body.replaceChildren(...parts, note);
  return () => readings.unsubscribe(root);
}

// Buttons for what the drawing is; the one that the network answers can't be pressed.
function findOf(root, classes, pick) {
  const line = made("p", "");
  const buttons = classes.map((name, label) => button(name, () => pick({ do: "find", number: root.version, label })));
  readings.subscribe(root, (reading) => {
    const { version, image, probs, isKnown } = reading.undamaged ?? reading;
    const answer = image && isKnown !== false ? probs.indexOf(Math.max(...probs)) : null;
    root.version = reading.version;
    const reads = filled(_("The network reads {answer}."), { answer: classes[answer] ?? _("none of its signs") });
    const asks = _("What is it? Press the sign, and it's sent as a find.");
    line.textContent = image ? `${reads} ${asks}` : _("Draw something that people can read.");
    buttons.forEach((each, label) => (each.disabled = !image || version === null || label === answer));
  });
  return made("div", "ink-swap-find", line, made("div", "ink-row-of-buttons", ...buttons));
}

function judgeOf({ number, picture, classes }, pick) {
  const judge = (label) => () => pick({ do: "judge", number, label });
  const asks = _("What is this?");
  const image = Object.assign(made("img", ""), { src: picture, alt: asks });
  const buttons = [...classes.map((name, label) => button(name, judge(label))), button(_("I can't tell"), judge(null))];
  return made("div", "ink-swap-judge", image, made("div", "", made("b", "", asks), made("div", "ink-row-of-buttons", ...buttons)));
}
