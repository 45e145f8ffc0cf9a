// A click right after a stroke waits until Python has the ink, but not for ever.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Element, parentOf } from "./page.js";

globalThis.requestAnimationFrame = (call) => setTimeout(call, 16);
const window = new EventTarget();
for (const name of ["addEventListener", "removeEventListener"]) globalThis[name] = window[name].bind(window);

const CANVAS = 200; // milliseconds that the canvas waits before it sends a stroke
const SLOW = 600; // that a busy server may take to answer

class Clicked extends Event {
  constructor(type, { target } = {}) {
    super(type, { cancelable: true });
    if (target) this.aim = target;
  }
}
globalThis.PointerEvent = Clicked;
const { Pen } = await import("../../views/draw/canvas/pen.js");

let pen, surface, button, undo, served;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (call, after = 0) => setTimeout(call, after); // the mock takes it for never
  served = [];
  const parent = parentOf("ink-canvas");
  parent.innerHTML = '<canvas class="upper-canvas"></canvas><button></button><div class="st-key-undo"><button></button></div>';
  [surface, button, undo] = [parent.firstChild, parent.children[1], parent.querySelector(".st-key-undo button")];
  Object.assign(surface, { width: 2, height: 2 });
  for (const [name, each] of Object.entries({ button, undo })) each.addEventListener("click", () => served.push(name));
  pen = new Pen(() => {});
});

afterEach(() => {
  pen.end();
  mock.timers.reset();
});

// Bit by bit, because the mock counts new timers from the end.
const pass = (milliseconds) => {
  for (let time = 0; time < milliseconds; time += 50) mock.timers.tick(50);
};

const path = (target) => ({ composedPath: () => [target] });
const stroke = () => {
  pen.press({ ...path(surface), isPrimary: true, button: 0, pointerId: 1 });
  pen.lift({ pointerId: 1 });
};

// Whether the click passes at once, as the page would see it.
function click(target, more = {}) {
  let isHeld = false;
  pen.hold({ ...path(target), isTrusted: true, stopImmediatePropagation: () => (isHeld = true), preventDefault() {}, ...more });
  return !isHeld;
}

test("without new ink, a click passes", () => {
  assert.ok(click(button));
  assert.ok(click(surface));
});

test("a control that takes the drawing from the canvas needn't wait", () => {
  stroke();
  button.setAttribute("data-now", "");
  assert.ok(click(button));
  assert.equal(click(undo), false);
});

test("after a stroke a click waits for canvas and server, until Python has the ink", () => {
  stroke();
  assert.equal(click(button), false);
  pass(CANVAS + SLOW);
  assert.deepEqual(served, []);
  pen.known(false);
  mock.timers.tick(1);
  assert.deepEqual(served, ["button"]);
});

test("without an answer it's passed on within two seconds", () => {
  stroke();
  click(button);
  pass(2000);
  assert.deepEqual(served, ["button"]);
});

test("several clicks are passed on once each, in order", () => {
  stroke();
  assert.deepEqual([click(button), click(undo), click(button)], [false, false, false]);
  pen.known(false);
  mock.timers.tick(1);
  assert.deepEqual(served, ["button"]);
  pass(5000);
  assert.deepEqual(served, ["button", "undo", "button"]);
});

test("a second undo waits for the first one's result, which releases it", () => {
  assert.ok(click(undo));
  assert.equal(click(undo), false);
  pen.known(false); // an answer to something else
  mock.timers.tick(1);
  assert.deepEqual(served, []);
  pen.known(true);
  mock.timers.tick(1);
  assert.deepEqual(served, ["undo"]);
});

test("during the next stroke, Python's answer isn't about the current ink", () => {
  pen.press({ ...path(surface), isPrimary: true, button: 0, pointerId: 1 });
  pen.known(false);
  assert.ok(pen.fresh);
  assert.equal(click(button), false);
});

test("a second finger, another button and other elements draw nothing", () => {
  for (const event of [{ ...path(surface), isPrimary: false, button: 0 }, { ...path(surface), isPrimary: true, button: 2 }, { ...path(new Element("div")), isPrimary: true, button: 0 }]) {
    pen.press(event);
    assert.equal(pen.isDown || pen.fresh, false);
  }
  pen.press({ ...path(surface), isPrimary: true, button: 0, pointerId: 1 });
  pen.lift({ pointerId: 2 });
  assert.ok(pen.isDown);
});

test("a library's click copies don't queue up behind the original; a late one is a person's", () => {
  stroke();
  click(button);
  assert.equal(click(button, { isTrusted: false }), false);
  assert.equal(click(undo, { isTrusted: false, isLate: true }), false);
  pen.known(false);
  pass(5000);
  assert.deepEqual(served, ["button", "undo"]);
});

test("on any screen, the ink is read in canvas pixels", () => {
  const { CANVAS_SIZE } = JSON.parse(process.env.CONSTANTS);
  for (const [side, seen] of [[3 * CANVAS_SIZE, CANVAS_SIZE], [CANVAS_SIZE, CANVAS_SIZE]]) {
    Object.assign(surface, { width: side, height: side });
    const [pictures, drawn] = [[], []];
    pen.see = (picture) => pictures.push(picture);
    pen.picture.context.drawImage = (layer, ...place) => drawn.push(place);
    pen.take(surface);
    assert.deepEqual(drawn, [[0, 0, seen, seen]]);
    assert.deepEqual([pictures[0].width, pictures[0].height, pictures[0].alpha.length], [seen, seen, seen ** 2]);
  }
});

test("a pen is followed in the whole document, and is up when lifted or canceled", () => {
  const send = (type) => document.dispatchEvent(Object.assign(new Event(type), { ...path(surface), isPrimary: true, button: 0, pointerId: 1 }));
  for (const end of ["pointerup", "pointercancel"]) {
    send("pointerdown");
    send("pointermove");
    assert.ok(pen.isDown);
    send(end);
    assert.ok(!pen.isDown);
  }
  pen.end();
  send("pointerdown");
  assert.ok(!pen.isDown);
});

test("ink drawn during a picture's reading is read after it, even if the pen rests, but not twice", () => {
  const pictures = [];
  pen.end();
  pen = new Pen((picture, done) => pictures.push(done));
  const taken = (act) => {
    act();
    pass(100);
    return pictures.length;
  };
  const press = () => pen.press({ ...path(surface), isPrimary: true, button: 0, pointerId: 1 });
  assert.equal(taken(() => [press(), pen.move()]), 1); // in the frame before the picture
  assert.equal(taken(() => pictures.at(-1)()), 1);
  assert.equal(taken(pen.move), 2);
  assert.equal(taken(() => [pen.move(), pen.move()]), 2); // while it's being read
  assert.equal(taken(() => pictures.at(-1)()), 3);
  assert.equal(taken(() => pictures.at(-1)()), 3);
});
