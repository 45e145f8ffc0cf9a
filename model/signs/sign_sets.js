// Signs with names, and drawings of them: what one may have, how it changes, and files of it. Nothing here changes in place.
//
// A drawing is a line of a file, {label, source, strokes, widths}, with the sign's number as its label: see model/novelty/digits_file.py.
// In a file the label is the sign's name.

import { CANVAS_SIZE, HIGH, LOW, MOST_STROKES, PEN_WIDTH, SIGN_LIMITS } from "../constants.js";

export const DIGITS = [..."0123456789"];
const PLACED = 0.6; // of the canvas: the longer side of a drawing in other units, as in Python
const TOLERANCE = 0.5; // canvas pixels by which a line may change
const SOURCE = "my hand";
const UNWRITTEN = /[\u0000-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]/gu; // as in model/signs/network.py

/**
 * @typedef {{label: number, source: string, strokes: number[][][], widths: number[]}} SignDrawing
 * @typedef {{names: string[], drawings: SignDrawing[]}} Taught
 */

/** Return a name as it's stored, "" if nothing is left. */
export const nameOf = (text) => [...`${text}`.replace(UNWRITTEN, "").trim()].slice(0, SIGN_LIMITS.characters).join("").trim();

/** Whether a set's signs are these. */
export const areNamed = (set, names) => set.names.join("\n") === names.join("\n");

/** Whether these are the digits, whose drawings Python has. */
export const areDigits = (set) => areNamed(set, DIGITS);

/** How many drawings of each sign there are. */
export const countsOf = ({ names, drawings }) => names.map((_, sign) => drawings.filter(({ label }) => label === sign).length);

/** Return a drawing of strokes in canvas pixels, without points that make no difference; null if it has too many. */
export function drawnAs(label, strokes) {
  const thin = strokes.map((points) => thinned(points.map((place) => place.map((at) => Math.round(10 * at) / 10))));
  return drawingOf({ label, strokes: thin, widths: strokes.map(() => PEN_WIDTH) }, label + 1);
}

// What distinguishes a drawing from others, whatever its label: as `OwnDigit.key` in Python.
const keyOf = ({ strokes, widths }) => JSON.stringify([strokes, widths]);

/** Return the drawings that a set doesn't have yet, each of them once. */
export function newTo(set, drawings) {
  const found = new Map(drawings.map((each) => [keyOf(each), each]));
  for (const each of set.drawings) found.delete(keyOf(each));
  return [...found.values()];
}

/** Return a set with another drawing; null if there's no room for it. */
export function withDrawing(set, drawing) {
  const most = areDigits(set) ? SIGN_LIMITS.digits : Infinity;
  const points = set.drawings.reduce((sum, each) => sum + pointsOf(each), pointsOf(drawing));
  if (countsOf(set)[drawing.label] >= SIGN_LIMITS.drawings || set.drawings.length >= most || points > SIGN_LIMITS.pointsInAll) return null;
  return { ...set, drawings: [...set.drawings, drawing] };
}

/** Return a set with those of other drawings that it doesn't have yet, as far as there is room. */
export const withDrawings = (set, drawings) => newTo(set, drawings).reduce((all, each) => withDrawing(all, each) ?? all, set);

export const without = (set, drawing) => ({ ...set, drawings: set.drawings.filter((each) => each !== drawing) });

/** Return a set in which a drawing is of another sign, now its last one. */
export const relabeled = (set, drawing, label) => withDrawing(without(set, drawing), { ...drawing, label });

/** Return a set with another name for a sign, or for a new one; null if it's taken, empty, or one too many. */
export function named(set, sign, text) {
  const name = nameOf(text);
  if (!name || set.names.some((other, i) => other === name && i !== sign) || sign >= SIGN_LIMITS.signs) return null;
  const names = [...set.names];
  names[sign] = name;
  return { ...set, names };
}

/** Return a set without a sign and its drawings. */
export function withoutSign({ names, drawings }, sign) {
  const others = drawings.filter(({ label }) => label !== sign);
  return { names: names.filter((_, i) => i !== sign), drawings: others.map((each) => (each.label > sign ? { ...each, label: each.label - 1 } : each)) };
}

/** Return what a browser has stored, as far as it can be read; null if there are no names in it. */
export function setOf(stored) {
  let set = { names: [], drawings: [] };
  for (const each of listOf(stored?.names)) set = named(set, set.names.length, typeof each === "string" ? each : "") ?? set;
  if (!set.names.length) return null;
  const signs = listOf(stored.names).length === set.names.length ? set.names.length : 0; // else labels would mean other names
  for (const each of listOf(stored.drawings)) {
    const drawing = drawingOf(each, signs);
    set = (drawing && withDrawing(set, drawing)) || set;
  }
  return set;
}

