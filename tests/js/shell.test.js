// The site's shell: its canvas records the pen, and an address is separated from its page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element } from "./page.js";

globalThis.inklingSite = { pen: { size: 280, width: 20, color: "#123456" }, pages: [], isWhole: true };
globalThis.PointerEvent = globalThis.MouseEvent = class extends Event {
  constructor(type, { clientX, clientY, pointerId, isPrimary, button = 0, bubbles }) {
    Object.assign(super(type, { bubbles }), { clientX, clientY, pointerId, isPrimary, button });
  }
};
Element.prototype.setPointerCapture = () => {};
Object.assign(globalThis, { addEventListener() {}, removeEventListener() {} });
const { Ink } = await import("../../views/shell/ink.js");
const { coming } = await import("../../views/shell/shell_words.js");
const { Hand } = await import("../../views/draw/canvas/hand.js");

function surface() {
  const host = new Element("div");
  let changes = 0;
  const ink = new Ink(host, "Draw here", () => changes++);
  const { upper } = ink;
  upper.getBoundingClientRect = () => ({ left: 10, top: 20, width: 140 }); // half its real size
  const event = (type, clientX, clientY, more) => upper[`onpointer${type}`]({ isTrusted: true, isPrimary: true, button: 0, pointerId: 1, clientX, clientY, ...more });
  return { ink, host, event, changes: () => changes };
}

test("a stroke has the pen's places in canvas pixels, without repeats", () => {
  const { ink, event, changes, host } = surface();
  event("down", 10, 20);
  for (const [x, y] of [[80, 20], [80, 20], [80, 90], [150, 160]]) event("move", x, y);
  assert.deepEqual([ink.isDown, ink.strokes, changes()], [true, [], 0]);
  event("up", 150, 160);
  assert.deepEqual(ink.strokes, [[[0, 0], [140, 0], [140, 140], [280, 280]]]);
  assert.deepEqual([ink.isDown, changes()], [false, 1]);
  event("down", 45, 90);
  event("cancel", 45, 90);
  assert.deepEqual(ink.strokes[1], [[70, 140]]);
  assert.deepEqual(host.children.map(({ className }) => className), ["lower-canvas", "upper-canvas"]);
  assert.equal(ink.upper.getAttribute("aria-label"), "Draw here");
});

test("a second finger, another button and synthetic events draw nothing", () => {
  const { ink, event } = surface();
  for (const more of [{ isPrimary: false }, { button: 2 }, { pointerId: -1 }]) {
    event("down", 50, 50, more);
    assert.equal(ink.isDown, false, JSON.stringify(more));
  }
  event("down", 10, 20);
  event("move", 90, 90, { pointerId: 2 });
  event("up", 90, 90, { pointerId: 2 });
  assert.equal(ink.isDown, true);
  event("up", 10, 20);
  assert.deepEqual(ink.strokes, [[[0, 0]]]);
});

test("a finger draws through the hand, and a palm that rested there before it doesn't", () => {
  const { ink } = surface();
  const { upper } = ink;
  upper.dispatchEvent = (event) => upper[`on${event.type}`]?.(event);
  const hand = new Hand((element) => element === upper);
  const happen = (heard, pointerId, clientX, clientY) =>
    heard({ pointerId, clientX, clientY, pointerType: "touch", isTrusted: true, composedPath: () => [upper], stopImmediatePropagation() {}, preventDefault() {} });
  happen(hand.press, 7, 100, 100);
  happen(hand.press, 8, 10, 20);
  for (const [x, y] of [[80, 20], [80, 90]]) {
    happen(hand.move, 8, x, y);
    hand.decide();
  }
  happen(hand.lift, 8, 80, 90);
  happen(hand.lift, 7, 100, 100);
  assert.deepEqual(ink.strokes, [[[0, 0], [140, 0], [140, 140]]]);
});

test("ink bends around its points, through their midpoints, to the last", () => {
  const { ink, event } = surface();
  const calls = [];
  for (const name of ["moveTo", "lineTo", "quadraticCurveTo"]) ink.lower.context[name] = (...about) => calls.push([name, ...about]);
  event("down", 10, 20);
  for (const [x, y] of [[20, 20], [20, 30]]) event("move", x, y);
  event("up", 20, 30);
  assert.deepEqual(calls, [["moveTo", 0, 0], ["quadraticCurveTo", 0, 0, 10, 0], ["quadraticCurveTo", 20, 0, 20, 10], ["lineTo", 20, 20]]);
  const { lineWidth, strokeStyle, lineCap } = ink.lower.context;
  assert.deepEqual([lineWidth, strokeStyle, lineCap], [20, "#123456", "round"]);
});

test("a current stroke lies above the others, a finished one among them, at the screen's resolution", () => {
  globalThis.devicePixelRatio = 2;
  const { ink, event } = surface();
  delete globalThis.devicePixelRatio;
  const { lower, upper } = ink;
  for (const canvas of [lower, upper]) {
    assert.deepEqual([canvas.width, canvas.height, canvas.painted], [560, 560, [["scale", 2, 2]]]);
    canvas.painted.length = 0;
  }
  const dot = [["beginPath"], ["moveTo", 0, 0], ["lineTo", 0, 0], ["stroke", "#123456"]];
  const wipe = ["clearRect", 0, 0, 280, 280];
  event("down", 10, 20);
  assert.deepEqual([upper.painted.splice(0), lower.painted], [[wipe, ...dot], []]);
  event("move", 80, 20);
  assert.deepEqual(upper.painted.splice(0), [wipe, ["beginPath"], ["moveTo", 0, 0], ["quadraticCurveTo", 0, 0, 70, 0], ["lineTo", 140, 0], ["stroke", "#123456"]]);
  event("up", 80, 20);
  assert.deepEqual([upper.painted.splice(0), lower.painted.splice(0).length, lower.context.lineJoin], [[wipe], 5, "round"]);
  ink.clear();
  assert.deepEqual([upper.painted, lower.painted], [[wipe], [wipe]]);
});

test("a pen keeps its stroke beyond the canvas, and no other stroke begins meanwhile", () => {
  const { ink, event } = surface();
  const held = [];
  ink.upper.setPointerCapture = (pointer) => held.push(pointer);
  event("down", 10, 20, { pointerId: 0 });
  event("move", 80, 20, { pointerId: 0 });
  event("down", 45, 90, { pointerId: 0 });
  event("down", 45, 90, { pointerId: 3 });
  event("up", 80, 20, { pointerId: 0 });
  assert.deepEqual([ink.strokes, held], [[[[0, 0], [140, 0]]], [0]]);
});

test("after clearing, watchers of the pen look again, and nothing is drawn", () => {
  const { ink } = surface();
  const seen = [];
  for (const type of ["pointerdown", "pointerup"]) ink.upper.addEventListener(type, (event) => (seen.push([event.type, event.isPrimary, event.bubbles]), ink.press(event), ink.lift(event)));
  ink.clear();
  assert.deepEqual([seen, ink.strokes], [[["pointerdown", true, true], ["pointerup", true, true]], []]);
});

test("a cleared canvas is empty and reported", () => {
  const { ink, event, changes } = surface();
  event("down", 10, 20);
  event("up", 10, 20);
  ink.clear();
  assert.deepEqual([ink.strokes, changes()], [[], 2]);
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
