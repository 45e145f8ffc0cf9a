// An untouched page draws by itself, stroke by stroke, until a visitor's first touch.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./page.js";

const { default: show, acts, walked } = await import("../../views/draw/demo.js");

const BAR = [[[0, 0], [0, 10]], [[5, 5], [9, 5]]];

test("the demo clears, draws every stroke, pauses, and opens a card with every third digit", () => {
  const done = [];
  for (const [name, of] of acts([BAR, [[[1, 1]]]])) {
    if (name !== "move") done.push(of === null ? name : `${name} ${of}`);
    if (done.filter((each) => each === "clear").length === 5) break;
  }
  const [bar, dot] = [["clear", "down 0,0", "up 0,10", "down 5,5", "up 9,5", "send"], ["clear", "down 1,1", "up 1,1", "send"]];
  assert.deepEqual(done, [...bar, ...dot, ...bar, "open 0", "close", ...dot, "clear"]);
});

test("a pen takes small steps and leaves out no point", () => {
  const points = walked([[0, 0], [0, 10], [30, 10]]);
  assert.deepEqual([points[0], points.at(-1), points.some(([x, y]) => x === 0 && y === 10)], [[0, 0], [30, 10], true]);
  points.slice(1).forEach(([x, y], i) => assert.ok(Math.hypot(x - points[i][0], y - points[i][1]) <= 4));
});

test("a canvas in a shadow root, as on the site, is drawn on", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const drawn = [];
  const surface = { getBoundingClientRect: () => ({ left: 0, top: 0, width: 280 }), dispatchEvent: ({ type }) => drawn.push(type) };
  const hosts = [{}, { shadowRoot: { querySelector: () => null } }, { shadowRoot: { querySelector: () => surface } }];
  globalThis.document = { querySelector: (selector) => (selector === ".st-key-starters" ? {} : null), querySelectorAll: (selector) => (selector === ".st-key-canvas *" ? hosts : []) };
  globalThis.PointerEvent = globalThis.MouseEvent = class { constructor(type, about) { Object.assign(this, { type }, about); } };
  const leave = show({ data: { after: 5, digits: [BAR] } });
  for (let tick = 0; tick < 300; tick++) mock.timers.tick(25);
  leave();
  mock.timers.reset();
  assert.deepEqual(drawn.slice(0, 3), ["pointerdown", "mousedown", "pointermove"]);
});

test("it begins after a time without touch, and the first touch ends it at once", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const [sent, clicked] = [[], []];
  const surface = { getBoundingClientRect: () => ({ left: 10, top: 20, width: 560 }), dispatchEvent: (event) => sent.push(event) };
  const buttons = { ".st-key-starters": {}, ".st-key-canvas canvas.upper-canvas": surface, ".st-key-clear button": { click: () => clicked.push("clear") } };
  globalThis.document = { querySelector: (selector) => buttons[selector] ?? null, querySelectorAll: () => [] };
  globalThis.PointerEvent = globalThis.MouseEvent = class { constructor(type, about) { Object.assign(this, { type }, about); } };
  const leave = show({ data: { after: 60, digits: [BAR] } });
  const touch = (isTrusted) => globalThis.inklingDemo.touched({ isTrusted });
  mock.timers.tick(59_000);
  touch(true);
  mock.timers.tick(59_000);
  assert.deepEqual([clicked, sent], [[], []]);
  mock.timers.tick(1500);
  assert.deepEqual(clicked, ["clear"]);
  mock.timers.tick(1500);
  touch(false); // by the page itself
  assert.deepEqual([sent[0].type, sent[0].clientX, sent[0].clientY, sent[0].buttons, sent[1].type], ["pointerdown", 10, 20, 1, "mousedown"]);
  assert.notEqual(sent.at(-1).type, "mouseup");
  touch(true);
  assert.deepEqual([sent.at(-1).type, sent.at(-1).buttons, clicked], ["mouseup", 0, ["clear", "clear"]]);
  const count = sent.length;
  mock.timers.tick(59_000);
  assert.equal(sent.length, count);
  leave();
  mock.timers.tick(600_000);
  assert.equal(sent.length, count);
  mock.timers.reset();
});

test("from another page it goes to Draw first, with the same address", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const went = [];
  globalThis.document = { querySelector: () => null };
  globalThis.location = { pathname: "/some/where/neurons", assign: (address) => went.push(address) };
  const leave = show({ data: { after: 30, digits: [BAR] } });
  mock.timers.tick(30_000);
  assert.deepEqual(went, ["/some/where/?demo=30"]);
  leave();
  mock.timers.reset();
});
