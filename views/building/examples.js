// The images that a neuron gets wrong, worst first, as buttons: each one shows its products on the field.

import { IMAGE_SIZE, PIXELS } from "../../model/constants.js";
import { UNIT, WHOLE } from "../../model/perceptron/perceptron.js";
import { _ } from "../parts/language/language.js";
import { sequentialColor } from "../parts/looks/values.js";
import { figure, filled, inBrackets } from "../parts/looks/wording.js";

/** A row of pictures; `choose` is called with the name of the pressed one, or with null. */
export class Row {
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
      if (item.image !== picture.image) paint(item.firstChild, picture.image);
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

/** Return what each pixel of an image adds to the sum, as real values. */
export const termsOf = (image, weights) => Float32Array.from(weights, (weight, i) => (weight * image[i]) / (WHOLE * UNIT));

/** Return the n-th image, flat. */
export const imageAt = (images, n) => images.subarray(n * PIXELS, (n + 1) * PIXELS);

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

function paint(canvas, image) {
  const picture = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
  new Uint32Array(picture.data.buffer).set(Array.from(image, (value) => sequentialColor(value, WHOLE)));
  canvas.getContext("2d").putImageData(picture, 0, 0);
}
