// The map during a training: each step moves the digits from their old place to their new one.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { packed } from "./message.js";
import { parentOf, resize } from "./page.js";

const SIDE = 300; // pixels
const OUT = 0.27 * SIDE; // how far from the middle a score of 1 is
let frames, isStill;
globalThis.requestAnimationFrame = (call) => frames.push(call);
globalThis.cancelAnimationFrame = () => (frames = []);
globalThis.matchMedia = () => ({ matches: isStill });
const { default: show } = await import("../../views/training/replay/unfolding.js");

beforeEach(() => ([frames, isStill] = [[], false]));

/** A training's map: `step` shows a step with the drawing at x, `x` is where it's painted, 1 for a score of 1. */
function unfolding() {
  const parent = parentOf("ink-unfolding");
  const root = parent.firstChild;
  const axes = Array.from({ length: 10 }, () => [1, 0]);
  let end;
  const step = (x, layers = 1) => {
    end = show({ data: packed({ axes, labels: [7], digit: "7", layers: Array.from({ length: layers }, () => ({ title: "[Hidden](words#hidden-layer)", places: Float32Array.of(x, 0), own: [x, 0] })) }), parentElement: parent });
    for (const figure of root.children) figure.clientWidth = SIDE;
    resize(root);
  };
  const x = () => {
    const [, left] = root.querySelector("canvas").painted.findLast(([name]) => name === "arc");
    return Math.round((100 * (left - SIDE / 2)) / OUT) / 100;
  };
  const at = (time) => frames.splice(0).forEach((call) => call(performance.now() + time));
  return { root, step, x, at, end: () => end() };
}

test("a step moves the digits, and a step meanwhile starts from where they are", () => {
  const view = unfolding();
  view.step(0);
  assert.deepEqual([view.x(), frames.length], [0, 0]);
  view.step(1);
  view.at(225); // half of it
  const half = view.x();
  assert.ok(half > 0.4 && half < 0.6, `${half}`);
  view.step(0);
  view.at(0);
  assert.ok(Math.abs(view.x() - half) < 0.1);
  view.at(5000);
  assert.deepEqual([view.x(), frames.length], [0, 0]);
});

test("with reduced motion a step is shown at once, and after removal nothing moves", () => {
  isStill = true;
  const view = unfolding();
  view.step(0);
  view.step(1);
  assert.deepEqual([view.x(), frames.length], [1, 0]);
  isStill = false;
  view.step(0);
  view.end();
  assert.deepEqual([frames.length, resize(view.root)], [0, 0]);
});

test("there is a picture per layer with its name, also when another network has more", () => {
  const view = unfolding();
  for (const layers of [1, 3]) {
    view.step(0, layers);
    assert.deepEqual(view.root.querySelectorAll("canvas").map((canvas) => canvas.getAttribute("aria-label")), Array(layers).fill("A map of digits: Hidden."));
  }
});
