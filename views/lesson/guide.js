// Points at what a step of the lesson is about: rings around it, and brings it into view. Says aloud what has
// changed, and reports what the person has tried on the page.

import { isReducedMotion } from "../parts/component/motion.js";
import { trials } from "../parts/component/reading.js";
import { answered, retry } from "../parts/component/retry.js";

const LOOK_AGAIN = 150; // milliseconds: the parts of a page come one after the other,
const LOOKS = 30; // and within a few seconds all are there
const TOLD = ".st-key-lesson_done"; // what the network does
const CROSSED = 0; // among EVENTS of guide.py
const RINGED = (selectors) =>
  `:is(${selectors}):not(#_) { outline: 3px solid var(--ink-lit); outline-offset: 3px; scroll-margin: 4.5rem 0 1rem; border-radius: 8px; animation: ink-lit 0.9s 3; }`;
const COVERED = (selectors) => `:is(${selectors}):not(#_) { display: none; }`;
const guides = new WeakMap();
let isUnderWay = false; // whether a step has been shown before

/**
 * Ring the places of a step.
 *
 * @param {object} data - step: its id; done: whether it has been; lights: selectors of what is ringed, the first of which is brought into
 *   view; covers: of what is not to be seen yet; said: for a screen reader.
 *   Reports `picked`: CROSSED, once the point on a step function has been on both sides of 0.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-guide");
  if (!guides.has(root)) guides.set(root, new Guide(root));
  const guide = guides.get(root);
  guide.report = (event) => setTriggerValue("picked", event);
  guide.show(data);
  return () => guide.end();
}

class Guide {
  constructor(root) {
    Object.assign(this, { root, sides: new Set(), done: true });
    root.innerHTML = '<style></style><div class="ink-said" role="status"></div>';
    [this.style, this.status] = root.children;
    trials.subscribe(root, (trial) => this.watch(trial));
  }

  show({ step, done, lights, covers, said }) {
    const isNews = done && !this.done && step === this.step;
    this.done = done;
    this.style.textContent = RINGED(lights) + COVERED(covers);
    if (this.status.textContent !== said) this.status.textContent = said;
    if (isNews) this.bringIntoView(TOLD, 0);
    if (done || step !== this.step) answered(this.root);
    if (step === this.step) return;
    Object.assign(this, { step, sides: new Set() });
    const page = getComputedStyle(this.root).getPropertyValue("--st-background-color");
    document.documentElement.style.setProperty("--ink-page", page); // known to components only
    this.column.scrollTop = 0;
    if (lights.length) this.bringIntoView(lights[0], LOOKS);
    clearTimeout(this.keeping);
    if (isUnderWay) this.keepFocus(LOOKS);
    isUnderWay = true;
  }

  // Where something else stands in the middle, the panel is another one, and the button that was pressed is gone.
  keepFocus(looks) {
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
    const place = document.querySelector(selector);
    const isThere = place?.getBoundingClientRect().height > 0;
    const isBelow = this.column.scrollHeight > this.column.clientHeight && this.column.contains(place);
    if (isBelow && selector !== TOLD) return; // what is to be read comes first
    if (isThere) place.scrollIntoView({ block: "nearest", behavior: isReducedMotion() ? "auto" : "smooth" });
    else if (looks) this.looking = setTimeout(() => this.bringIntoView(selector, looks - 1), LOOK_AGAIN);
  }

  watch({ name, z }) {
    if (name !== "step") return;
    this.sides.add(z > 0);
    if (this.sides.size === 2 && !this.done) retry(this.root, () => this.report(CROSSED));
  }

  end() {
    for (const each of [this.looking, this.keeping]) clearTimeout(each);
    answered(this.root);
    trials.unsubscribe(this.root);
    guides.delete(this.root);
  }
}
