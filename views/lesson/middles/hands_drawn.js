// What the networks of the second lesson read of one's own hand: ten digits and a map of the people who wrote test images; a fingerprint of the
// weights; and a 1 as many people write it in other countries.

import { PIXELS } from "../../../model/constants.js";
import { GROUPS } from "../../../model/training/whose.js";
import { _ } from "../../parts/language/language.js";
import { exact, filled } from "../../parts/looks/wording.js";
import { imageOf, pictureOf } from "../../signs/ink_images.js";
import { Pad } from "../../signs/pad.js";
import { whole } from "../../training/here/pictures_of.js";
import { mapOf, peopleOf, svg } from "./hands_map.js";
import { PROBLEMS, barOf, element, examplesOf, namesOf } from "./hands_tables.js";

const TRAINING = 60_000; // MNIST's training images
const BYTES = 4; // of a weight
const MILLION = 10 ** 6; // bytes in a MB
const FLAGGED = "M78 128 L150 50 L150 232"; // canvas pixels: a 1 with a long upstroke

/** A paper, what to draw on it, and bars of the networks that aren't ready; they learn by themselves. */
class Drawn {
  learnsAlone = true;

  constructor(root, studio, acts) {
    Object.assign(this, { root, studio, acts });
    root.innerHTML = '<div class="ink-hands-drawn"><div class="ink-hands-paper"><h4 class="ink-heading"></h4><div class="ink-pad"></div><div class="ink-row-of-buttons"><button type="button" class="ink-button"></button><button type="button" class="ink-button"></button></div></div><div class="ink-hands-beside"></div></div><div class="ink-hands-bars"></div>';
    const [drawn, bars] = root.children;
    const [paper, beside] = drawn.children;
    const [heading, pad, buttons] = paper.children;
    const [clear, next] = buttons.children;
    Object.assign(this, { heading, beside, bars, paper: pad, clear, next });
    this.pad = new Pad(pad, { down() {}, change: (strokes) => this.change(strokes), lift: (strokes) => this.lift(strokes), rest: () => this.rest(), undo: () => this.pad.clear(), rests: () => this.rests });
    clear.onclick = () => this.pad.clear();
    next.onclick = () => this.pad.finish();
  }

  change() {}

  rest() {}

  show() {
    const { studio, acts } = this;
    this.clear.textContent = _("Clear");
    this.next.textContent = _("Next digit");
    this.next.hidden = !this.rests;
    this.heading.textContent = this.prompt;
    this.pad.name(this.prompt);
    const waiting = acts.names.filter((name) => !studio.found(name));
    const problem = waiting.map((name) => studio.fits[name]?.problem).find(Boolean);
    this.bars.replaceChildren(
      ...waiting.map((name) => {
        const row = element("section", "ink-hands-network");
        row.append(element("h4", "ink-heading", namesOf()[name]), barOf(studio.fits[name] ?? null));
        return row;
      }),
    );
    if (!problem) return;
    const again = element("button", "ink-button", _("Learn"));
    again.type = "button";
    again.onclick = () => acts.learn();
    this.bars.append(element("p", "", PROBLEMS()[problem] ?? ""), again);
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

  lift() {}

  rest() {
    const image = this.digit === null ? null : imageOf(this.strokes);
    if (image) this.studio.images[this.digit] = image;
    if (image) this.chosen = null;
    this.acts.changed();
  }

  change(strokes) {
    if (strokes.length) this.strokes = strokes.map((each) => [...each]);
  }

  show() {
    super.show();
    const { images } = this.studio;
    const table = element("table", "ink-hands-own");
    const head = table.appendChild(element("tr"));
    head.append(element("td"));
    images.forEach((image, digit) => {
      const button = element("button");
      button.type = "button";
      button.setAttribute("aria-label", filled(_("Draw the {digit} again"), { digit }));
      button.disabled = !image;
      button.onclick = () => {
        this.chosen = digit;
        this.pad.clear();
        this.acts.changed();
      };
      button.append(image ? pictureOf(image) : element("span", "", `${digit}`));
      const cell = element("th");
      cell.append(button);
      head.append(cell);
    });
    const answers = images.map((image) => this.studio.answersTo(image));
    this.acts.names.forEach((name, i) => {
      const row = table.appendChild(element("tr"));
      row.append(element("th", "", namesOf()[name]), ...answers.map((each, digit) => element("td", each && each[i] !== digit ? "ink-hands-wrong" : "", each ? `${each[i]}` : "")));
    });
    this.beside.replaceChildren(table, ...this.map());
  }

  map() {
    const { studio } = this;
    const pair = GROUPS.map(studio.found);
    const { digits, writers } = studio.known;
    if (!digits || !pair.every((found) => found?.answers)) return [];
    this.people ??= peopleOf(pair.map(({ answers }) => answers), digits.labels, writers);
    const own = studio.own;
    const you = own ? own.slice(0, 2).map((right) => right / studio.images.length) : null;
    return [mapOf(this.people, you)];
  }
}

/** Sizes of images and weights, and a fingerprint of the weights before and after a drawing. */
export class Inside extends Drawn {
  prompt = "";

