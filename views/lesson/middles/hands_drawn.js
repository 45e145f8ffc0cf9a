// What the networks of the second lesson read of one's own hand: ten digits and a map of the people who wrote test images; a fingerprint of the
// weights; and a 1 as many people write it in other countries.

import { PIXELS } from "../../../model/constants.js";
import { GROUPS } from "../../../model/training/whose.js";
import { shareBar, shareLine } from "../../parts/charts/share_bar.js";
import { button, made, svg } from "../../parts/component/made.js";
import { _ } from "../../parts/language/language.js";
import { exact, filled } from "../../parts/looks/wording.js";
import { imageOf, pictureOf } from "../../signs/ink_images.js";
import { Pad } from "../../signs/pad.js";
import { whole } from "../../training/charts/sizes.js";
import { mapOf, peopleOf } from "./hands_map.js";
import { PROBLEMS, examplesOf, heading, nameOf, networkOf, rowOf } from "./hands_tables.js";

const TRAINING = 60_000; // MNIST's training images
const BYTES = 4; // of a weight
const MILLION = 10 ** 6; // bytes in a MB
const FLAGGED = "M78 128 L150 50 L150 232"; // canvas pixels: a 1 with a long upstroke

/** A paper, what to draw on it, and bars of the networks that aren't ready; they learn by themselves. */
class Drawn {
  learnsAlone = true;

  constructor(root, studio, acts) {
    Object.assign(this, { studio, acts });
    root.innerHTML = '<div class="ink-hands-drawn ink-row-of-buttons"><div class="ink-hands-paper"><h4 class="ink-heading"></h4><div class="ink-pad"></div><div class="ink-row-of-buttons"></div></div><div class="ink-hands-beside"></div></div><div class="ink-hands-bars"></div>';
    const [drawn, bars] = root.children;
    const [column, beside] = drawn.children;
    [this.title, this.paper, this.buttons] = column.children;
    Object.assign(this, { beside, bars });
    const acting = (act) => (strokes) => this[act]?.(strokes);
    this.pad = new Pad(this.paper, { change: acting("change"), lift: acting("lift"), rest: acting("rest"), rests: () => this.rests });
    this.buttons.append(button("", () => this.pad.clear()), button("", () => this.pad.finish()));
  }

  show() {
    const { studio, acts } = this;
    const [clear, next] = this.buttons.children;
    clear.textContent = _("Clear");
    Object.assign(next, { textContent: _("Next digit"), hidden: !this.rests, disabled: this.digit === null });
    this.title.textContent = this.prompt;
    this.pad.name(this.prompt);
    const waiting = acts.names.filter((name) => !studio.found(name));
    const problem = waiting.map((name) => studio.fits[name]?.problem).find(Boolean);
    this.bars.replaceChildren(...waiting.map((name) => networkOf(name, studio.fits[name])));
    if (problem) this.bars.append(made("p", "", PROBLEMS()[problem] ?? ""), button(_("Learn"), () => acts.learn()));
  }

  end() {
    this.pad.clear();
  }
}

/** Ten digits, one after the other, what the networks read in each, and a map. */
export class Mine extends Drawn {
  rests = true;

  get digit() {
    const next = this.chosen ?? this.studio.images.indexOf(null);
    return next < 0 ? null : next;
  }

  get prompt() {
    return this.digit === null ? _("Tap a digit to draw it again") : filled(_("Draw a {digit}"), { digit: this.digit });
  }

  rest() {
    const image = this.digit === null ? null : imageOf(this.strokes);
    if (image) {
      this.studio.images[this.digit] = image;
      this.chosen = null;
    }
    this.acts.changed();
  }

  change(strokes) {
    if (strokes.length) this.strokes = strokes.map((each) => [...each]);
  }

  show() {
    super.show();
    const { images } = this.studio;
    const answers = images.map((image) => this.studio.answersTo(image));
    const rows = this.acts.names.map((name, i) => {
      const row = rowOf("td", [nameOf(name), ...answers.map((each) => (each ? `${each[i]}` : ""))]);
      answers.forEach((each, digit) => row.children[digit + 1].classList.toggle("ink-hands-wrong", !!each && each[i] !== digit));
      return row;
    });
    const head = rowOf("th", ["", ...images.map((image, digit) => (image ? this.again(image, digit) : `${digit}`))]);
    this.beside.replaceChildren(made("table", "ink-hands-own", head, ...rows), ...this.map());
  }

