// Points at what a step of the lesson is about: draws rings around it and scrolls it into view. Veils what would give too much
// away, shows the 4 to draw, announces changes to screen readers, and reports what the person has tried on the page.

import { CANVAS_SIZE } from "../../model/constants.js";
import { reportDone } from "./course.js";
import { isReducedMotion } from "../parts/component/motion.js";
import { get, set } from "../parts/component/page_store.js";
import { readings, surfaces, trials } from "../parts/component/reading.js";
import { begin, end, goTo } from "./turns.js";

const LOOK_AGAIN = 150; // milliseconds, because the parts of a page arrive one after the other,
const LOOKS = 30; // and all have arrived within a few seconds
const TURN = "turn"; // the name of a message: the browser has gone back or forward
const HEADER = 60; // pixels; it covers part of what scrolls
const RESULT = ".st-key-lesson_done"; // what the network does
const ringed = (places) =>
  `:is(${places}):not(#_) { outline: 3px solid var(--ink-lit); outline-offset: var(--ink-ring, 3px); border-radius: 8px; animation: ink-lit 0.9s 3; }`;
const hidden = (places) => `:is(${places}):not(#_) { display: none; }`;
const veiled = (places) =>
  `:is(${places}):not(#_) { background: var(--ink-veil); border-radius: 8px; } :is(${places}):not(#_) * { visibility: hidden; }`;
const waiting = (places) => `:is(${places}):not(#_) > * { opacity: 0.4; pointer-events: none; }`;
const alone = (places) =>
  `.st-key-neuron.st-key-neuron > :not(:has(h3, ${places}), ${places}), .ink-card-parts > :not(${places}) { display: none; }`;
const meant = (picture) =>
  `.st-key-canvas:not(:active)::after { content: ""; position: absolute; inset: 0 auto auto 0; width: ${CANVAS_SIZE}px; height: ${CANVAS_SIZE}px; pointer-events: none; background: url("${picture}"); }`;
const HELD = ".st-key-lesson_foot:not(#_) { --said: 5.9rem; }"; // room for four lines, so that whatever is being dragged below doesn't move
const RULES = { lights: ringed, hides: hidden, covers: veiled, waits: waiting, card: alone };
let isUnderWay = false; // whether we've shown a step before

/**
 * Ring the places of a step.
 *
 * @param {object} data - step: its id; back, next: the ids of those that the buttons lead to; done:
 *   whether the step is done; events: the curves whose point was dragged across 0, as far as Python knows; curves: the names of
 *   all such curves, in order; ghost: the drawing to imitate, see ghost.py, or null; said: text for a screen reader; holds:
 *   whether something on the card is dragged. Selectors: lights, the places to ring, of which the first is scrolled into view;
 *   hides, the places to hide; covers, to veil; waits, to disable; card, the only places of the card to show.
 *   Reports `picked`: the number of a curve once its point has been on both sides of 0, or the step to which the
 *   browser has gone back.
 */
export default function ({ data, parentElement, setTriggerValue, forget }) {
  const root = parentElement.querySelector(".ink-guide");
  if (!root.isConnected) return undefined; // Streamlit may still call this when the page has left
  const guide = (root.inkPart ??= new Guide(root));
  Object.assign(guide, { forget, send: (what, kind) => setTriggerValue("picked", what, kind) });
  guide.show(data);
  return () => guide.end();
}

class Guide {
  constructor(root) {
    Object.assign(this, { root, sides: {}, done: true });
    root.innerHTML = '<style></style><style></style><div class="ink-unseen" role="status"></div>';
    [this.style, this.ghost, this.status] = root.children;
    trials.subscribe(root, (trial) => this.watch(trial));
    readings.subscribe(root, () => this.haunt());
    begin(this.turn);
    document.addEventListener("click", this.press, true);
  }

  // Python shows another step than the address has, because its session is new or its answer is late.
  keepStep(step) {
    const own = get("step");
    if (!own) set("step", step);
    else if (own !== step && own !== this.asked) this.turn(own);
    this.asked = own === step ? null : own; // once, because Python may not have that step
  }

  // The browser went back or forward.
  turn = (step) => {
    surfaces.last?.hurry?.(); // nothing else notices that the browser goes there
    this.send(step, TURN);
  };

