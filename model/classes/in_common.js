// What drawings that a network misreads have in common, compared with those it has learned from: the sign, size, place or tilt.

import { CANVAS_SIZE } from "../constants.js";

/** What drawings are sorted by. */
export const BY = ["sign", "size", "place", "tilt"];
const USUAL = { size: "alike", place: "middle", tilt: "upright" }; // how those are that differ little from what it has learned from
const TIMES = 1.4; // as large, or as small, that is another size
const AWAY = 0.15; // of the canvas: another place
const DEGREES = 15; // another tilt: more than variants.py turns a drawing

/**
 * How a drawing lies on the canvas.
 *
 * @typedef {object} Traits
 * @property {number} size - the longer side of its box, as a share of the canvas
 * @property {number} across - the box's middle, from 0 at the left to 1
 * @property {number} down - from 0 at the top to 1
 * @property {number} tilt - degrees by which it leans to the right: atan(-cov(x, y) / var(y)) of points evenly along its strokes
 */

/** Return a drawing's Traits; {strokes: [[[x, y], …], …]} in canvas pixels, at least one point. */
export function traitsOf({ strokes }) {
  const [xs, ys] = [0, 1].map((axis) => strokes.flat().map((place) => place[axis] / CANVAS_SIZE));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const lines = strokes.flatMap((points) => points.slice(1).map((end, i) => [points[i], end]));
  const parts = lines.map(([[x, y], [toX, toY]]) => ({ x: (x + toX) / 2, y: (y + toY) / 2, weight: Math.hypot(toX - x, toY - y) }));
  const weight = parts.reduce((sum, part) => sum + part.weight, 0) || 1;
  const mean = (of) => parts.reduce((sum, part) => sum + part.weight * of(part), 0) / weight;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const [both, upright] = [mean(({ x, y }) => (x - meanX) * (y - meanY)), mean(({ y }) => (y - meanY) ** 2)];
  const tilt = upright ? (Math.atan(-both / upright) * 180) / Math.PI : 0;
  return { size: Math.max(right - left, bottom - top), across: (left + right) / 2, down: (top + bottom) / 2, tilt };
}

/**
 * Sort drawings into groups.
 *
 * @param {{label: number, strokes: number[][][]}[]} drawings
 * @param {{label: number, strokes: number[][][]}[]} learned - those of the same sign are what "usual" means; without any, all of them
 * @param {string} by - one of BY
 * @returns {{name: string|number, drawings: object[]}[]} largest first: of signs by their number; of sizes "smaller", "alike", "larger"; of places "left",
 *   "right", "above", "below", "middle"; of tilts "left", "right", "upright"
 */
export function groupsOf(drawings, learned, by) {
  const groups = new Map();
  for (const each of drawings) {
    const name = by === "sign" ? each.label : named(by, traitsOf(each), usual(each.label, learned));
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  return [...groups].map(([name, found]) => ({ name, drawings: found })).sort((one, other) => other.drawings.length - one.drawings.length);
}

/** Return what most drawings have in common that is unlike what was learned from; "sign" if nothing is. */
export function commonest(drawings, learned) {
  const most = (by) => Math.max(0, ...groupsOf(drawings, learned, by).filter(({ name }) => name !== USUAL[by]).map((group) => group.drawings.length));
  const traits = BY.filter((by) => by !== "sign");
  const best = traits.reduce((one, other) => (most(other) > most(one) ? other : one));
  return most(best) > drawings.length / 2 ? best : "sign";
}

function named(by, { size, across, down, tilt }, of) {
  if (by === "size") return size * TIMES < of.size ? "smaller" : size > of.size * TIMES ? "larger" : "alike";
  if (by === "tilt") return tilt - of.tilt > DEGREES ? "right" : of.tilt - tilt > DEGREES ? "left" : "upright";
  const [aside, below] = [across - of.across, down - of.down];
  if (Math.max(Math.abs(aside), Math.abs(below)) < AWAY) return "middle";
  return Math.abs(aside) >= Math.abs(below) ? (aside < 0 ? "left" : "right") : below < 0 ? "above" : "below";
}

function usual(label, learned) {
  const same = learned.filter((each) => each.label === label);
  const traits = (same.length ? same : learned).map(traitsOf);
  const median = (name) => traits.map((each) => each[name]).sort((one, other) => one - other)[traits.length >> 1];
  return traits.length ? Object.fromEntries(Object.keys(traits[0]).map((name) => [name, median(name)])) : { size: 0.6, across: 0.5, down: 0.5, tilt: 0 };
}
