// Keys move, lower and lift a pen: what they do to it, and what the canvas receives.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { parentOf } from "./page.js";

globalThis.MouseEvent = globalThis.PointerEvent = class extends Event {
  constructor(type, about) {
    super(type, about);
    Object.assign(this, { clientX: about.clientX, clientY: about.clientY, pointerId: about.pointerId });
  }
};
const { Keys } = await import("../../views/session/drawing/keys.js");
const { KeyPen } = await import("../../views/draw/canvas/key_pen.js");
const { CANVAS_SIZE } = inklingConstants;
const MIDDLE = CANVAS_SIZE / 2;

let keys, done;
const press = (key, more) => keys.press({ key, ...more });

beforeEach(() => {
  done = [];
  keys = new Keys((kind, [x, y]) => done.push([kind, x - MIDDLE, y - MIDDLE]));
});

test("arrows move the pen from the middle, with Shift by less, within the canvas", () => {
  for (const key of ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"]) {
    assert.ok(press(key));
    keys.release({ key });
  }
  assert.deepEqual(done, [["move", -8, 0], ["move", -8, -8], ["move", 0, -8], ["move", 0, 0]]);
  press("ArrowLeft", { shiftKey: true });
  assert.deepEqual(done.at(-1), ["move", -2, 0]);
  for (let times = 0; times < 100; times++) press("ArrowLeft");
  assert.deepEqual(done.at(-1), ["move", -MIDDLE, 0]);
});

test("two arrows move it at 45 degrees, opposite ones nowhere", () => {
  press("ArrowDown");
  press("ArrowLeft");
  press("ArrowLeft");
  assert.deepEqual(done.slice(1), [["move", -8, 16], ["move", -16, 24]]);
  keys.release({ key: "ArrowDown" });
  press("ArrowLeft");
  assert.deepEqual(done.at(-1), ["move", -24, 24]);
  press("ArrowRight");
  assert.deepEqual(done.at(-1), ["move", -24, 24]);
});

test("Space lowers and lifts the pen once per press, and Escape lifts it", () => {
  assert.equal(press("Escape"), false); // it belongs to something else
  press(" ");
  press(" ", { repeat: true });
  press("ArrowDown");
  press(" ");
  press(" ");
  assert.ok(press("Escape"));
  assert.deepEqual(done.map(([kind]) => kind), ["down", "move", "up", "down", "up"]);
});

test("Backspace and Delete undo, with the pen lifted", () => {
  press(" ");
  press("Backspace");
  press("Delete");
  assert.deepEqual(done.map(([kind]) => kind), ["down", "up", "undo", "undo"]);
});

test("other keys, and those with Control, Alt or Command, are left to the page", () => {
  for (const [key, more] of [["Tab"], ["a"], ["Enter"], ["ArrowLeft", { ctrlKey: true }], [" ", { altKey: true }], ["Backspace", { metaKey: true }]]) assert.equal(press(key, more), false, key);
  assert.deepEqual(done, []);
});

// A surface shown at half its size, and what the canvas receives.
function surface(isByKey = true) {
  const root = parentOf("inside");
  root.innerHTML = '<div class="ink-surface"><div class="canvas-root"><canvas class="upper-canvas"></canvas></div><span class="ink-key-pen"></span><p class="ink-key-line"></p><span class="ink-key-state"></span></div>';
  const [area, canvas] = [root.querySelector(".canvas-root"), root.querySelector("canvas")];
  const mouseEvents = [];
  canvas.getBoundingClientRect = () => ({ left: 10, top: 20, width: CANVAS_SIZE / 2 });
  for (const type of ["down", "move", "up"]) canvas.addEventListener(`mouse${type}`, ({ clientX, clientY }) => mouseEvents.push([type, clientX - 10, clientY - 20]));
  const matches = area.matches.bind(area);
  area.matches = (selector) => (selector === ":focus-visible" ? isByKey : matches(selector));
  new KeyPen(root);
  const happen = (type, more = {}) => {
    const event = Object.assign(new Event(type, { cancelable: true }), more);
    area.dispatchEvent(event);
    return event.defaultPrevented;
  };
  happen("focusin");
  return { root, area, mouseEvents, happen, key: (key) => happen("keydown", { key }) };
}

test("the canvas receives a mouse at the lowered pen, but nothing of a lifted one; the page doesn't scroll", () => {
  const { root, mouseEvents, key } = surface();
  assert.deepEqual([key("ArrowDown"), key("Tab"), mouseEvents], [true, false, []]);
  for (const each of [" ", "ArrowRight", " "]) key(each);
  assert.deepEqual(mouseEvents, [["down", 70, 74], ["move", 74, 78], ["up", 74, 78]]); // both arrows are held
  const { left, top } = root.querySelector(".ink-key-pen").style;
  assert.deepEqual([left, top], ["148px", "156px"]);
});

test("it has a name, instructions, and says whether the pen is down", () => {
  const { root, area, key } = surface();
  const said = () => root.querySelector(".ink-key-state").textContent;
  assert.deepEqual([area.getAttribute("aria-label"), root.querySelector("p").textContent], ["Draw here", "Arrow keys move the pen, and Space lowers or lifts it."]);
  key(" ");
  assert.equal(said(), "The pen is down.");
  key(" ");
  assert.equal(said(), "The pen is up.");
});

test("keys draw for keyboard users until they leave or use the pointer, which lifts the pen", () => {
  const { root, mouseEvents, key } = surface(false);
  assert.deepEqual([key("ArrowDown"), key(" "), mouseEvents, root.querySelector(".ink-surface").classList.contains("ink-keys")], [false, false, [], false]);
  for (const type of ["focusout", "pointerdown"]) {
    const other = surface();
    other.key(" ");
    assert.ok(other.root.querySelector(".ink-surface").classList.contains("ink-keys"));
    other.happen(type);
    assert.deepEqual(other.mouseEvents.map(([kind]) => kind), ["down", "up"]);
    assert.deepEqual([other.key("ArrowDown"), other.root.querySelector(".ink-surface").classList.contains("ink-keys")], [false, false]);
  }
});

test("Backspace presses the page's own button", () => {
  const place = parentOf("st-key-undo").firstChild;
  place.innerHTML = "<button></button>";
  let pressed = 0;
  place.firstChild.onclick = () => pressed++;
  surface().key("Backspace");
  assert.equal(pressed, 1);
});
