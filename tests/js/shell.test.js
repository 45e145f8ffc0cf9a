// The site's shell: its canvas records the pen, and an address is separated from its page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element } from "./page.js";

globalThis.inklingSite = { pages: [] };
globalThis.PointerEvent = globalThis.MouseEvent = class extends Event {
  constructor(type, { clientX, clientY, pointerId, isPrimary, button = 0, bubbles }) {
    Object.assign(super(type, { bubbles }), { clientX, clientY, pointerId, isPrimary, button });
  }
};
Element.prototype.setPointerCapture = () => {};
Object.assign(globalThis, { addEventListener() {}, removeEventListener() {}, requestAnimationFrame: (call) => call() });
const { Ink, strokeOf } = await import("../../views/shell/ink.js");
const { coming } = await import("../../views/shell/shell_words.js");
const { inks } = await import("../../views/parts/component/reading.js");

function surface() {
  const host = new Element("div");
  const strokes = [];
  const ink = new Ink(host, "Draw here", (stroke) => ink.show(strokes.push(stroke) && strokes));
  const { upper } = ink;
  upper.getBoundingClientRect = () => ({ left: 10, top: 20, width: 140 }); // half its real size
  const event = (type, clientX, clientY, more) => upper[`onpointer${type}`]({ isTrusted: true, isPrimary: true, button: 0, pointerId: 1, clientX, clientY, ...more });
  return { ink, host, event, strokes };
}

test("a stroke has the pen's places in canvas pixels, without repeats", () => {
  const { ink, event, strokes } = surface();
  event("down", 10, 20);
  for (const [x, y] of [[80, 20], [80, 20], [80, 90], [150, 160]]) event("move", x, y);
  assert.deepEqual([ink.isDown, strokes], [true, []]);
  event("up", 150, 160);
  assert.deepEqual(strokes, [strokeOf([[0, 0], [140, 0], [140, 140], [280, 280]])]);
  assert.equal(ink.isDown, false);
  event("down", 45, 90);
  event("cancel", 45, 90);
  assert.deepEqual(strokes[1], strokeOf([[70, 140]]));
  assert.equal(ink.upper.getAttribute("aria-label"), "Draw here");
});

test("a second finger and another button draw nothing", () => {
  const { ink, event, strokes } = surface();
  for (const more of [{ isPrimary: false }, { button: 2 }]) {
    event("down", 50, 50, more);
    assert.equal(ink.isDown, false, JSON.stringify(more));
  }
  event("down", 10, 20);
  event("move", 90, 90, { pointerId: 2 });
  event("up", 90, 90, { pointerId: 2 });
  assert.equal(ink.isDown, true);
  event("up", 10, 20);
  assert.deepEqual(strokes, [strokeOf([[0, 0]])]);
});

test("a finger draws through the hand, and a palm that rested there before it doesn't", () => {
  const { ink, strokes } = surface();
  const { upper, hand } = ink;
  upper.dispatchEvent = (event) => upper[`on${event.type}`]?.(event);
  const happen = (listener, pointerId, clientX, clientY) =>
    listener({ pointerId, clientX, clientY, pointerType: "touch", isTrusted: true, composedPath: () => [upper], stopImmediatePropagation() {}, preventDefault() {} });
  happen(hand.press, 7, 100, 100);
  happen(hand.press, 8, 10, 20);
  for (const [x, y] of [[80, 20], [80, 90]]) {
    happen(hand.move, 8, x, y);
    hand.decide();
  }
  happen(hand.lift, 8, 80, 90);
  happen(hand.lift, 7, 100, 100);
  assert.deepEqual(strokes, [strokeOf([[0, 0], [140, 0], [140, 140]])]);
});

test("a stroke bends around its points, through their midpoints, to the last; a dot can be seen", () => {
  const [bent, dot] = [[[0, 0], [20, 0], [20, 20]], [[5, 5]]].map((points) => strokeOf(points).path);
  assert.deepEqual(bent, [["M", 0, 0], ["Q", 0, 0, 10, 0], ["Q", 20, 0, 20, 10], ["L", 20, 20]]);
  assert.deepEqual(dot, [["M", 5, 5], ["L", 5.01, 5]]);
});

test("a current stroke lies above the others, a finished one among them, and both are read", () => {
  const seen = [];
  inks.subscribe("test", ({ isDown }) => seen.push(isDown));
  const { ink, event } = surface();
  const strokes = (canvas) => canvas.painted.splice(0).flatMap(([name, path]) => (name === "stroke" ? [path.text] : []));
  event("down", 10, 20);
  event("move", 80, 20);
  const path = "M 0 0 Q 0 0 70 0 L 140 0";
  assert.deepEqual([strokes(ink.upper).at(-1), strokes(ink.paper.ink)], [path, []]);
  event("up", 80, 20);
  assert.deepEqual([strokes(ink.upper), strokes(ink.paper.ink).at(-1), seen.splice(0).at(-1)], [[], path, false]);
  ink.show([]);
  assert.deepEqual([strokes(ink.paper.ink), seen], [[], [false]]);
  inks.unsubscribe("test");
});

test("a pen keeps its stroke beyond the canvas, and no other stroke begins meanwhile", () => {
  const { ink, event, strokes } = surface();
  const held = [];
  ink.upper.setPointerCapture = (pointer) => held.push(pointer);
  event("down", 10, 20, { pointerId: 0 });
  event("move", 80, 20, { pointerId: 0 });
  event("down", 45, 90, { pointerId: 0 });
  event("down", 45, 90, { pointerId: 3 });
  event("up", 80, 20, { pointerId: 0 });
  assert.deepEqual([strokes, held], [[strokeOf([[0, 0], [140, 0]])], [0]]);
});

test("the step is named before its progress", () => {
  for (const words of [coming().drawing, coming().link]) {
    assert.ok(words.includes("{number} of {count}"));
    assert.deepEqual(words.match(/\{\w+\}/g), ["{step}", "{number}", "{count}"]);
  }
});

test("an address's page follows the site's root, wherever that is", async () => {
  const pages = { "/": "", "/index.html": "", "/neurons": "neurons", "/neurons/": "neurons", "/neurons/index.html": "neurons" };
  let number = 0;
  for (const home of ["", "/inkling"])
    for (const [path, expected] of Object.entries(pages)) {
      document.baseURI = `http://inkling.test${home}/`;
      globalThis.location = { pathname: home + path };
      const { HOME, page } = await import(`../../deploy/site/shell/boot.js?${number++}`);
      assert.equal(page, expected, home + path);
      assert.equal(HOME.pathname, `${home}/`);
    }
});
