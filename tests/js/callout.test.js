// "Tap any neuron" points at the brightest one, within the picture, and never again once one was tapped.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Element } from "./page.js";

const { Callout } = await import("../../views/draw/network/callout.js");

let stored;
globalThis.localStorage = { getItem: (name) => stored.get(name) ?? null, setItem: (name, value) => stored.set(name, value) };
beforeEach(() => (stored = new Map()));

const ROOM = [20, 400];
const panel = (kind, shape, values, scale = 1, y = 300) => ({ data: { kind, shape, scale }, values: Float32Array.from(values), around: () => ({ x: 0, y, size: 10 }) });
const IMAGE = panel("pixels", [1, 2], [1, 1]);

/** Returns what is shown of it, and for which neurons it asked the place. */
function shown(panels, x = 200, callout = new Callout(new Element("div"))) {
  const asked = [];
  Object.assign(callout.element, { offsetWidth: 100, offsetHeight: 30 });
  callout.show(panels, (of, number) => (asked.push([panels.indexOf(of), number]), { x, y: of.around().y, size: 10 }), ROOM);
  const { hidden, style, classList } = callout.element;
  return { callout, asked, hidden, left: style.left, top: style.top, at: style["--at"], isBelow: classList.contains("ink-below") };
}

test("it points at the first hidden neuron that is brightest on its layer's scale", () => {
  const dim = panel("units", [3], [1, 4, 4], 8);
  assert.deepEqual(shown([IMAGE, dim, panel("digits", [2], [1, 0])]).asked, [[1, 1]]);
  assert.deepEqual(shown([IMAGE, dim, panel("units", [2], [0, 0.9])]).asked, [[2, 1]]);
  assert.deepEqual(shown([IMAGE, panel("maps", [1, 2, 3], [0, 0, 0.2, 0, 0.8, 0.1])]).asked, [[1, 1]]); // on a map, at its brightest place
  assert.equal(shown([IMAGE, panel("units", [2], [0, 0])]).hidden, true);
});

test("it is above the neuron, below one of the first row, and over the hidden layers", () => {
  const bright = panel("units", [1], [1]);
  assert.deepEqual([shown([bright]).left, shown([bright]).top, shown([bright]).at], ["150px", "252px", "50px"]);
  assert.deepEqual([shown([bright], 30).left, shown([bright], 30).at], ["20px", "10px"]);
  assert.deepEqual([shown([bright], 390).left, shown([bright], 390).at], ["300px", "90px"]);
  const first = shown([panel("units", [1], [1], 1, 12)]);
  assert.deepEqual([first.isBelow, first.top, shown([bright]).isBelow], [true, "30px", false]);
  assert.deepEqual([47, 48].map((y) => shown([panel("units", [1], [1], 1, y)]).isBelow), [true, false]); // 30 high, 8 of its arrow, 10 of the neuron
});

test("once a neuron was tapped it's gone, on the next visit, too", () => {
  const bright = panel("units", [1], [1]);
  const { callout, hidden } = shown([bright]);
  assert.equal(hidden, false);
  callout.done();
  assert.equal(shown([bright], 200, callout).hidden, true);
  assert.equal(stored.size, 1);
  assert.equal(new Callout(new Element("div")).isDone, true);
});

test("without storage it's gone until the next visit", () => {
  const fails = () => {
    throw new Error("no store");
  };
  const { getItem, setItem } = localStorage;
  Object.assign(localStorage, { getItem: fails, setItem: fails });
  const bright = panel("units", [1], [1]);
  const { callout } = shown([bright]);
  callout.done();
  assert.equal(shown([bright], 200, callout).hidden, true);
  Object.assign(localStorage, { getItem, setItem });
});
