// What a painted neuron does, shown beside and below its field: how many it tells apart, its sums, its function, its worst mistakes.

import { IMAGE_SIZE, PIXELS } from "../../model/constants.js";
import { EITHER } from "../../model/perceptron/goals.js";
import { UNIT, WHOLE, worst } from "../../model/perceptron/perceptron.js";
import { _ } from "../parts/language/language.js";
import { showMarked, write } from "../parts/asking/marked.js";
import { paintImage, sequentialColor } from "../parts/looks/values.js";
import { exact, figure, filled, inBrackets, percent } from "../parts/looks/wording.js";
import { Chart, inWords } from "./chart.js";
import { placesOf } from "./learn_panel.js";
import { functions } from "./tools.js";

const WORST = 10;
const DRAWING = "drawing"; // the name of the user's drawing among the pictures
const HTML =
  '<div class="ink-chart"></div><p></p><label><input type="checkbox"> <span></span></label><div class="ink-functions"></div><p></p><h4 class="ink-heading"></h4><div class="ink-examples"></div><p role="status"></p>';

export class Shown {
  /** @param {object} acts - edit(act): change what is painted; place(bias); look(name): open a picture */
  constructor(sentences, root, acts) {
    sentences.innerHTML = "<b></b> <span></span><p></p>";
    root.innerHTML = HTML;
    const [chart, threshold, places, activations, about, heading, examples, equation] = root.children;
    Object.assign(this, { sentences, threshold, about, places: places.firstChild, heading, equation });
    [this.share, this.sentence, this.counts] = sentences.children;
    this.chart = new Chart(chart, acts.place);
    places.lastChild.textContent = _("Find the best threshold automatically");
    this.places.onchange = () => acts.edit((painted) => (painted.placesItself = this.places.checked));
    this.showFunction = functions(activations, (name) => acts.edit((painted) => (painted.activation = name)));
    this.row = new Row(examples, acts.look);
  }

  show(painted, examples, read, data, chosen, rests) {
    const { goal, neuron } = painted;
    const names = namesOf(goal);
    this.sentences.setAttribute("aria-live", rests ? "polite" : "off");
    write(this.share, percent(read.right / examples.wanted.length));
    write(this.sentence, neuron.weights.some(Boolean) || painted.isTwo ? _("of the images right") : _("right without any weights. Paint where the neuron should look."));
    write(this.counts, countsOf(read));
    this.chart.show(read.added, neuron.bias, examples.wanted, names);
    showMarked(this.threshold, inWords(neuron.bias));
    this.places.checked = painted.placesItself;
    this.showFunction(painted.activation);
    showMarked(this.about, painted.isTwo ? data.words.two : data.words[painted.activation]);
    this.showPictures(painted, examples, read, data, chosen);
  }

  showPictures({ goal, neuron }, examples, { added, fired }, { drawing }, chosen) {
    const isEither = goal.name === EITHER;
    const wrong = fired.some((is, i) => is !== Boolean(examples.wanted[i]));
    const shown = isEither ? [0, 1, 2, 3] : worst(added, neuron.bias, examples.wanted, WORST);
    const z = (i) => figure((added[i] + WHOLE * neuron.bias) / (WHOLE * UNIT));
    const pictures = shown.map((i) => ({
      name: i,
      image: (this.images ??= new WeakMap()).get(examples)?.get(i) ?? this.imageOf(examples, i),
      caption: fired[i] ? _("fires") : _("silent"),
      title: filled(fired[i] ? _("The neuron fires (z = {z}). Show the products on the field") : _("The neuron is silent (z = {z}). Show the products on the field"), { z: z(i) }),
    }));
    if (drawing) pictures.unshift({ name: DRAWING, image: drawing, caption: _("yours"), title: _("Show the products for your drawing on the field") });
    write(this.heading, isEither ? _("The four pictures") : wrong ? _("The neuron's mistakes, worst first") : _("The neuron makes no mistakes"));
    this.row.show(pictures, chosen);
    const image = imageOf(examples, chosen, drawing);
    if (image) write(this.equation, equationOf(termsOf(image, neuron.weights), neuron.bias));
    else write(this.equation, isEither ? proofOf(added, neuron.bias) : pictures.length ? _("Press one to see how much each pixel adds to z.") : "");
  }

  imageOf(examples, i) {
    if (!this.images.has(examples)) this.images.set(examples, new Map());
    const image = imageAt(examples.images, i);
    this.images.get(examples).set(i, image);
    return image;
  }

