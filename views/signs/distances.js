// All drawings in a row by how far they are from the others, what was drawn last, and the threshold, which can be moved.

import { button } from "../parts/component/made.js";
import { _ } from "../parts/language/language.js";
import { figure, filled, short } from "../parts/looks/wording.js";
import { pictureOf } from "./ink_images.js";

const [LEAST, ROOM, STEP] = [0.6, 1.3, 0.01]; // the row ends there, at least, and so many times as far as the drawings
const [APART, MOST_LANES] = [1 / 14, 8]; // of the row: a picture is about so wide

export class Distances {
  /** @param {Signs} acts - the page's */
  constructor(root, way, acts) {
    root.innerHTML = `<p></p><div class="ink-distances"><div></div><i hidden></i><input type="range" min="0" step="${STEP}"></div><button type="button" class="ink-as-link"></button>`;
    const [about, row, back] = root.children;
    [this.row, this.mark, this.slider] = row.children;
    Object.assign(this, { root, acts, way, about, back });
    const move = (threshold) => {
      way.own = threshold;
      acts.show();
    };
    this.slider.oninput = () => move(Number(this.slider.value));
    back.onclick = () => move(null);
  }

  /** Show what a way has learned. */
  show() {
    const { learned, threshold, own } = this.way;
    this.root.hidden = !learned;
    if (!learned) return;
    const { known, drawings } = learned;
    const refused = known.spread.filter((distance) => distance > threshold).length;
    this.about.textContent = filled(_("Each drawing's distance from the nearest other one. Beyond {threshold}, it's none of yours: that refuses {refused} of your {count} drawings."), { threshold: figure(threshold), refused: short(refused), count: short(drawings.length) });
    if (this.learned !== learned) this.fill(learned);
    this.slider.value = `${threshold}`;
    this.slider.setAttribute("aria-label", _("Threshold"));
    this.mark.textContent = _("Try it");
    this.back.textContent = _("Back to the threshold that was found");
    this.back.hidden = own === null;
    [...this.row.children].forEach((each, i) => each.classList.toggle("ink-refused", known.spread[i] > threshold));
  }

  // In lanes, so that hardly any picture covers another.
  fill(learned) {
    const { known, drawings } = (this.learned = learned);
    this.end = Math.max(LEAST, ROOM * Math.max(known.threshold, ...known.spread));
    this.slider.max = `${this.end}`;
    const [pictures, ends] = [drawings.map((drawing, i) => this.picture(drawing, known.spread[i])), []];
    for (const i of drawings.map((_each, i) => i).sort((one, other) => known.spread[one] - known.spread[other])) {
      const free = ends.findIndex((end) => end <= known.spread[i]);
      const lane = free >= 0 ? free : ends.length < MOST_LANES ? ends.length : ends.indexOf(Math.min(...ends));
      ends[lane] = known.spread[i] + APART * this.end;
      pictures[i].style.setProperty("--lane", lane);
    }
    this.row.style.setProperty("--lanes", ends.length);
    this.row.replaceChildren(...pictures);
  }

  /** Show where what was drawn last is. */
  place() {
    const read = this.acts.image && this.way.read(this.acts.image);
    this.mark.hidden = !read;
    this.mark.style.setProperty("--at", read ? read.distance / this.end : 0);
  }

  picture({ number, label, image }, distance) {
    const one = button(pictureOf(image), () => this.acts.choose(number), "");
    one.title = one.ariaLabel = filled(_("{name}, at a distance of {distance}"), { name: this.acts.set.names[label], distance: figure(distance) });
    one.style.setProperty("--at", distance / this.end);
    return one;
  }
}
