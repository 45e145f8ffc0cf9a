// Damage to the drawing: its kind, how much, and from where on the network reads something else. While it's on, every Reading is
// of the damaged image, which also covers the canvas, and has the Reading of the drawing itself as `undamaged`.

import { damaged } from "../../../model/preprocess/damage.js";
import { floatsOf } from "../../../model/base64.js";
import { IMAGE_SIZE } from "../../../model/constants.js";
import { plain, showMarked, write } from "../../parts/asking/marked.js";
import { isFinished, readings } from "../../parts/component/reading.js";
import { filled } from "../../parts/looks/wording.js";
import { openDrawer } from "../canvas/open_drawer.js";
import { InkInstead, markAt, WAY } from "../pair/way.js";

const MOST_LISTED = 3; // flips, at most, that the sentence lists
const FRAME = `<div class="ink-kinds" role="group"></div><div class="ink-degree"><span></span><b></b></div>${WAY}
  <div class="ink-undo-damage"><label><input type="checkbox" role="switch"><span></span></label><button type="button" class="ink-small-button"></button></div>`;

/**
 * Show the choices, and damage every Reading.
 *
 * @param {object} data - kinds: [{kind, name, degrees: numbers, texts: the same in words, ticks: in short}]; choice: {kind, degree, centered};
 *   none: what it says of a drawing that isn't a digit or sign; degrees: kind to the degree that was chosen last; noise: on each pixel in base64, or ""; words: from breaking.py.
 *   Reports `picked`: {kind, place: of its degree, centered}.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-breaking");
  const part = (root.inkPart ??= new Breaking(root));
  part.report = () => {
    const { kind, degree, centered } = part.choice;
    setTriggerValue("picked", { kind, place: part.about.degrees.indexOf(degree), centered });
  };
  part.take(data);
  return () => part.end();
}

// The digit, or null: blank paper is none, either.
function answerOf(image, { probs, isKnown }) {
  const digit = probs.indexOf(Math.max(...probs));
  return isKnown && digit >= 0 && image.some(Boolean) ? digit : null;
}

class Breaking {
  constructor(root) {
    this.root = root;
    root.innerHTML = FRAME;
    [this.kinds, this.degree, this.way, this.foot] = root.children;
    [this.marks, this.slider, this.sentence] = this.way.children;
    [this.centered, this.undo] = [this.foot.querySelector("input"), this.foot.querySelector("button")];
    [this.answers, this.parts] = [[], []];
    this.pending = []; // choices that were reported, until Python sends them back
    this.overlay = new InkInstead(IMAGE_SIZE);
    this.slider.oninput = () => this.choose({ degree: this.about.degrees[this.slider.valueAsNumber] });
    this.slider.onchange = () => this.tell();
    this.centered.onchange = () => this.tell({ centered: this.centered.checked });
    this.undo.onclick = () => this.tell({ degree: 0 });
  }

  // What is chosen here counts until Python has answered the newest report.
  take(data) {
    this.data = data;
    this.noise = data.noise ? floatsOf(data.noise) : null;
    this.degrees = { ...data.degrees, ...this.degrees };
    const known = this.pending.lastIndexOf(JSON.stringify(data.choice));
    if (known >= 0) this.pending.splice(0, known + 1);
    else if (!this.pending.length) this.choice = data.choice;
    this.isKnown = !this.pending.length;
    this.name();
    if (readings.change) this.publish();
    else {
      readings.change = (reading) => this.changed(reading);
      this.publish();
      readings.subscribe(this.root, (reading) => this.show(reading));
      if (this.choice.degree) openDrawer("break"); // a link's damage
    }
  }

  name() {
    const { kinds, words } = this.data;
    this.kinds.ariaLabel = words.kind;
    if (this.kinds.children.length !== kinds.length) this.kinds.innerHTML = '<button type="button"></button>'.repeat(kinds.length);
    kinds.forEach(({ kind, name }, i) => {
      write(this.kinds.children[i], name);
      this.kinds.children[i].onclick = () => this.tell({ kind, degree: this.degrees[kind] });
    });
    write(this.degree.firstChild, words.degree);
    this.slider.ariaLabel = words.degree;
    showMarked(this.centered.nextSibling, words.centered);
    write(this.undo, words.undo);
  }

  get about() {
    return this.data.kinds.find(({ kind }) => kind === this.choice.kind);
  }

  choose(part) {
    this.choice = { ...this.choice, ...part };
    this.degrees[this.choice.kind] = this.choice.degree;
    this.isKnown = false;
    this.publish();
  }

  tell(part) {
    this.choose(part);
    this.pending.push(JSON.stringify(this.choice));
    this.report();
  }

  // Every channel's subscriber gets the damaged Reading; without one yet, only the controls are shown.
  publish() {
    if (readings.last) readings.publish(readings.last);
    else {
      this.showControls();
      this.say();
    }
  }

  damaged(image, degree = this.choice.degree) {
    return damaged(image, { ...this.choice, degree }, this.noise);
  }

  // Blank paper has no damage, so clearing the canvas undoes it, too.
  changed(reading) {
    const whole = reading.undamaged ? { ...reading.undamaged, isWaiting: reading.isWaiting } : reading;
    const isCleared = this.whole?.image && !whole.image && whole.network;
    this.whole = whole;
    if (isCleared && this.choice.degree) queueMicrotask(() => this.tell({ degree: 0 }));
    if (!whole.activations || !this.choice.degree || (this.choice.kind === "noised" && !this.noise)) return whole;
    const found = whole.of(this.damaged(whole.image));
    const { hint, isWaiting, probs, version } = whole;
    return { ...found, hint, isWaiting, before: probs, undamaged: whole, pinned: whole.pinned ?? whole, version: this.isKnown ? version : null };
  }

  show(reading) {
    this.showControls();
    const isCovered = reading.undamaged && isFinished(reading.undamaged); // while the pen is down, one sees its ink
    this.overlay.show(isCovered ? reading.image.map((value) => 255 * value) : null);
    const about = [this.whole.image, this.whole.network, this.whole.probs, this.choice.kind, this.choice.centered, this.noise];
    if (about.every((each, i) => each === this.searched?.[i])) this.say();
    else if (isFinished(this.whole) || !this.whole.image) this.look(about);
  }

  showControls() {
    const { about, choice, data } = this;
    const place = about.degrees.indexOf(choice.degree);
    data.kinds.forEach(({ kind }, i) => this.kinds.children[i].setAttribute("aria-pressed", kind === choice.kind));
    showMarked(this.degree.lastChild, about.texts[place]);
    this.slider.max = about.degrees.length - 1;
    if (this.slider.valueAsNumber !== place) this.slider.valueAsNumber = place; // a slider that is set while it's dragged reports no change
    this.slider.setAttribute("aria-valuetext", plain(about.texts[place]));
    this.centered.checked = choice.centered;
    this.undo.disabled = !choice.degree;
    document.documentElement.classList.toggle("ink-ahead", !this.isKnown);
  }

  // Reads the drawing at every degree, one in each frame, so that the page stays responsive.
  look(searched) {
    cancelAnimationFrame(this.frame);
    Object.assign(this, { searched, answers: [] });
    const go = () => {
      const { answers, about, whole } = this;
      if (whole.activations && answers.length < about.degrees.length) {
        const image = this.damaged(whole.image, about.degrees[answers.length]);
        answers.push(answerOf(image, whole.of(image)));
        this.frame = requestAnimationFrame(go);
      }
      this.mark();
    };
    this.frame = requestAnimationFrame(go);
    this.mark();
  }

  // Where the answer flips, so far.
  mark() {
    const { answers, about, data } = this;
    const last = about.degrees.length - 1;
    const flips = answers.map((_, i) => i).filter((i) => i && answers[i] !== answers[i - 1]);
    this.parts = flips.map((i) => filled(data.words.from, { share: about.ticks[i], answer: this.nameOf(answers[i]) }));
    if (this.marks.children.length !== flips.length || !flips.length)
      this.marks.replaceChildren(...flips.map((i, n) => markAt(i / last, answers[i] === null ? null : this.nameOf(answers[i]), this.parts[n], () => this.tell({ degree: about.degrees[i] }))));
    this.say();
  }

  nameOf(answer) {
    return answer === null ? this.data.none : this.whole.classes[answer];
  }

  say() {
    const { answers, parts, about, choice, data, whole } = this;
    if (answers.length < about.degrees.length) return showMarked(this.sentence, whole?.image ? data.words.looking : data.words.draw);
    const [first, listed] = [this.nameOf(answers[0]), parts.slice(0, MOST_LISTED).concat(parts.length > MOST_LISTED ? "…" : [])];
    const way = parts.length ? filled(data.words.flips, { before: first, parts: listed.join("; ") }) : filled(data.words.no_flips, { answer: first });
    const isSame = answers[about.degrees.indexOf(choice.degree)] === answers[0];
    const now = isSame ? data.words.same : filled(data.words.other, { digit: first });
    return showMarked(this.sentence, choice.degree ? `${now} ${way}` : way);
  }

  end() {
    cancelAnimationFrame(this.frame);
    readings.change = null;
    document.documentElement.classList.remove("ink-ahead");
    readings.unsubscribe(this.root);
    this.overlay.show(null);
    this.root.inkPart = null;
    if (readings.last?.undamaged) readings.publish(readings.last.undamaged);
  }
}
