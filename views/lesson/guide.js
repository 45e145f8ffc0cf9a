// Points at what a step of the lesson is about: rings around it, and brings it into view. Veils what tells too much, shows
// the 4 that is meant, says aloud what has changed, and reports what the person has tried on the page.

import { CANVAS_SIZE } from "../../model/constants.js";
import { showTurn, turning } from "../address/turns.js";
import { reportDone } from "../address/course.js";
import { isReducedMotion } from "../parts/component/motion.js";
import { readings, surfaces, trials } from "../parts/component/reading.js";
import { answered, retry } from "../parts/component/retry.js";

const LOOK_AGAIN = 150; // milliseconds: the parts of a page come one after the other,
const LOOKS = 30; // and within a few seconds all are there
const TURN = "turn"; // among what is asked for until there is an answer: the browser has gone back or on
const HEADER = 60; // pixels, which lies over what scrolls
const TOLD = ".st-key-lesson_done"; // what the network does
const ringed = (places) =>
  `:is(${places}):not(#_) { outline: 3px solid var(--ink-lit); outline-offset: var(--ink-ring, 3px); scroll-margin: 4.5rem 0 1rem; border-radius: 8px; animation: ink-lit 0.9s 3; }`;
const hidden = (places) => `:is(${places}):not(#_) { display: none; }`;
const veiled = (places) =>
  `:is(${places}):not(#_) { background: var(--ink-veil); border-radius: 8px; } :is(${places}):not(#_) * { visibility: hidden; }`;
const waiting = (places) => `:is(${places}):not(#_) > * { opacity: 0.4; pointer-events: none; }`;
const alone = (places) =>
  `.st-key-neuron.st-key-neuron > :not(:has(h3, ${places}), ${places}), .ink-card-parts > :not(${places}) { display: none; }`;
const meant = (picture) =>
  `.st-key-canvas:not(:active)::after { content: ""; position: absolute; inset: 0 auto auto 0; width: ${CANVAS_SIZE}px; height: ${CANVAS_SIZE}px; pointer-events: none; background: url("${picture}"); }`;
const HELD = ".st-key-lesson_foot:not(#_) { --said: 6.4rem; }"; // room for four lines: what is dragged below it stays where it is held
const RULES = { lights: ringed, hides: hidden, covers: veiled, waits: waiting, card: alone };
const guides = new WeakMap();
let isUnderWay = false; // whether a step has been shown before

