// Whatever touches the surface, the canvas gets one mouse.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./page.js";

globalThis.MouseEvent = globalThis.PointerEvent = class {
  constructor(type, { clientX, clientY }) {
    Object.assign(this, { type, clientX, clientY });
  }
};
const { Hand } = await import("../../views/session/drawing/hand.js");

let hand, seen, prevented;
const surface = { classList: { contains: (name) => name === "upper-canvas" }, dispatchEvent: ({ type, clientX, clientY }) => type.startsWith("mouse") && seen.push([type.slice(5), clientX, clientY]) };

beforeEach(() => {
  hand = new Hand();
  [seen, prevented] = [[], []];
});

function happen(listener, type, pointerId, clientX = 0, clientY = 0, pointerType = "touch") {
  const about = { type, pointerId, pointerType, clientX, clientY, isTrusted: true, cancelable: true };
  listener({ ...about, composedPath: () => [surface], stopImmediatePropagation() {}, preventDefault: () => prevented.push(type) });
}

const press = (...about) => happen(hand.press, "pointerdown", ...about);
const move = (...about) => happen(hand.move, "pointermove", ...about);
const lift = (...about) => happen(hand.lift, "pointerup", ...about);
const cancel = (...about) => happen(hand.cancel, "pointercancel", ...about);
const touchmove = () => happen(hand.quiet, "touchmove");
const isPrevented = () => prevented.includes("touchmove");

test("a finger draws from touch to lift", () => {
  press(1, 10, 20);
  assert.deepEqual(seen, []);
  move(1, 30, 20);
  move(1, 50, 25);
  lift(1, 50, 25);
  assert.deepEqual(seen, [["down", 10, 20], ["move", 30, 20], ["move", 50, 25], ["up", 50, 25]]);
});

test("a tap leaves a dot, two taps nothing", () => {
  press(1, 10, 20);
  lift(1, 10, 20);
  assert.deepEqual(seen, [["down", 10, 20], ["up", 10, 20]]);
  press(1, 10, 20);
  press(2, 80, 20);
  lift(1, 10, 20);
  lift(2, 80, 20);
  assert.equal(seen.length, 2);
});

test("a canceled touch keeps its stroke so far", () => {
  press(1, 10, 20);
  move(1, 30, 20);
  cancel(1);
  assert.deepEqual(seen.at(-1), ["up", 30, 20]);
  move(1, 90, 20);
  press(2, 0, 0);
  cancel(2);
  assert.equal(seen.length, 3);
});

test("of two touches the moving one draws, and the page doesn't zoom", () => {
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

test("a touch that rested while another drew never draws", () => {
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

test("two moving touches zoom the page, and draw nothing, even after one is lifted", () => {
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

test("two still touches and a slow, uneven pinch aren't prevented", () => {
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

test("a palm beside a drawing finger can't zoom the page, and the stroke goes on", () => {
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

test("a pen draws at once, beside a resting palm and instead of a drawing one", () => {
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

test("a pen's own events pass, and the mouse events that come with them do nothing", () => {
  press(1, 10, 20, "pen");
  assert.deepEqual(prevented, []); // WebKit would stop sending them
  happen(hand.quietMouse, "mousedown");
  assert.deepEqual([seen.length, prevented], [1, ["mousedown"]]);
});

test("mouse events pass", () => {
  press(1, 10, 20, "mouse");
  move(1, 30, 20, "mouse");
  lift(1, 30, 20, "mouse");
  assert.deepEqual([seen, prevented], [[], []]);
});

test("a finger draws after moving four pixels in any direction", () => {
  for (const [right, down, isMoved] of [[3.9, 0, false], [4, 0, true], [-4, 0, true], [0, -4, true], [-2.9, 2.9, true], [-2, 2, false]]) {
    press(1, 100, 100);
    move(1, 100 + right, 100 + down);
    assert.equal(seen.splice(0).length > 0, isMoved, `${right}, ${down}`);
    cancel(1);
    seen.length = 0;
  }
});

test("touches beside the surface and the page's own events are ignored", () => {
  const elsewhere = {};
  let isStopped = false;
  const event = (target, isTrusted) => ({ type: "pointerdown", pointerId: 1, pointerType: "touch", clientX: 0, clientY: 0, isTrusted, composedPath: () => [target], stopImmediatePropagation: () => (isStopped = true), preventDefault: () => (isStopped = true) });
  hand.press(event(elsewhere, true));
  hand.press(event(surface, false));
  assert.equal(isStopped, false);
  hand.press(event(surface, true));
  assert.equal(isStopped, true);
});

test("every pen event comes before the page's, can be prevented, and ends with the hand", () => {
  const listeners = [];
  const { addEventListener: add, removeEventListener: remove } = globalThis;
  globalThis.addEventListener = (...about) => listeners.push(about);
  globalThis.removeEventListener = (type, listener, { capture }) => capture && listeners.splice(listeners.findIndex((each) => each[0] === type && each[1] === listener), 1);
  const other = new Hand();
  const events = { pointer: ["down", "move", "up", "cancel"], touch: ["start", "move", "end", "cancel"], mouse: ["down", "move", "up"] };
  const types = Object.entries(events).flatMap(([kind, ways]) => ways.map((way) => kind + way));
  assert.deepEqual(listeners.map(([type]) => type).sort(), types.sort());
  for (const [type, , how] of listeners) assert.deepEqual(how, { capture: true, passive: false }, type);
  const of = Object.fromEntries(listeners);
  assert.deepEqual([of.touchstart, of.touchend, of.mousedown, of.mouseup, of.pointercancel], [other.quiet, other.quiet, other.quietMouse, other.quietMouse, other.cancel]);
  other.end();
  assert.deepEqual(listeners, []);
  Object.assign(globalThis, { addEventListener: add, removeEventListener: remove });
});

test("the page gets neither touches on the canvas nor the mouse events made of them", () => {
  const stopped = [];
  const dispatch = (listener, type, target, isTrusted = true) => listener({ type, isTrusted, cancelable: true, composedPath: () => [target], stopImmediatePropagation: () => stopped.push(type), preventDefault() {} });
  press(1, 10, 20);
  for (const type of ["touchstart", "touchmove", "touchend", "touchcancel"]) dispatch(hand.quiet, type, surface);
  for (const type of ["mousedown", "mousemove", "mouseup"]) dispatch(hand.quietMouse, type, surface);
  assert.equal(stopped.splice(0).length, 7);
  dispatch(hand.quiet, "touchstart", {});
  dispatch(hand.quiet, "touchstart", surface, false);
  dispatch(hand.quietMouse, "mousedown", surface, false); // made by the hand itself
  assert.deepEqual(stopped, []);
});

test("two moving fingers zoom the page, touching or lifting alone doesn't", () => {
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
