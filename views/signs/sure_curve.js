// How much is read right, by how many drawings it learned from: a line for each way.

import { short, written } from "../parts/looks/wording.js";

const [WIDTH, HEIGHT, LEFT, BELOW, TOP] = [360, 150, 58, 26, 12];
const RECOMMENDED = 10;

/**
 * Draw the curves in an element.
 *
 * @param {HTMLElement} root
 * @param {{drawings: number, right: number}[][]} curves
 * @param {string[]} names - of the curves
 */
export function curveOf(root, curves, names) {
  const most = Math.max(RECOMMENDED, ...curves.flat().map(({ drawings }) => drawings));
  const x = (drawings) => LEFT + ((WIDTH - LEFT - 12) * (drawings - 1)) / (most - 1);
  const y = (right) => TOP + (HEIGHT - TOP - BELOW) * (1 - right);
  const text = (at, up, words, anchor = "middle") => `<text x="${at}" y="${up}" text-anchor="${anchor}">${words}</text>`;
  const axis = [0, 0.5, 1].map((right) => `<path class="ink-grid" d="M${LEFT} ${y(right)}H${WIDTH - 12}"/>${text(LEFT - 6, y(right) + 5, written(right, "percent", false), "end")}`);
  const ticks = [...new Set([1, 3, 5, RECOMMENDED, most])].map((drawings) => text(x(drawings), HEIGHT - 6, short(drawings)));
  const lines = [...curves.entries()].reverse().map(([i, curve]) => {
    const dots = curve.map(({ drawings, right }) => `<circle class="ink-of-${i}" cx="${x(drawings)}" cy="${y(right)}" r="4"/>`);
    return `<polyline class="ink-of-${i}" points="${curve.map(({ drawings, right }) => `${x(drawings)},${y(right)}`).join(" ")}"/>${dots.join("")}`;
  });
  root.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${axis.join("")}<path class="ink-grid" d="M${x(RECOMMENDED)} ${TOP}V${HEIGHT - BELOW}"/>${ticks.join("")}${lines.join("")}</svg><p></p>`;
  const told = curves.map((curve, i) => `${names[i]}: ${curve.map(({ drawings, right }) => `${short(drawings)} → ${written(right, "percent", false)}`).join(", ")}`);
  root.firstChild.setAttribute("aria-label", told.join("; "));
  root.lastChild.replaceChildren(...names.map((name, i) => Object.assign(document.createElement("span"), { className: `ink-of-${i}`, textContent: name })));
}
