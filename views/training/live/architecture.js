// A network before and during its training: the drawing, the neurons of its hidden layers, the ten digits.

import { ConnectingLines } from "../../parts/charts/connecting_lines.js";
import { IMAGE_SIZE, NUM_CLASSES } from "../../../model/constants.js";
import { isReducedMotion } from "../../parts/component/motion.js";
import { cssColor, sequentialColor, signedColor } from "../../parts/looks/values.js";
import { following } from "../../parts/component/following.js";

const CELL = 10; // side of a neuron's cell, in the picture's units
const TALL = 234; // the height at which a unit is a pixel
const FAN = [0, 25, 50, 75, 100]; // where lines between two layers start and end, in percent of the height

/**
 * Show the network.
 *
 * @param {object} data - image: the drawing, as a URL; inputs: how many pixels it has; layers: [{units, grid: [rows,
 *   cols]}]; words: a text alternative; living: null before it has begun to learn, else lit: how bright each hidden layer's
 *   neurons are, from -100 to 100; probs: (10,); lines: for each layer [[from, to, share from -1 to 1]]; moves: whether this will change in a moment
 */
function architecture({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-architecture");
  const picture = (root.inkPart ??= new Picture(root));
  picture.show(data);
  return () => picture.end();
}

export default following(architecture);

const figure = (kind, picture, size, cols) =>
  `<figure class="${kind}" style="${cols ? `flex-grow: ${cols}; max-width: calc(var(--tall) * ${(cols * CELL) / TALL})` : ""}">${picture}<figcaption>${size}</figcaption></figure>`;

function neurons(units, [rows, cols]) {
  const circles = [...Array(units).keys()].map((unit) => {
    const [row, col] = [Math.floor(unit / cols), unit % cols];
    return `<circle cx="${(col + 0.5) * CELL}" cy="${(row + 0.5) * CELL}" r="${0.38 * CELL}"/>`;
  });
  return `<svg class="ink-neurons" viewBox="0 0 ${cols * CELL} ${rows * CELL}">${circles.join("")}</svg>`;
}

function fan() {
  const lines = FAN.flatMap((from) => FAN.map((to) => `<line x1="0" y1="${from}" x2="100" y2="${to}"/>`));
  return `<svg class="ink-fan" viewBox="0 0 100 100" preserveAspectRatio="none">${lines.join("")}</svg>`;
}

class Picture {
  constructor(root) {
    this.root = root;
    this.observer = new ResizeObserver(() => this.data?.living && this.draw());
    this.observer.observe(root);
  }

  show(data) {
    const shape = JSON.stringify([data.layers, data.image]);
    if (shape !== this.shape) this.build(data);
    else if (data.living?.moves && this.data.living && isReducedMotion()) return; // it stays still until the training has ended
    this.root.setAttribute("aria-label", data.words);
    Object.assign(this, { data, shape });
    this.draw();
  }

  build({ image, inputs, layers }) {
    this.root.setAttribute("role", "img");
    const digits = [...Array(NUM_CLASSES).keys()].map((digit) => `<b>${digit}</b>`).join("");
    const figures = [
      figure("ink-input", `<img src="${image}" alt="">`, inputs),
      ...layers.map(({ units, grid }) => figure("", neurons(units, grid), units, grid[1])),
      figure("ink-digits", `<div>${digits}</div>`, NUM_CLASSES),
    ];
    this.root.innerHTML = figures.join(fan()) + '<svg class="ink-growing"></svg>';
    this.circles = [...this.root.querySelectorAll(".ink-neurons")].map((svg) => [...svg.children]);
    this.digits = [...this.root.querySelectorAll(".ink-digits b")];
    this.lines = new ConnectingLines(this.root.lastChild, this.root.lastChild);
  }

  draw() {
    const { layers, living } = this.data;
    this.root.classList.toggle("ink-living", !!living);
    this.circles.forEach((circles, layer) => circles.forEach((circle, i) => (circle.style.fill = living ? lit(living.lit[layer][i]) : "")));
    this.digits.forEach((digit, i) => digit.style.setProperty("--ink-share", living?.probs[i] ?? 0));
    if (!living) return this.lines.draw([], null, null);
    const spots = [this.spotsOfPixels(), ...layers.map((each, i) => this.spotsOfNeurons(each, i)), this.spotsOfDigits()];
    const lines = living.lines.flatMap((each, layer) =>
      each.map(([from, to, share]) => ({ from: [layer, from], to: [layer + 1, to], share: Math.abs(share), positive: share > 0 })),
    );
    this.lines.draw(
      lines.reverse(),
      ([layer, unit]) => spots[layer](unit),
      () => undefined,
    );
  }

  // Measured once per layer, because each measurement makes the browser lay out the page again.
  boxOf(element) {
    const [{ left, top }, box] = [this.root.getBoundingClientRect(), element.getBoundingClientRect()];
    return { left: box.left - left, top: box.top - top, width: box.width, height: box.height };
  }

  spotsOfPixels() {
    const { left, top, width } = this.boxOf(this.root.querySelector("img"));
    return (pixel) => ({ x: left + (width * ((pixel % IMAGE_SIZE) + 0.5)) / IMAGE_SIZE, y: top + (width * (Math.floor(pixel / IMAGE_SIZE) + 0.5)) / IMAGE_SIZE });
  }

  spotsOfNeurons({ grid: [rows, cols] }, layer) {
    const { left, top, width, height } = this.boxOf(this.root.querySelectorAll(".ink-neurons")[layer]);
    const cell = Math.min(width / cols, height / rows); // because the picture is centered in its box
    const [x, y] = [left + (width - cell * cols) / 2, top + (height - cell * rows) / 2];
    return (unit) => ({ x: x + cell * ((unit % cols) + 0.5), y: y + cell * (Math.floor(unit / cols) + 0.5) });
  }

  spotsOfDigits() {
    const { left, top, height } = this.boxOf(this.root.querySelector(".ink-digits div"));
    const row = this.boxOf(this.digits[0]).height || height / NUM_CLASSES;
    return (digit) => ({ x: left - 3, y: top + row * (digit + 0.5) });
  }

  end() {
    this.observer.disconnect();
    this.root.inkPart = null;
  }
}

const lit = (percent) => cssColor(percent < 0 ? signedColor(percent, 100) : sequentialColor(percent, 100));
