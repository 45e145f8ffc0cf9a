// A neuron's sum as it grows: its inputs × weights are added up row by row, then its bias.

import { isReducedMotion } from "../../parts/component/motion.js";
import { IMAGE_SIZE } from "../../../model/constants.js";
import { sequentialColor, signedColor } from "../../parts/looks/values.js";
import { showMarked } from "../../parts/asking/marked.js";
import { figure, filled } from "../../parts/looks/wording.js";
import { ofBuildUp } from "../lesson_words.js";

const ROW = 110; // milliseconds per row of pixels
const PICTURE = `<figure><canvas width="${IMAGE_SIZE}" height="${IMAGE_SIZE}"></canvas><i></i><figcaption></figcaption></figure>`;

/**
 * Show the sum of one neuron.
 *
 * @param {object} data - about: [layer, index]; title: its name; pictures: inputs, weights and their products, 784
 *   each; example: one product in figures; marked: the number of its pixel; total: the whole sum in figures.
 *   Reports `picked`: 0, once everything is added up.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-build-up");
  const sum = (root.inkPart ??= new Sum(root));
  sum.report = () => setTriggerValue("picked", 0);
  sum.show(data);
  return () => {
    cancelAnimationFrame(sum.frame);
    root.inkPart = null;
  };
}

class Sum {
  constructor(root) {
    root.innerHTML = `<b></b><div class="ink-sum-pictures">${PICTURE}<b>×</b>${PICTURE}<b>=</b>${PICTURE}</div><p></p><div class="ink-sum-words"><output></output><button type="button" class="ink-button"></button></div>`;
    [this.title, this.pictures, this.example] = root.children;
    [this.words, this.button] = root.lastChild.children;
    this.canvases = [...root.querySelectorAll("canvas")];
    this.captions = root.querySelectorAll("figcaption");
    this.button.onclick = () => this.start();
  }

  show(data) {
    const isSame = JSON.stringify(this.data) === JSON.stringify(data);
    this.data = data;
    if (isSame) return;
    const words = ofBuildUp();
    this.captions.forEach((caption, i) => showMarked(caption, words.pictures[i]));
    this.button.textContent = this.hasAdded ? words.again : words.start;
    cancelAnimationFrame(this.frame);
    this.title.textContent = data.title;
    this.example.textContent = filled(words.example, { product: data.example });
    this.words.textContent = "";
    this.pictures.style.setProperty("--marked-row", Math.floor(data.marked / IMAGE_SIZE));
    this.pictures.style.setProperty("--marked-column", data.marked % IMAGE_SIZE);
    this.paint(0);
  }

  start() {
    cancelAnimationFrame(this.frame);
    const began = performance.now();
    const grow = (now) => {
      const rows = isReducedMotion() ? IMAGE_SIZE : Math.min(IMAGE_SIZE, Math.floor((now - began) / ROW) + 1);
      this.paint(rows);
      if (rows < IMAGE_SIZE) this.frame = requestAnimationFrame(grow);
      else this.finish();
    };
    this.frame = requestAnimationFrame(grow);
  }

  // Show the products up to a row and add them up.
  paint(rows) {
    const { pictures } = this.data;
    const count = rows * IMAGE_SIZE;
    const largest = Math.max(...pictures.slice(1).flat().map(Math.abs));
    this.canvases.forEach((canvas, i) => {
      const picture = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
      const color = i ? (value) => signedColor(value, largest) : (value) => sequentialColor(value, 1);
      new Uint32Array(picture.data.buffer).set(pictures[i].map((value, pixel) => color(i === 2 && pixel >= count ? 0 : value)));
      canvas.getContext("2d").putImageData(picture, 0, 0);
    });
    this.pictures.style.setProperty("--rows", rows % IMAGE_SIZE);
    this.pictures.classList.toggle("ink-adding", rows > 0 && rows < IMAGE_SIZE);
    this.sum = pictures[2].slice(0, count).reduce((sum, each) => sum + each, 0);
    if (rows) this.words.textContent = filled(ofBuildUp().rows, { rows, count: IMAGE_SIZE, sum: figure(this.sum) });
  }

  finish() {
    showMarked(this.words, this.data.total);
    this.hasAdded = true;
    this.button.textContent = ofBuildUp().again;
    this.report();
  }
}
