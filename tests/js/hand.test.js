// Whatever lies on the surface, the canvas sees one mouse.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./window.js";

globalThis.MouseEvent = globalThis.PointerEvent = class {
  constructor(type, { clientX, clientY }) {
    Object.assign(this, { type, clientX, clientY });
  }
};
const { Hand } = await import("../../views/draw/canvas/hand.js");

let hand, seen, prevented;
const surface = { dispatchEvent: ({ type, clientX, clientY }) => type.startsWith("mouse") && seen.push([type.slice(5), clientX, clientY]) };

beforeEach(() => {
  hand = new Hand((element) => element === surface);
  [seen, prevented] = [[], []];
});

function happen(heard, type, pointerId, clientX = 0, clientY = 0, pointerType = "touch") {
  const about = { type, pointerId, pointerType, clientX, clientY, isTrusted: true, cancelable: true };
  heard({ ...about, composedPath: () => [surface], stopImmediatePropagation() {}, preventDefault: () => prevented.push(type) });
}

const press = (...about) => happen(hand.press, "pointerdown", ...about);
const move = (...about) => happen(hand.move, "pointermove", ...about);
const lift = (...about) => happen(hand.lift, "pointerup", ...about);
const cancel = (...about) => happen(hand.cancel, "pointercancel", ...about);
const touchmove = () => happen(hand.quiet, "touchmove");
const isPrevented = () => prevented.includes("touchmove");

test("a finger draws from where it was put to where it is lifted", () => {
  press(1, 10, 20);
  assert.deepEqual(seen, []);
  move(1, 30, 20);
  move(1, 50, 25);
  lift(1, 50, 25);
  assert.deepEqual(seen, [["down", 10, 20], ["move", 30, 20], ["move", 50, 25], ["up", 50, 25]]);
});

test("a finger that is lifted where it was put leaves a dot, two of them nothing", () => {
  press(1, 10, 20);
  lift(1, 10, 20);
  assert.deepEqual(seen, [["down", 10, 20], ["up", 10, 20]]);
  press(1, 10, 20);
  press(2, 80, 20);
  lift(1, 10, 20);
  lift(2, 80, 20);
  assert.equal(seen.length, 2);
});

test("what the system takes away stays as far as it has come", () => {
  press(1, 10, 20);
  move(1, 30, 20);
  cancel(1);
  assert.deepEqual(seen.at(-1), ["up", 30, 20]);
  move(1, 90, 20);
  press(2, 0, 0);
  cancel(2);
  assert.equal(seen.length, 3);
});

test("of two touches, the one that moves draws, and the page stays as large as it is", () => {
  press(1, 200, 200);
  press(2, 10, 20);
  move(2, 40, 20);
  touchmove();
  assert.deepEqual(seen, [["down", 10, 20], ["move", 40, 20]]);
  assert.ok(isPrevented());
  move(1, 260, 200); // the palm slides
  lift(1, 260, 200);
  move(2, 60, 20);
  lift(2, 60, 20);
  assert.deepEqual(seen.slice(2), [["move", 60, 20], ["up", 60, 20]]);
});

test("what lay there while something else drew never draws", () => {
  press(1, 200, 200);
  for (const finger of [2, 3]) {
    press(finger, 10, 20);
    move(finger, 40, 20);
    touchmove();
    lift(finger, 40, 20);
  }
  move(1, 260, 200);
  touchmove();
  lift(1, 260, 200);
  assert.deepEqual(seen, [["down", 10, 20], ["move", 40, 20], ["up", 40, 20], ["down", 10, 20], ["move", 40, 20], ["up", 40, 20]]);
});

test("two touches that move enlarge the page, and draw nothing, not even the one that stays", () => {
  press(1, 10, 20);
  press(2, 100, 100);
  move(1, 0, 10);
  move(2, 120, 120);
  touchmove();
  assert.ok(!isPrevented());
  cancel(1);
  cancel(2);
  assert.deepEqual(seen, []);
});

test("of two that have hardly moved nothing is prevented, nor of a slow pinch, whose fingers are not equally quick", () => {
  press(1, 100, 100);
  move(1, 97, 100);
  touchmove();
  press(2, 150, 150);
  for (let far = 1; far < 9; far++) {
    move(1, 97 - far, 100);
    move(2, 150 + 0.6 * far, 150);
    touchmove();
  }
  assert.deepEqual([seen, prevented.filter((type) => type.startsWith("touch"))], [[], []]);
  cancel(1);
  cancel(2);
});

test("a palm that comes while a finger draws is prevented from enlarging the page, and the stroke goes on", () => {
  press(1, 100, 100);
  happen(hand.quiet, "touchstart");
  move(1, 110, 100);
  touchmove();
  press(2, 200, 200);
  happen(hand.quiet, "touchstart");
  move(2, 220, 220);
  move(1, 130, 100);
  touchmove();
  lift(2, 220, 220);
  lift(1, 130, 100);
  assert.deepEqual(seen.map(([kind]) => kind), ["down", "move", "move", "up"]);
  assert.deepEqual(prevented.filter((type) => type.startsWith("touch")), ["touchmove", "touchstart", "touchmove"]);
});