  press = ({ target }) => {
    const way = ["back", "next"].find((each) => target.closest?.(`.st-key-lesson_${each} button`));
    if (!way) return;
    this.forget(TURN);
    goTo(this.data[way]);
  };

  show(data) {
    const { step, done, lights, said } = data;
    const isNews = done && !this.done && step === this.step;
    if (done && !(this.done && step === this.step)) reportDone(step);
    Object.assign(this, { data, done });
    this.style.textContent = Object.entries(RULES).map(([name, rule]) => (data[name].length ? rule(data[name]) : "")).join("") + (data.holds ? HELD : "");
    this.haunt();
    this.keepStep(step);
    if (this.status.textContent !== said) this.status.textContent = said;
    if (isNews) this.bringIntoView(RESULT, 0);
    if (step === this.step) return;
    for (const name in this.sides) this.forget(name);
    Object.assign(this, { step, sides: {} });
    this.column.scrollTop = 0;
    if (isUnderWay) this.title.scrollIntoView({ block: "nearest" }); // in a low window, the panel scrolls with the page
    if (lights.length) this.bringIntoView(lights[0], LOOKS);
    clearTimeout(this.keeping);
    if (isUnderWay) this.keepFocus(LOOKS);
    isUnderWay = true;
  }

  // Show the drawing to imitate while the canvas is blank.
  haunt() {
    const ghost = readings.last?.image ? null : this.data?.ghost;
    const rules = ghost ? meant(isReducedMotion() ? ghost.still : ghost.moving) : "";
    if (this.ghost.textContent !== rules) this.ghost.textContent = rules;
  }

  // When the middle changes, so does the panel, and the button that had the focus is gone.
  keepFocus(looks) {
    if (!this.root.isConnected) return; // it's about to end
    const panel = this.root.closest(".st-key-lesson");
    if (document.activeElement === document.body) panel.querySelector(".st-key-lesson_next button")?.focus({ preventScroll: true });
    if (looks && !panel.contains(document.activeElement)) this.keeping = setTimeout(() => this.keepFocus(looks - 1), LOOK_AGAIN);
  }

  get title() {
    return this.root.closest(".st-key-lesson").querySelector("h3");
  }

  // The element that scrolls on a phone, with the panel at its top.
  get column() {
    return this.root.closest(".st-key-card_column").parentElement;
  }

  bringIntoView(selector, looks) {
    clearTimeout(this.looking);
    if (!this.root.isConnected) return;
    const place = document.querySelector(selector);
    const isThere = place?.getBoundingClientRect().height > 0;
    const isInside = this.column.contains(place);
    const { style } = document.documentElement;
    if (isThere && selector !== RESULT) style.setProperty("--ink-above-sheet", isInside ? "6.75rem" : "23rem"); // the room that it leaves on a phone,
    style.setProperty("--ink-sheet", `${this.column.clientHeight}px`); // and the height that it covers
    const isBelow = this.column.scrollHeight > this.column.clientHeight && isInside;
    if (selector !== RESULT && (isBelow || this.isPushedOutBy(place))) return; // don't scroll away the text to read
    if (isThere) place.scrollIntoView({ block: "nearest", behavior: isReducedMotion() ? "auto" : "smooth" });
    else if (looks) this.looking = setTimeout(() => this.bringIntoView(selector, looks - 1), LOOK_AGAIN);
  }

  // Whether scrolling to a place would push the step's title out of the window, because the panel scrolls with the page.
  isPushedOutBy(place) {
    if (!place || getComputedStyle(this.column).position !== "static") return false;
    const { top } = this.title.getBoundingClientRect();
    const by = place.getBoundingClientRect().bottom - innerHeight;
    return by > top - HEADER;
  }

  watch({ name, z, from }) {
    const curve = this.data?.curves.indexOf(name) ?? -1; // no data yet: the curve was tried in an earlier step
    if (curve < 0) return;
    const sides = (this.sides[name] ??= new Set());
    const before = sides.size;
    for (const side of [from, z]) sides.add(side > 0);
    if (sides.size > before && sides.size === 2 && !this.data.events.includes(name)) this.send(curve, name);
  }

  end() {
    for (const each of [this.looking, this.keeping]) clearTimeout(each);
    trials.unsubscribe(this.root);
    readings.unsubscribe(this.root);
    end(this.turn);
    document.removeEventListener("click", this.press, true);
    this.root.inkPart = null;
  }
}
