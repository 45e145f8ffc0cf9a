// When the drawing is sent, and which clicks wait for the answer.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { parentOf } from "./page.js";

class Clicked extends Event {
  constructor(type, { target } = {}) {
    super(type, { cancelable: true });
    if (target) this.aim = target;
  }
}
Object.assign(document, { querySelector: () => null });
const { DrawingOutbox } = await import("../../views/draw/canvas/drawing_outbox.js");

const [REST, SHORTEST, LONGEST, PATIENCE] = [2000, 3000, 6000, 1000]; // milliseconds
let outbox, sent, isAhead, box, surface, button, other, served;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (call, after = 0) => setTimeout(call, after); // the mock takes it for never
  [sent, isAhead, served] = [0, false, []];
  box = parentOf("ink-box");
  box.innerHTML = '<canvas class="upper-canvas"></canvas><div class="st-key-undo"><button></button></div><button></button><button></button>';
  [surface, , button, other] = box.children;
  for (const [name, each] of Object.entries({ button, other })) each.addEventListener("click", () => served.push(name));
  outbox = new DrawingOutbox(() => isAhead, () => sent++);
});

afterEach(() => {
  outbox.end();
  mock.timers.reset();
});

const draw = (mayWait = true) => ((isAhead = true), outbox.put(mayWait));
const answer = () => ((isAhead = false), outbox.answered());
const turn = (type, target = globalThis, on = box) => target.dispatchEvent(Object.assign(new Event(type), { composedPath: () => [on] }));

// Whether the click passes at once, as the page would see it.
function click(target, more = {}) {
  let isHeld = false;
  outbox.hold({ composedPath: () => [target], isTrusted: true, stopImmediatePropagation: () => (isHeld = true), preventDefault() {}, ...more });
  return !isHeld;
}

const pass = (milliseconds) => {
  for (let time = 0; time < milliseconds; time += 50) mock.timers.tick(50);
};

test("changes that nothing on the page needs are one message, once the pen rests", () => {
  for (let i = 0; i < 3; i++) {
    draw();
    assert.ok(outbox.isWaiting);
    mock.timers.tick(REST / 2);
  }
  assert.equal(sent, 0);
  mock.timers.tick(REST / 2);
  assert.deepEqual([sent, outbox.isWaiting], [1, false]);
});

for (const [share, after] of [[0, SHORTEST], [1 / 3, 4000], [1, LONGEST]]) {
  test(`continuous drawing is sent all the same after ${after} ms`, (context) => {
    context.mock.method(Math, "random", () => share);
    for (let time = 0; time < after; time += REST / 2) {
      assert.equal(sent, 0);
      draw();
      mock.timers.tick(REST / 2);
    }
    assert.equal(sent, 1);
  });
}

test("a change that something needs is sent at once", () => {
  draw();
  draw(false);
  assert.equal(sent, 1);
  answer();
  pass(LONGEST);
  assert.equal(sent, 1);
});

test("turning to anything but the canvas and its buttons sends at once", () => {
  const ways = [["keydown"], ["blur"], ["pagehide"], ["popstate"], ["pointerdown"], ["visibilitychange", document], ["mouseleave", document.documentElement]];
  for (const way of ways) {
    draw();
    for (const on of [surface, box.querySelector(".st-key-undo button")]) for (const type of ["pointerdown", "keydown"]) turn(type, globalThis, on);
    assert.equal(sent, 0, way[0]);
    turn(...way);
    assert.equal(sent, 1, way[0]);
    answer();
    turn(...way);
    assert.equal(sent, 1, way[0]);
    sent = 0;
  }
});

test("without new ink a click passes; a control that takes the drawing from the canvas never waits", () => {
  assert.ok(click(button));
  draw();
  button.setAttribute("data-now", "");
  for (const each of [button, surface, box.querySelector(".st-key-undo button")]) assert.ok(click(each));
  assert.equal(sent, 0);
});

test("after a stroke a click has it sent at once, and waits for the answer, but not for ever", () => {
  for (const wait of [answer, () => pass(PATIENCE)]) {
    draw();
    assert.equal(click(button), false);
    assert.equal(sent, 1);
    pass(PATIENCE - 100);
    assert.deepEqual(served, []);
    wait();
    mock.timers.tick(1);
    assert.deepEqual(served, ["button"]);
    [sent, served] = [0, []];
    answer();
  }
});

test("several clicks are passed on once each, in order", () => {
  draw();
  assert.deepEqual([click(button), click(other), click(button)], [false, false, false]);
  answer();
  mock.timers.tick(1);
  assert.deepEqual(served, ["button"]);
  assert.equal(click(other), false); // it doesn't overtake them
  pass(5000);
  assert.deepEqual(served, ["button", "other", "button", "other"]);
});

test("a library's copy of a click isn't a second one; a late one is a person's", () => {
  draw();
  click(button);
  assert.equal(click(button, { isTrusted: false }), false);
  assert.equal(click(other, { isTrusted: false, isLate: true }), false);
  answer();
  pass(5000);
  assert.deepEqual(served, ["button", "other"]);
});

test("when the canvas goes, what waits is sent, clicks are passed on, and no listeners are left", () => {
  const [places, listening] = [[globalThis, document, document.documentElement], []];
  const before = places.map(({ addEventListener, removeEventListener }) => ({ addEventListener, removeEventListener }));
  places.forEach((place, i) => {
    place.addEventListener = (type, ...about) => (listening.push(`${i} ${type}`), before[i].addEventListener.call(place, type, ...about));
    place.removeEventListener = (type, ...about) => (listening.splice(listening.indexOf(`${i} ${type}`), 1), before[i].removeEventListener.call(place, type, ...about));
  });
  const short = new DrawingOutbox(() => isAhead, () => sent++);
  assert.ok(listening.length > 5);
  isAhead = true;
  short.put(true);
  short.hold({ composedPath: () => [button], isTrusted: true, stopImmediatePropagation() {}, preventDefault() {} });
  short.end();
  mock.timers.tick(1);
  assert.deepEqual([listening, sent], [[], 1]);
  assert.deepEqual(served, ["button"]);
  pass(LONGEST);
  assert.equal(sent, 1);
  places.forEach((place, i) => Object.assign(place, before[i]));
});
