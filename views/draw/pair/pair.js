// The pinned drawing on the left, the newest one on the right, and a slider between them. Wherever you move it, the whole page
// shows what the network computes from the ink there (live_ink.js). Marks show where the answer flips.

import { CLOSEST_FLIP, flipsOf } from "../../../model/preprocess/flips.js";
import { CANVAS_SIZE, IMAGE_SIZE } from "../../../model/constants.js";
import { ngettext } from "../../parts/language/counts.js";
import { showMarked } from "../../parts/asking/marked.js";
import { readings, slides } from "../../parts/component/reading.js";
import { sequentialColor } from "../../parts/looks/values.js";
import { filled, percent, percents } from "../../parts/looks/wording.js";
import { FRAME } from "../../parts/component/motion.js";
import { openDrawer } from "../canvas/open_drawer.js";
import { InkInstead, markAt, WAY } from "./way.js";

const KEY_STEP = 20 * CLOSEST_FLIP; // of the way, per press of an arrow key
const MOST_LISTED = 3; // flips, at most, that the sentence lists
const END = `<figure><canvas width="${IMAGE_SIZE}" height="${IMAGE_SIZE}" role="img"></canvas><figcaption><div><span></span></div><b></b><small></small></figcaption></figure>`;

const CARD = ".st-key-neuron h3"; // an open card, which shows what Python knows: the drawing at the end
const PAIRED = "ink-paired"; // a class of the page: there are two drawings
const SLID = "ink-slid"; // a class of the page: it shows ink between the two

/**
 * Show both drawings from every Reading.
 *
 * @param {object} data - words: from pair.py. Reports `unpin`.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-pair");
  const pair = (root.inkPart ??= new Pair(root));
  pair.words = data.words;
  pair.unpin = () => setTriggerValue("unpin", true);
  readings.subscribe(root, (reading) => pair.show(reading));
  return () => pair.end();
}

class Pair {
  constructor(root) {
    this.root = root;
    document.documentElement.classList.add(PAIRED);
    openDrawer("compare"); // a link's two drawings
    root.innerHTML = END + WAY + END;
    [this.pinned, this.way, this.drawn] = root.children;
    this.drawn.className = "ink-drawn";
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "ink-as-link" });
    this.pinned.querySelector("div").append(this.button);
    [this.marks, this.slider, this.sentence] = this.way.children;
    this.slider.step = CLOSEST_FLIP;
    this.button.onclick = () => this.unpin();
    this.slider.oninput = () => {
      this.frame ??= requestAnimationFrame(() => {
        this.frame = undefined;
        slides.publish(this.slider.valueAsNumber);
      });
    };
    this.slider.onkeydown = (event) => this.key(event);
    this.overlay = new InkInstead(CANVAS_SIZE);
  }

  show(reading) {
    const { words } = this;
    this.classes = reading.classes;
    this.button.textContent = words.unpin;
    this.slider.setAttribute("aria-label", words.slider);
    this.showEnd(this.pinned, words.pinned, reading.pinned);
    if (reading.share === 1) this.showEnd(this.drawn, words.drawn, reading);
    this.slider.disabled = !reading.between;
    if (this.slider.valueAsNumber !== reading.share) this.slider.valueAsNumber = reading.share;
    this.slider.setAttribute("aria-valuetext", filled(words.at, { share: percent(reading.share) }));
    if (!reading.between) this.look(null);
    else if (reading.version !== null || !this.summary) this.look(reading); // not again for every share
    this.showSlid(reading);
  }

  showEnd(end, title, read) {
    const [canvas, caption] = end.children;
    const [label, digit, share] = caption.children;
    const probs = read?.probs;
    const answer = probs && (read.isKnown ? probs.indexOf(Math.max(...probs)) : null);
    label.firstChild.textContent = title;
    digit.textContent = !probs ? "" : answer === null ? this.words.no_digit : this.classes[answer];
    share.textContent = probs && answer !== null ? percents(probs)[answer] : "";
    canvas.setAttribute("aria-label", title);
    paint(canvas, read?.image);
  }

  // The ink between the two drawings covers the canvas's ink.
  showSlid({ share, between, undamaged }) {
    const isSlid = share < 1;
    document.documentElement.classList.toggle(SLID, isSlid);
    this.overlay.show(isSlid && !undamaged ? between.inkAt(share) : null);
    this.showSentence(isSlid && document.querySelector(CARD) ? filled(this.words.card, { share: percent(share) }) : this.summary);
  }

  showSentence(sentence) {
    showMarked(this.sentence, sentence);
  }

  key(event) {
    const by = { ArrowLeft: -KEY_STEP, ArrowDown: -KEY_STEP, ArrowRight: KEY_STEP, ArrowUp: KEY_STEP }[event.key];
    if (!by) return;
    event.preventDefault();
    slides.publish(Math.max(0, Math.min(1, this.slider.valueAsNumber + by)));
  }

  // Searches for flips again, a slice at a time, when the drawing, the network or a factor has changed.
  look(reading) {
    clearTimeout(this.looking);
    this.showFlips(null, reading);
    if (!reading) return;
    const search = flipsOf(reading.between.answerAt);
    const go = () => {
      const end = performance.now() + FRAME / 2; // the search pauses, so that the page stays responsive
      let next = search.next();
      while (!next.done && performance.now() < end) next = search.next();
      if (next.done) this.showFlips(next.value, reading);
      else this.looking = setTimeout(go);
    };
    this.looking = setTimeout(go);
  }

  showFlips(flips, reading) {
    this.root.dataset.flips = flips ? flips.length : "";
    this.marks.replaceChildren(...(flips ?? []).map((flip) => this.markOf(flip)));
    this.summary = flips ? this.inWords(flips, reading) : reading ? this.words.looking : this.words.draw;
    this.showSentence(this.summary);
  }

  // A click goes to one side of the flip, the next click to the other; the search has computed both.
  markOf(flip) {
    const share = (flip.low + flip.high) / 2;
    const title = filled(this.words.flip, { ...this.answersOf(flip), share: percent(share) });
    return markAt(share, flip.after === null ? null : this.nameOf(flip.after), title, () => slides.publish(this.slider.valueAsNumber === flip.high ? flip.low : flip.high));
  }

  nameOf(answer) {
    return answer === null ? this.words.none : this.classes[answer];
  }

  answersOf({ before, after }) {
    return { before: this.nameOf(before), after: this.nameOf(after) };
  }

  inWords(flips, { between }) {
    if (!flips.length) return filled(this.words.no_flips, { answer: this.nameOf(between.answerAt(1)) });
    if (flips.length > MOST_LISTED) return filled(ngettext("On the way, the answer [flips](words#flip) once.", "On the way, the answer [flips](words#flip) {count} times.", flips.length), { count: flips.length });
    const parts = flips.map((flip) => filled(this.words.from, { share: percent((flip.low + flip.high) / 2), answer: this.answersOf(flip).after }));
    return filled(this.words.flips, { before: this.answersOf(flips[0]).before, parts: parts.join("; ") });
  }

  end() {
    clearTimeout(this.looking);
    cancelAnimationFrame(this.frame);
    this.overlay.show(null);
    document.documentElement.classList.remove(PAIRED, SLID);
    readings.unsubscribe(this.root);
    this.root.inkPart = null;
  }
}

function paint(canvas, image) {
  const context = canvas.getContext("2d");
  if (!image) return context.clearRect(0, 0, IMAGE_SIZE, IMAGE_SIZE);
  const picture = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
  new Uint32Array(picture.data.buffer).set(Array.from(image, (value) => sequentialColor(value, 1)));
  context.putImageData(picture, 0, 0);
}