  again(image, digit) {
    const choose = () => {
      this.chosen = digit;
      this.pad.clear();
      this.acts.changed();
    };
    return Object.assign(button(pictureOf(image), choose, ""), { ariaLabel: filled(_("Draw the {digit} again"), { digit }) });
  }

  map() {
    const { own, images, found, known: { digits, writers } } = this.studio;
    const pair = GROUPS.map(found);
    if (!digits || !pair.every(Boolean)) return [];
    this.people ??= peopleOf(pair.map(({ answers }) => answers), digits.labels, writers);
    return [mapOf(this.people, own && own.slice(0, 2).map((right) => right / images.length))];
  }
}

/** Sizes of images and weights, and a fingerprint of the weights before and after a drawing. */
export class Inside extends Drawn {
  get prompt() {
    return _("Draw a digit");
  }

  lift(strokes) {
    const found = this.studio.found(this.acts.names[0]);
    this.image = imageOf(strokes);
    if (!found || !this.image) return;
    const mark = fingerprintOf(weightsOf(found));
    Object.assign(this.studio, { same: mark === this.studio.mark, after: mark });
    this.acts.changed();
  }

  show() {
    super.show();
    const { studio } = this;
    const found = studio.found(this.acts.names[0]);
    if (found && !studio.mark) studio.mark = fingerprintOf(weightsOf(found));
    const sizes = [
      [_("{count} [training images](words#training-image) of [MNIST](words#mnist)"), TRAINING, PIXELS],
      [_("{count} [weights](words#weight) and [biases](words#bias) of the Simple network"), this.acts.data.size, BYTES],
    ];
    if (found) {
      const own = weightsOf(found).reduce((sum, { length }) => sum + length, 0);
      sizes.push([_("{count} images that your network learned from"), found.learned.count, PIXELS], [_("{count} weights and biases of your network"), own, BYTES]);
    }
    const rows = sizes.map(([text, count, each]) => shareLine(filled(text, { count: whole(count) }), shareBar((count * each) / (TRAINING * PIXELS)), filled(_("{size} MB"), { size: exact((count * each) / MILLION, 1) })));
    const marks = [[_("Fingerprint before"), studio.mark], [_("Fingerprint after your drawing"), studio.after]];
    const answer = studio.same !== null && this.image && found ? filled(_("It reads your drawing as {digit}."), { digit: studio.answerOf("adults", this.image) }) : "";
    this.beside.replaceChildren(...rows, made("dl", "ink-hands-marks", ...marks.flatMap(([text, mark]) => [made("dt", "", text), made("dd", "", mark ?? "–")])), made("p", "", answer));
  }
}

const weightsOf = ({ network }) => network.layers.filter(({ kernel }) => kernel).flatMap(({ kernel, bias }) => [kernel, bias]);

// Eight hex digits of all weights' bytes: FNV-1a.
function fingerprintOf(weights) {
  let hash = 0x811c9dc5;
  for (const each of weights) for (const byte of new Uint8Array(each.buffer, each.byteOffset, each.byteLength)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** A 1 to draw like the gray one, and what the three networks read in it. */
export class Missing extends Drawn {
  constructor(root, studio, acts) {
    super(root, studio, acts);
    this.ghost = svg("svg", { viewBox: "0 0 280 280", class: "ink-hands-ghost", "aria-hidden": "true" }, svg("path", { d: FLAGGED }));
    this.paper.append(this.ghost);
  }

  get prompt() {
    return _("Draw a 1 like the gray one.");
  }

  lift(strokes) {
    const image = imageOf(strokes);
    if (image) this.studio.one = image;
    this.acts.changed();
  }

  change(strokes) {
    this.ghost.style.opacity = strokes.length ? 0 : 1;
  }

  show() {
    super.show();
    const { studio } = this;
    const answers = studio.answersTo(studio.one);
    const read = this.acts.names.map((name, i) => made("section", "", heading(nameOf(name)), made("b", "", answers ? `${answers[i]}` : "–")));
    const titles = [_("How adults wrote a 1"), _("How students wrote a 1")];
    this.beside.replaceChildren(made("div", "ink-hands-read", ...read), ...GROUPS.flatMap((group, i) => [heading(titles[i]), examplesOf(studio.known, group, 1)]));
  }
}