  /** Paint the weights or, if a picture is open, its products. */
  paintField(field, { neuron }, examples, ghost, chosen, { drawing }, compared) {
    const image = imageOf(examples, chosen, drawing);
    const values = image ? termsOf(image, neuron.weights) : neuron.weights;
    const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    const whole = image ? 1 : UNIT;
    const isFaint = compared?.shown === "learned"; // because a first step moves each weight only a little
    field.paint(values, isFaint ? Math.max(most, whole / 1000) : whole, image ?? ghost, compared && !image ? placesOf(compared) : []);
  }
}

function imageOf(examples, chosen, drawing) {
  if (chosen === DRAWING) return drawing;
  return typeof chosen === "number" && chosen < examples.wanted.length ? imageAt(examples.images, chosen) : null;
}

function namesOf({ digit, other }) {
  if (digit === null) return { for: _("should fire: one bar alone"), others: _("should be silent: both bars, or none") };
  return { for: filled(_("should fire: images of the digit {digit}"), { digit }), others: other === null ? _("should be silent: images of all other digits") : filled(_("should be silent: images of the digit {digit}"), { digit: other }) };
}

const countsOf = (read) => filled(_("right: {right} · missed: {missed} · false alarms: {falseAlarms}"), read);

// These sums contradict each other, which is why one neuron can't do it.
function proofOf(added, bias) {
  const z = Array.from(added, (sum) => (sum + WHOLE * bias) / (WHOLE * UNIT));
  const inThousandths = (value) => exact(value, 3); // no value has more than three decimals
  const [none, left, right, both] = [inThousandths(z[0]), inThousandths(z[1]), inBrackets(inThousandths(z[2])), inBrackets(inThousandths(z[3]))];
  const values = { none, left, right, both, sum: inThousandths(z[0] + z[3]) };
  return filled(_("z of none + z of both = {none} + {both} = {sum}, and z of left + z of right = {left} + {right} = {sum}. The two sums are always equal, whatever you paint. So z can't be above 0 for left and right, but not for none and both."), values);
}

// A row of pictures; `choose` is called with the name of the pressed one, or with null.
class Row {
  constructor(root, choose) {
    Object.assign(this, { root, choose });
    this.items = [];
  }

  /**
   * Show these pictures.
   *
   * @param {{name: string|number, image: Uint8Array, caption: string, title: string}[]} pictures
   * @param {?string|number} chosen - the name of the chosen one
   */
  show(pictures, chosen) {
    while (this.items.length > pictures.length) this.items.pop().remove();
    pictures.forEach((picture, place) => {
      const item = (this.items[place] ??= this.make());
      if (item.image !== picture.image) paintImage(item.firstChild, (i) => sequentialColor(picture.image[i], WHOLE));
      item.image = picture.image;
      if (item.lastChild.textContent !== picture.caption) item.lastChild.textContent = picture.caption;
      item.setAttribute("aria-label", picture.title);
      item.title = picture.title;
      item.setAttribute("aria-pressed", String(picture.name === chosen));
      item.onclick = () => this.choose(picture.name === chosen ? null : picture.name);
    });
  }

  make() {
    const item = Object.assign(document.createElement("button"), { type: "button" });
    item.innerHTML = `<canvas width="${IMAGE_SIZE}" height="${IMAGE_SIZE}" aria-hidden="true"></canvas><small></small>`;
    this.root.append(item);
    return item;
  }
}

// Returns what each pixel of an image adds to the sum, as real values.
const termsOf = (image, weights) => Float32Array.from(weights, (weight, i) => (weight * image[i]) / (WHOLE * UNIT));

// Returns the n-th image, flat.
const imageAt = (images, n) => images.subarray(n * PIXELS, (n + 1) * PIXELS);

/** Write an image's sum as an equation that adds up: what pushes, what pulls, the bias. */
export function equationOf(terms, bias) {
  const hundredths = (value) => Math.round(value * 100);
  const pushes = terms.reduce((sum, term) => sum + Math.max(0, term), 0);
  const pulls = terms.reduce((sum, term) => sum + Math.min(0, term), 0);
  const z = hundredths(pushes + pulls + bias / UNIT);
  const [up, by] = [hundredths(pushes), hundredths(bias / UNIT)];
  const values = { pushes: figure(up / 100), pulls: inBrackets(figure((z - up - by) / 100)), bias: inBrackets(figure(by / 100)), z: figure(z / 100) };
  return filled(_("Push {pushes} + hold back {pulls} + bias {bias} = {z}"), values);
}
