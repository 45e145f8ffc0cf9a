// A network before it is trained: the drawing, the neurons of its hidden layers, the ten digits.

import { NUM_CLASSES } from "../parts/constants.js";

const CELL = 10; // units of the picture, that a neuron takes a side
const FAN = [0, 25, 50, 75, 100]; // where lines between two layers start and end, in percent of the height

/**
 * Show it.
 *
 * @param {object} data - image: the drawing, as a URL; inputs: how many pixels it has; layers: [{units, grid: [rows,
 *   cols]}]; words: all of it in words
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-architecture");
  root.setAttribute("role", "img");
  root.setAttribute("aria-label", data.words);
  const digits = [...Array(NUM_CLASSES).keys()].map((digit) => `<b>${digit}</b>`).join("");
  root.innerHTML = [
    figure("ink-input", `<img src="${data.image}" alt="">`, data.inputs),
    ...data.layers.map(({ units, grid }) => figure("", neurons(units, grid), units, grid[1])),
    figure("ink-digits", `<div>${digits}</div>`, NUM_CLASSES),
  ].join(fan());
}

const figure = (kind, picture, size, cols) =>
  `<figure class="${kind}" style="${cols ? `flex-grow: ${cols}; max-width: ${cols * CELL}px` : ""}">${picture}<figcaption>${size}</figcaption></figure>`;

function neurons(units, [rows, cols]) {
  const circles = [...Array(units).keys()].map((unit) => {
    const [row, col] = [Math.floor(unit / cols), unit % cols];
    return `<circle cx="${(col + 0.5) * CELL}" cy="${(row + 0.5) * CELL}" r="${0.38 * CELL}"/>`;
  });
  return `<svg viewBox="0 0 ${cols * CELL} ${rows * CELL}">${circles.join("")}</svg>`;
}

function fan() {
  const lines = FAN.flatMap((from) => FAN.map((to) => `<line x1="0" y1="${from}" x2="100" y2="${to}"/>`));
  return `<svg class="ink-fan" viewBox="0 0 100 100" preserveAspectRatio="none">${lines.join("")}</svg>`;
}