/**
 * Ring the places of a step.
 *
 * @param {object} data - step: its id; turned: the number of the last turn of the browser's history that Python has taken; done: whether it has been; events: the names of those whose curve the point has been dragged across 0,
 *   as Python knows it; curves: of all that it is asked for, in their order; ghost: a drawing that is meant, see ghost.py,
 *   or null; said: for a screen reader; holds: whether something on the card is dragged. Selectors: lights, of what is ringed, the first of which is brought into view;
 *   hides, of what is not there yet; covers, of what is veiled; waits, of what can't be used yet; card, of what alone is seen of the card
 *   Reports `picked`: the number of a curve once its point has been on both sides of 0; a turn of the
 *   browser's history, see turns.js.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-guide");
  if (!root.isConnected) return undefined; // Streamlit may still call this when the page has left
  if (!guides.has(root)) guides.set(root, new Guide(root));
  const guide = guides.get(root);
  guide.report = (what) => setTriggerValue("picked", what);
  guide.show(data);
  return () => guide.end();
}

class Guide {
  constructor(root) {
    Object.assign(this, { root, sides: {}, asking: {}, done: true });
    root.innerHTML = '<style></style><style></style><div class="ink-said" role="status"></div>';
    [this.style, this.ghost, this.status] = root.children;
    trials.subscribe(root, (trial) => this.watch(trial));
    readings.subscribe(root, () => this.haunt());
    turning(root, (wanted) => {
      surfaces.last?.hurry?.(); // nobody else hears that the browser goes there
      this.turn(wanted);
    });
  }

  turn(wanted) {
    [, this.turned] = wanted;
    retry((this.asking[TURN] ??= {}), () => this.report(wanted));
  }

  show(data) {
    const { step, done, lights, said, events, turned } = data;
    const isNews = done && !this.done && step === this.step;
    if (done && !(this.done && step === this.step)) reportDone(step);
    Object.assign(this, { data, done });
    this.style.textContent = Object.entries(RULES).map(([name, rule]) => (data[name].length ? rule(data[name]) : "")).join("") + (data.holds ? HELD : "");
    this.haunt();
    if (this.status.textContent !== said) this.status.textContent = said;
    if (isNews) this.bringIntoView(TOLD, 0);
    for (const name in this.asking) if (events.includes(name) || step !== this.step || (name === TURN && turned >= this.turned)) answered(this.asking[name]);
    const further = showTurn(step, turned);
    if (step === this.step) return;
    Object.assign(this, { step, sides: {} });
    if (further) this.turn(further);
    this.column.scrollTop = 0;
    if (lights.length) this.bringIntoView(lights[0], LOOKS);
    clearTimeout(this.keeping);
    if (isUnderWay) this.keepFocus(LOOKS);
    isUnderWay = true;
  }

  // The drawing that is meant, as long as nothing is drawn.
  haunt() {
    const ghost = readings.last?.image ? null : this.data?.ghost;
    const rules = ghost ? meant(isReducedMotion() ? ghost.still : ghost.moving) : "";
    if (this.ghost.textContent !== rules) this.ghost.textContent = rules;
  }

  // Where something else stands in the middle, the panel is another one, and the button that was pressed is gone.
  keepFocus(looks) {
    if (!this.root.isConnected) return; // it ends in a moment
    const panel = this.root.closest(".st-key-lesson");
    if (document.activeElement === document.body) panel.querySelector(".st-key-lesson_next button")?.focus({ preventScroll: true });
    if (looks && !panel.contains(document.activeElement)) this.keeping = setTimeout(() => this.keepFocus(looks - 1), LOOK_AGAIN);
  }

  // What scrolls on a phone, with the panel at its top.
  get column() {
    return this.root.closest(".st-key-card_column").parentElement;
  }

  bringIntoView(selector, looks) {
    clearTimeout(this.looking);
    if (!this.root.isConnected) return;
    const place = document.querySelector(selector);
    const isThere = place?.getBoundingClientRect().height > 0;
    document.documentElement.style.setProperty("--ink-sheet", `${this.column.clientHeight}px`); // what it lies over on a phone
    const isBelow = this.column.scrollHeight > this.column.clientHeight && this.column.contains(place);
    if (selector !== TOLD && (isBelow || this.isPushedOutBy(place))) return; // what is to be read comes first
    if (isThere) place.scrollIntoView({ block: "nearest", behavior: isReducedMotion() ? "auto" : "smooth" });
    else if (looks) this.looking = setTimeout(() => this.bringIntoView(selector, looks - 1), LOOK_AGAIN);
  }

  // Whether the step's title would leave the window if a place came into it: where the panel scrolls with the page.
  isPushedOutBy(place) {
    if (!place || getComputedStyle(this.column).position !== "static") return false;
    const { top } = this.root.closest(".st-key-lesson").querySelector("h3").getBoundingClientRect();
    const by = place.getBoundingClientRect().bottom - innerHeight;
    return by > top - HEADER;
  }

  watch({ name, z, from }) {
    const curve = this.data?.curves.indexOf(name) ?? -1; // none yet: it was tried before, in another step
    if (curve < 0) return;
    const sides = (this.sides[name] ??= new Set());
    for (const side of [from, z]) sides.add(side > 0);
    if (sides.size === 2 && !this.data.events.includes(name)) retry((this.asking[name] ??= {}), () => this.report(curve));
  }

  end() {
    for (const each of [this.looking, this.keeping]) clearTimeout(each);
    for (const each of Object.values(this.asking)) answered(each);
    trials.unsubscribe(this.root);
    readings.unsubscribe(this.root);
    turning(this.root, null);
    guides.delete(this.root);
  }
}