  lift(strokes) {
    const found = this.studio.found(this.acts.names[0]);
    this.image = imageOf(strokes);
    if (!found || !this.image) return;
    const mark = fingerprintOf(weightsOf(found));
    Object.assign(this.studio, { same: mark === this.studio.mark, after: mark });
    this.acts.changed();
  }

  show() {
    this.prompt = _("Draw a digit");
    super.show();
    const { studio } = this;
    const found = studio.found(this.acts.names[0]);
    if (found && !studio.mark) studio.mark = fingerprintOf(weightsOf(found));
    const { size } = this.acts.data;
    const sizes = [
      [filled(_("{count} training images of MNIST"), { count: whole(TRAINING) }), TRAINING * PIXELS],
      [filled(_("{count} weights of the Simple network"), { count: whole(size) }), size * BYTES],
    ];
    const own = found && weightsOf(found).reduce((sum, { length }) => sum + length, 0);
    if (found) sizes.push([filled(_("{count} images that your network learned from"), { count: whole(found.learned.count) }), found.learned.count * PIXELS], [filled(_("{count} weights of your network"), { count: whole(own) }), own * BYTES]);
    const rows = sizes.map(([text, bytes]) => {
      const line = element("div", "ink-hands-share");
      const track = element("i", "ink-hands-sure");
      track.style.setProperty("--share", `${(100 * bytes) / sizes[0][1]}%`);
      line.append(element("span", "", text), track, element("b", "", filled(_("{size} MB"), { size: exact(bytes / MILLION, 1) })));
      return line;
    });
    const marks = element("dl", "ink-hands-marks");
    for (const [text, mark] of [[_("Fingerprint before"), studio.mark], [_("Fingerprint after your drawing"), studio.after]]) marks.append(element("dt", "", text), element("dd", "", mark ?? "–"));
    const answer = studio.same !== null && this.image && found ? filled(_("It reads your drawing as {digit}."), { digit: studio.answerOf("adults", this.image) }) : "";
    this.beside.replaceChildren(...rows, marks, element("p", "", answer));
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
  prompt = "";

  lift(strokes) {
    const image = imageOf(strokes);
    if (image) this.studio.one = image;
    this.acts.changed();
  }

  change(strokes) {
    this.ghost.style.opacity = strokes.length ? 0 : 1;
  }

  get ghost() {
    if (!this.behind) {
      this.behind = svg("svg", { viewBox: "0 0 280 280", class: "ink-hands-ghost", "aria-hidden": "true" });
      this.behind.append(svg("path", { d: FLAGGED }));
      this.paper.prepend(this.behind);
    }
    return this.behind;
  }

  show() {
    this.prompt = _("Draw a 1 like the gray one.");
    super.show();
    const { studio } = this;
    const answers = studio.answersTo(studio.one);
    const { digits, writers } = studio.known;
    this.ghost.style.opacity = this.pad.strokes.length ? 0 : 1;
    const read = element("div", "ink-hands-read");
    this.acts.names.forEach((name, i) => {
      const section = read.appendChild(element("section"));
      section.append(element("h4", "ink-heading", namesOf()[name]), element("b", "", answers ? `${answers[i]}` : "–"));
    });
    const titles = [_("How adults wrote a 1"), _("How students wrote a 1")];
    this.beside.replaceChildren(read, ...GROUPS.flatMap((group, i) => (digits ? [element("h4", "ink-heading", titles[i]), examplesOf(digits, writers, group, 1)] : [])));
  }
}
