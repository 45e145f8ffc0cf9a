// Lines between units: where each runs, how it looks, and what travels along it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Element } from "./page.js";

const { ConnectingLines } = await import("../../views/parts/charts/connecting_lines.js");
const { NEGATIVE, POSITIVE } = await import("../../model/constants.js");

let isStill, moved, lines, svg, moving;
globalThis.matchMedia = (query) => ({ matches: isStill && query === "(prefers-reduced-motion: reduce)" });
Element.prototype.animate = function (frames, timing) {
  moved.push({ dot: this, frames, timing, ends: {} });
  return moved.at(-1).ends;
};

beforeEach(() => {
  [isStill, moved, svg, moving] = [false, [], new Element("svg"), new Element("svg")];
  lines = new ConnectingLines(svg, moving);
});

const SPOTS = { a: { x: 0, y: 10 }, b: { x: 100, y: 30 }, c: { x: 100, y: 90 } };
const line = (from, to, share, positive = true) => ({ from, to, share, positive });
const draw = (drawn, across = () => undefined) => lines.draw(drawn, (unit) => SPOTS[unit], across);
const said = (name) => svg.children.map((path) => path.getAttribute(name));

test("a line runs between its two units, bent in the middle or at a crossing", () => {
  draw([line("a", "b", 1), line("b", "a", 1), line("a", "c", 1)], (from, to) => (to === "c" ? 60 : undefined));
  assert.deepEqual(said("d"), ["M0 10C50 10 50 30 100 30", "M100 30C50 30 50 10 0 10", "M0 10C0 60 0 60 50 60S100 60 100 90"]);
});

test("the largest share is thickest and brightest; a negative line is dashed, a silent one dotted", () => {
  draw([line("a", "b", 1), line("a", "b", 0.5, false), line("a", "b", 0), line("a", "b", 0, false)]);
  assert.deepEqual(said("stroke"), [POSITIVE, NEGATIVE, POSITIVE, NEGATIVE]);
  assert.deepEqual(said("stroke-width").map(Number), [3.25, 2, 0.75, 0.75]);
  assert.deepEqual(said("opacity").map((each) => Number(each).toFixed(2)), ["0.95", "0.65", "0.35", "0.35"]);
  assert.deepEqual(said("stroke-dasharray"), ["none", "9 3.5", "0.1 5", "0.1 5"]);
});

test("removed lines go, moved ones are bent again, and each keeps its own element", () => {
  draw([line("a", "b", 1), line("a", "c", 1)]);
  const [first] = svg.children;
  draw([line("b", "c", 1)]);
  assert.deepEqual([[...svg.children], said("d")], [[first], ["M100 30C100 30 100 90 100 90"]]);
  draw([line("a", "b", 1), line("b", "c", 1), line("c", "a", 1)]);
  assert.equal(svg.children.length, 3);
  assert.equal(svg.children[0], first);
  draw([]);
  assert.equal(svg.children.length, 0);
});

test("a value travels along every active line, layer after layer, and then disappears", () => {
  draw([line("b", "c", 1), line("a", "b", 0.5, false), line("a", "c", 0)]);
  lines.travel((unit) => ({ b: 0, c: 1 })[unit], 190);
  const seen = moved.map(({ dot, timing }) => [dot.style.offsetPath, Number(dot.getAttribute("r")), dot.getAttribute("fill"), timing.duration, timing.delay]);
  assert.deepEqual(seen, [
    ['path("M100 30C100 30 100 90 100 90")', 5, POSITIVE, 190, 190],
    ['path("M0 10C50 10 50 30 100 30")', 3.75, NEGATIVE, 190, 0],
  ]);
  for (const { dot, frames, ends } of moved) {
    assert.equal(dot.style.opacity, 0); // until its turn has come
    assert.deepEqual(frames.map(({ offsetDistance }) => offsetDistance), ["0%", "100%"]);
    assert.ok(moving.children.includes(dot));
    ends.onfinish();
    assert.ok(!moving.children.includes(dot));
  }
});

test("only the latest drawing's values travel, and with reduced motion none do", () => {
  draw([line("a", "b", 1)]);
  lines.travel(() => 1, 190);
  lines.travel(() => 1, 190);
  assert.equal(moving.children.length, 1);
  isStill = true;
  lines.travel(() => 1, 190);
  assert.deepEqual([moving.children.length, moved.length], [0, 2]);
  isStill = false;
  lines.travel(() => 1, 190);
  lines.rest();
  assert.equal(moving.children.length, 0);
});

test("only a line's changed attributes are written", () => {
  draw([line("a", "b", 1), line("a", "c", 0.5)]);
  const attributes = [];
  for (const path of svg.children) path.setAttribute = (name) => attributes.push(name);
  draw([line("a", "b", 1), line("a", "c", 0.5)]);
  assert.deepEqual(attributes, []);
  draw([line("a", "b", 1), line("a", "c", 0.25)]);
  assert.deepEqual(attributes, ["stroke-width", "opacity"]);
});