test("a pen draws at once, beside a palm that rests and in place of one that draws", () => {
  press(1, 200, 200);
  press(2, 10, 20, "pen");
  assert.deepEqual(seen, [["down", 10, 20]]);
  move(1, 260, 200);
  lift(2, 10, 20, "pen");
  assert.deepEqual(seen.slice(1), [["up", 10, 20]]);
  lift(1, 260, 200);
  press(3, 100, 100);
  move(3, 120, 100);
  press(4, 10, 20, "pen");
  assert.deepEqual(seen.slice(2), [["down", 100, 100], ["move", 120, 100], ["up", 120, 100], ["down", 10, 20]]);
});

test("a pen's own events go on, and the mouse's that come with them do nothing", () => {
  press(1, 10, 20, "pen");
  assert.deepEqual(prevented, []); // WebKit would send no more of them
  happen(hand.quietMouse, "mousedown");
  assert.deepEqual([seen.length, prevented], [1, ["mousedown"]]);
});

test("a mouse passes", () => {
  press(1, 10, 20, "mouse");
  move(1, 30, 20, "mouse");
  lift(1, 30, 20, "mouse");
  assert.deepEqual([seen, prevented], [[], []]);
});

test("a finger draws once it has come four pixels far, whichever way, and not before", () => {
  for (const [right, down, isMoved] of [[3.9, 0, false], [4, 0, true], [-4, 0, true], [0, -4, true], [-2.9, 2.9, true], [-2, 2, false]]) {
    press(1, 100, 100);
    move(1, 100 + right, 100 + down);
    assert.equal(seen.splice(0).length > 0, isMoved, `${right}, ${down}`);
    cancel(1);
    seen.length = 0;
  }
});

test("what lies beside the surface, and what the page makes itself, is left alone", () => {
  const elsewhere = {};
  let isStopped = false;
  const event = (target, isTrusted) => ({ type: "pointerdown", pointerId: 1, pointerType: "touch", clientX: 0, clientY: 0, isTrusted, composedPath: () => [target], stopImmediatePropagation: () => (isStopped = true), preventDefault: () => (isStopped = true) });
  hand.press(event(elsewhere, true));
  hand.press(event(surface, false));
  assert.equal(isStopped, false);
  hand.press(event(surface, true));
  assert.equal(isStopped, true);
});

test("whatever a browser tells of a pen is heard before the page hears it, can be prevented, and is heard no more at the end", () => {
  const heard = [];
  const { addEventListener: add, removeEventListener: remove } = globalThis;
  globalThis.addEventListener = (...about) => heard.push(about);
  globalThis.removeEventListener = (type, listener, { capture }) => capture && heard.splice(heard.findIndex((each) => each[0] === type && each[1] === listener), 1);
  const other = new Hand(() => true);
  const told = { pointer: ["down", "move", "up", "cancel"], touch: ["start", "move", "end", "cancel"], mouse: ["down", "move", "up"] };
  const types = Object.entries(told).flatMap(([kind, ways]) => ways.map((way) => kind + way));
  assert.deepEqual(heard.map(([type]) => type).sort(), types.sort());
  for (const [type, , how] of heard) assert.deepEqual(how, { capture: true, passive: false }, type);
  const of = Object.fromEntries(heard);
  assert.deepEqual([of.touchstart, of.touchend, of.mousedown, of.mouseup, of.pointercancel], [other.quiet, other.quiet, other.quietMouse, other.quietMouse, other.cancel]);
  other.end();
  assert.deepEqual(heard, []);
  Object.assign(globalThis, { addEventListener: add, removeEventListener: remove });
});

test("the page hears nothing of touches on the canvas, nor of the mouse's events that are made of them", () => {
  const stopped = [];
  const tell = (heard, type, target, isTrusted = true) => heard({ type, isTrusted, cancelable: true, composedPath: () => [target], stopImmediatePropagation: () => stopped.push(type), preventDefault() {} });
  press(1, 10, 20);
  for (const type of ["touchstart", "touchmove", "touchend", "touchcancel"]) tell(hand.quiet, type, surface);
  for (const type of ["mousedown", "mousemove", "mouseup"]) tell(hand.quietMouse, type, surface);
  assert.equal(stopped.splice(0).length, 7);
  tell(hand.quiet, "touchstart", {});
  tell(hand.quiet, "touchstart", surface, false);
  tell(hand.quietMouse, "mousedown", surface, false); // what the hand has made itself
  assert.deepEqual(stopped, []);
});

test("the page is enlarged by two fingers that move, and by none that are only put or lifted", () => {
  press(1, 10, 20);
  press(2, 100, 100);
  for (const type of ["touchstart", "touchend"]) happen(hand.quiet, type);
  assert.deepEqual(prevented.filter((type) => type.startsWith("touch")), ["touchend"]);
  move(1, 30, 20);
  move(2, 140, 100);
  prevented.length = 0;
  happen(hand.quiet, "touchmove");
  assert.deepEqual(prevented, []);
  happen(hand.quiet, "touchend");
  assert.deepEqual(prevented, ["touchend"]);
});