/** Return a line's drawing with this many signs; null if it can't be one. */
export function drawingOf(value, signs) {
  const { label, source, strokes, widths } = value ?? {};
  if (!Number.isInteger(label) || label < 0 || label >= signs || !Array.isArray(strokes) || !strokes.length) return null;
  if (strokes.length > MOST_STROKES || !strokes.every((stroke) => Array.isArray(stroke) && stroke.length > 0)) return null;
  if (strokes.reduce((sum, { length }) => sum + length, 0) > SIGN_LIMITS.points) return null;
  const isPlace = (place) => Array.isArray(place) && place.length === 2 && place.every((at) => Number.isFinite(at) && at >= LOW && at <= HIGH);
  if (!strokes.flat().every(isPlace) || !strokes.flat().some((place) => place.every((at) => at >= 0 && at < CANVAS_SIZE))) return null;
  const isWidth = (width) => Number.isFinite(width) && width >= 1 && width <= SIGN_LIMITS.width;
  if (!Array.isArray(widths) || widths.length !== strokes.length || !widths.every(isWidth)) return null;
  return { label, source: typeof source === "string" ? source.slice(0, SIGN_LIMITS.source) : SOURCE, strokes, widths: widths.map(Math.round) };
}

/** Return a drawing as a line of a file, with a digit's label as a number. */
export function lineOf({ names }, { label, ...drawing }) {
  const name = names[label];
  return JSON.stringify({ label: DIGITS.includes(name) ? +name : name, ...drawing });
}

/** Return a set's drawings as a file. */
export const fileOf = (set) => set.drawings.map((each) => `${lineOf(set, each)}\n`).join("");

/**
 * Add a file's drawings, as far as they're new. Names that are new become signs while there is room; digits become the ten digits.
 *
 * @param {string} text
 * @param {Taught} set - the one that is shown,
 * @param {Taught} digits - and that of the digits
 * @returns {{set: Taught, added: number, known: number, leftOut: number}|{line: number}} known: how many were there before; line: the one that can't be
 *   read, 0 if there is none
 */
export function withFile(text, set, digits) {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/).map((line, i) => ({ line, number: i + 1 })).filter(({ line }) => line.trim());
  const found = [];
  for (const { line, number } of lines) {
    const read = readLine(line);
    if (!read || found.length >= SIGN_LIMITS.signs * SIGN_LIMITS.drawings) return { line: number };
    found.push(read);
  }
  if (!found.length) return { line: 0 };
  const isOfDigits = found.every(({ name }) => DIGITS.includes(name)) && !found.every(({ name }) => set.names.includes(name));
  const fresh = newTo(isOfDigits ? digits : set, found);
  let [grown, added] = [isOfDigits ? digits : set, 0];
  for (const { name, ...drawing } of fresh) {
    if (!grown.names.includes(name) && !areDigits(grown)) grown = named(grown, grown.names.length, name) ?? grown;
    const label = grown.names.indexOf(name);
    const next = label >= 0 && withDrawing(grown, { ...drawing, label });
    if (next) [grown, added] = [next, added + 1];
  }
  return { set: grown, added, known: found.length - fresh.length, leftOut: fresh.length - added };
}

function readLine(line) {
  if (line.length > SIGN_LIMITS.line) return null;
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const name = ["string", "number"].includes(typeof value?.label) ? nameOf(value.label) : "";
  const strokes = listOf(value?.strokes).filter((stroke) => Array.isArray(stroke) && stroke.length);
  const isPlace = (place) => Array.isArray(place) && place.length === 2 && place.every((at) => Number.isFinite(at) && Math.abs(at) < 1e6);
  if (!name || strokes.length > MOST_STROKES || !strokes.flat().every(isPlace)) return null;
  const drawing = drawingOf(value.widths ? { ...value, label: 0 } : { label: 0, source: value.source, strokes: placed(strokes), widths: strokes.map(() => PEN_WIDTH) }, 1);
  return drawing && { ...drawing, name };
}

// Strokes in any unit become as large as people draw, in the middle of the canvas.
function placed(strokes) {
  const [xs, ys] = [0, 1].map((axis) => strokes.flat().map((place) => place[axis]));
  const [low, high] = [Math.min, Math.max].map((end) => [xs, ys].map((all) => all.reduce((one, other) => end(one, other), all[0])));
  const longest = Math.max(high[0] - low[0], high[1] - low[1]);
  const scale = longest > 0 ? (PLACED * CANVAS_SIZE) / longest : 0;
  return strokes.map((stroke) => thinned(stroke.map((place) => place.map((at, axis) => Math.round(10 * ((at - (low[axis] + high[axis]) / 2) * scale + CANVAS_SIZE / 2)) / 10))));
}

// Leaves out points close to the line through the others (D. Douglas, T. Peucker 1973).
function thinned(points) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  const away = points.map((place) => distance(place, first, last));
  const farthest = away.indexOf(Math.max(...away));
  if (away[farthest] <= TOLERANCE) return [first, last];
  return [...thinned(points.slice(0, farthest + 1)), ...thinned(points.slice(farthest)).slice(1)];
}

function distance([x, y], [startX, startY], [endX, endY]) {
  const [alongX, alongY] = [endX - startX, endY - startY];
  const share = Math.min(1, Math.max(0, ((x - startX) * alongX + (y - startY) * alongY) / Math.max(alongX ** 2 + alongY ** 2, 1e-9)));
  return Math.hypot(x - startX - share * alongX, y - startY - share * alongY);
}

const pointsOf = ({ strokes }) => strokes.reduce((sum, { length }) => sum + length, 0);
const listOf = (value) => (Array.isArray(value) ? value : []);
