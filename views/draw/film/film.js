// A film of the drawing's way through the network, as a GIF file, and a picture of the network, as an SVG file. Both are made here, and
// nothing is sent.

import { INK, LIGHT, NEGATIVE, POSITIVE } from "../../../model/constants.js";
import { _ } from "../../parts/language/language.js";
import { isReducedMotion } from "../../parts/component/motion.js";
import { readings, selectionIn } from "../../parts/component/reading.js";
import { Gif } from "../../parts/looks/gif.js";
import { sequentialColor } from "../../parts/looks/values.js";
import { filled, percents } from "../../parts/looks/wording.js";
import { paintShapes, svgOf } from "../../parts/pictures/shapes.js";
import { pageSheet } from "../../session/drawing/drawing_sheet.js";
import { AT_END, GROUND, Scene, hex } from "./scene.js";

const [FRAME, LOOK] = [6, 300]; // hundredths of a second of a picture, and of the last one
const [STROKES, SHARP, STEPS, FEWER, MANY] = [14, 4, 8, 5, 6]; // pictures of the ink, of its pixels, and from layer to layer; with that many layers, fewer
const FONT = "sans-serif"; // in the file, for other programs

/**
 * @param {object} data - network: its name; panels: its layers, as network_view.py describes them; titles: what the film is called,
 *   with {digit}, and for a drawing that isn't a digit; none: what the network says of that
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-film");
  const film = (root.inkPart ??= new Film(root, data));
  readings.subscribe(root, (reading) => reading.network === data.network && reading.activations && film.begin(reading));
  return () => film.end();
}

/** Yield the film's moments, see Scene. */
export function* moments(layers, hasStrokes) {
  for (let i = 1; hasStrokes && i <= STROKES; i++) yield { ink: i / STROKES, sharp: 0, depth: 0 };
  for (let i = 1; i <= SHARP; i++) yield { ink: 1, sharp: i / SHARP, depth: 0 };
  const steps = layers < MANY ? STEPS : FEWER;
  for (let i = 1; i < (layers - 1) * steps; i++) yield { ink: 1, sharp: 1, depth: i / steps };
  yield AT_END;
}

/** Return the film's colors: those of values, lines, ink and letters, and what is between them and the ground. */
export function colors() {
  const parts = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const between = (color, count) =>
    Array.from({ length: count }, (_, i) => parts(color).map((part, at) => Math.round(parts(GROUND)[at] + ((part - parts(GROUND)[at]) * (i + 1)) / count)));
  const ramp = (count) => Array.from({ length: count }, (_, i) => hex(sequentialColor(i, count - 1)));
  return [parts(GROUND), ...ramp(84).map(parts), ...ramp(18).flatMap((color) => between(color, 4)), ...[POSITIVE, NEGATIVE, LIGHT, INK].flatMap((color) => between(color, 16))];
}

class Film {
  constructor(root, data) {
    Object.assign(this, { root, data, addresses: [] });
    root.innerHTML = '<figure><canvas role="img"></canvas><img hidden></figure><p aria-live="polite"><a class="ink-button ink-primary"></a> <a class="ink-button"></a></p>';
    [this.canvas, this.film] = root.firstChild.children;
    [this.save, this.picture] = root.lastChild.children;
  }

  // Once, because the dialog is in front of the pen.
  begin(reading) {
    if (this.scene) return;
    const digit = reading.probs.indexOf(Math.max(...reading.probs));
    const { isKnown, share } = reading;
    const name = reading.classes[digit];
    const title = isKnown ? filled(this.data.titles[0], { digit: name }) : this.data.titles[1];
    const answer = isKnown ? `${name} · ${percents(reading.probs)[digit]}` : this.data.none;
    this.name = `inkling${isKnown ? `_${digit}` : ""}`;
    const selection = selectionIn(this.data.network);
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    const objects = share === 1 ? pageSheet().objects : [];
    const about = { title, answer, objects, context, family: getComputedStyle(this.root).fontFamily || FONT };
    this.scene = new Scene(this.data.panels, reading, selection, about);
    Object.assign(this.canvas, this.scene.size);
    for (const seen of [this.canvas, this.film]) seen.setAttribute("aria-label", (seen.alt = `${title}: ${answer}`));
    const lines = selection.selected ? reading.lines(selection.selected) : reading.evidence().lines;
    const file = svgOf(this.scene.at(AT_END, lines), this.scene.size, `${title}: ${answer}`, FONT);
    this.offer(this.picture, _("Save the picture (SVG)"), new Blob([file], { type: "image/svg+xml" }), "svg");
    this.scene.selected = null; // the film shows what decided
    this.save.textContent = _("Making the film…");
    this.make(context, reading.evidence().lines);
  }

  // A picture a frame, so that the page goes on; it's seen while it's made.
  async make(context, lines) {
    const { scene } = this;
    const { width, height } = scene.size;
    const gif = new Gif(width, height, colors());
    for (const moment of moments(scene.layers.length, scene.strokes.length > 0)) {
      await new Promise(requestAnimationFrame);
      if (this.hasEnded) return;
      paintShapes(context, scene.at(moment, lines), scene.family);
      gif.add(new Uint32Array(context.getImageData(0, 0, width, height).data.buffer), moment === AT_END ? LOOK : FRAME);
    }
    this.film.src = this.offer(this.save, _("Save the film (GIF)"), new Blob(gif.end(), { type: "image/gif" }), "gif");
    [this.canvas.hidden, this.film.hidden] = isReducedMotion() ? [false, true] : [true, false];
  }

  // Makes a link that saves a file; returns its address.
  offer(link, words, file, ending) {
    const href = URL.createObjectURL(file);
    this.addresses.push(href);
    Object.assign(link, { textContent: words, href, download: `${this.name}.${ending}` });
    return href;
  }

  end() {
    this.hasEnded = true;
    readings.unsubscribe(this.root);
    for (const address of this.addresses) URL.revokeObjectURL(address);
    this.root.inkPart = null;
  }
}
