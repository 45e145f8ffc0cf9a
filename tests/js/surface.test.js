// The canvas: what is drawn is shown at once and reaches Python, and what Python gives is shown.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { parentOf } from "./page.js";

globalThis.Image = class {
  naturalWidth = 280;
  decode = () => Promise.resolve();
};
const { default: show } = await import("../../views/draw/canvas/surface.js");
const { pageSheet } = await import("../../views/session/drawing/drawing_sheet.js");
const { drawings, readings, surfaces } = await import("../../views/parts/component/reading.js");

const { MAX_POINTS, MOST_STROKES } = JSON.parse(process.env.CONSTANTS);
const REST = 2000; // milliseconds after the newest stroke until it's reported
const PLACE = '<div class="ink-surface"><canvas class="ink-sharp"></canvas><canvas class="ink-read"></canvas><div class="canvas-root"></div><span class="ink-key-pen"></span><p class="ink-key-line"></p><span class="ink-key-state"></span></div>';
const stroke = (name, length = 1) => ({ type: "Path", path: [["M", name, 2], ...Array(length).fill(["L", 3, 4])], strokeWidth: 20 });

let root, sent, leave, given;

const sheet = () => globalThis.inklingSheet;
const names = (objects = sheet().objects) => objects.map(({ path, src }) => path?.[0][1] ?? src);
const offer = (objects = [], more = {}) => (leave = show({ data: { code: null, width: 20, session: "one", given, objects, name: `one.${given}`, ...more }, parentElement: root, setStateValue: (name, value) => sent.push(JSON.parse(JSON.stringify(value))) }));
const answer = (more = {}) => drawings.publish({ session: "one", given, number: sheet().number, address: {}, ...more });
const read = (more) => readings.publish({ network: "net", time: 5, version: null, ...more });
const draw = (...strokes) => surfaces.last.draw(strokes);
const click = (key) => {
  const parent = parentOf(`st-key-${key}`);
  parent.firstChild.innerHTML = "<button></button>";
  parent.querySelector("button").click();
  parent.remove();
};
const settle = () => new Promise((done) => setImmediate(done));

function place() {
  root = parentOf("ink-place");
  root.innerHTML = PLACE;
  root.querySelector(".ink-read").toDataURL = () => "png";
}

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.inklingCanvas = () => () => {};
  delete globalThis.inklingSheet;
  [sent, given] = [[], 0];
  place();
  offer();
  answer();
});

afterEach(() => {
  leave();
  drawings.last = readings.last = null;
  mock.timers.reset();
});

test("a stroke is reported with its picture and both counters, at once if nothing is read here", () => {
  draw(stroke(1));
  assert.deepEqual(sent, [{ session: "one", given: 0, number: 1, name: "", objects: [stroke(1)], png: "png" }]);
});

test("strokes and steps that no visible part needs from Python are one message", () => {
  read();
  draw(stroke(1));
  draw(stroke(2));
  click("undo");
  assert.deepEqual([names(), sent, surfaces.last.isWaiting], [[1], [], true]);
  click("clear");
  click("undo");
  mock.timers.tick(REST);
  assert.deepEqual([sent.length, names(sent[0].objects), sent[0].number], [1, [1], 5]);
  drawings.publish({ ...drawings.last, morph: {} });
  click("redo");
  assert.deepEqual([sent.length, sent[1].objects, sent[1].png], [2, [], null]); // a pair of drawings is Python's
});

test("the chosen pen's width is the next stroke's, on the canvas and while it's drawn", async () => {
  leave();
  root.remove();
  const widths = [];
  globalThis.inklingCanvas = ({ data }) => (widths.push(data.strokeWidth), () => {});
  place();
  const [sharp, canvas] = [root.querySelector(".ink-sharp"), root.querySelector(".canvas-root")];
  Object.assign(sharp, { clientWidth: 560, context: { quadraticCurveTo() {} } });
  canvas.innerHTML = '<canvas class="upper-canvas"></canvas>';
  offer([], { width: 32 });
  await settle();
  canvas.firstChild.dispatchEvent(Object.assign(new Event("mousedown", { bubbles: true }), { button: 0, clientX: 9, clientY: 9 }));
  assert.deepEqual([widths.at(-1), sharp.context.lineWidth], [32, 32]);
});

test("strokes that come together are a step each", () => {
  draw(stroke(1), stroke(2));
  click("undo");
  assert.deepEqual(names(), [1]);
});

test("what Python gives is shown at once, and undo leads back across it", () => {
  read();
  draw(stroke(1));
  given = 1;
  offer([stroke(7)]);
  assert.deepEqual([names(), sheet().isAhead], [[7], false]);
  click("undo");
  assert.deepEqual(names(), [1]);
  click("redo");
  mock.timers.tick(REST);
  assert.deepEqual([sent.at(-1).name, sent.at(-1).given], ["one.1", 1]);
});

test("a restarted server gets what is on the canvas", () => {
  draw(stroke(1));
  answer();
  offer([], { session: "two" });
  assert.deepEqual([names(), sent.at(-1).session, sent.at(-1).number], [[1], "two", 1]);
});

test("the buttons know what they would do, also during a stroke", () => {
  const able = () => Object.keys(surfaces.last.able).filter((key) => surfaces.last.able[key]);
  assert.deepEqual(able(), []);
  root.querySelector(".canvas-root").innerHTML = '<canvas class="upper-canvas"></canvas>';
  root.querySelector(".upper-canvas").dispatchEvent(Object.assign(new Event("mousedown", { bubbles: true }), { button: 0 }));
  assert.deepEqual([able(), surfaces.last.isDown], [["undo", "clear", "keep_this"], true]);
  click("undo"); // not in the middle of a stroke
  dispatchEvent(new Event("mouseup"));
  assert.deepEqual([able(), surfaces.last.isDown], [[], false]);
});

test("a canvas that comes back shows the sheet, and sends what Python hasn't answered", () => {
  read();
  draw(stroke(1));
  leave();
  assert.deepEqual([surfaces.last, sent.length], [null, 1]);
  place();
  offer();
  assert.deepEqual([names(), sent.length], [[1], 1]);
  mock.timers.tick(REST);
  assert.equal(sent.length, 2);
});

for (const [name, strokes] of [["many strokes", Array.from({ length: MOST_STROKES + 1 }, (_, i) => stroke(i))], ["one endless stroke", [stroke(1, MAX_POINTS)]]]) {
  test(`a drawing of ${name} becomes one picture, which is reported once it's shown`, async () => {
    draw(...strokes);
    const step = { ...sheet().report };
    assert.deepEqual([step.name, step.objects], ["picture", [{ type: "Image", src: "png" }]]);
    assert.equal(sent.length, 0);
    await settle();
    assert.deepEqual([sent.length, sent[0].objects, sent[0].name], [1, step.objects, "picture"]);
    draw(stroke(5));
    assert.deepEqual(names(), ["png", 5]);
    click("undo");
    click("undo");
    assert.equal(names().length, strokes.length - 1);
  });
}

test("what was drawn before there was a page is sent at once, each step as one picture if it's long", async () => {
  const picture = { type: "Image", src: "png" };
  const long = Array.from({ length: MOST_STROKES + 1 }, (_, i) => stroke(i));
  for (const [strokes, seen] of [[[stroke(1), stroke(2)], [stroke(1), stroke(2)]], [long, [picture]], [[{ ...picture, src: "photo" }, ...long], [picture]]]) {
    leave();
    delete globalThis.inklingSheet;
    sent = [];
    for (const last of [stroke(1), stroke(2)]) pageSheet().add([...strokes.slice(0, -1), last]);
    place();
    const toRead = root.querySelector(".ink-read");
    toRead.toDataURL = () => (strokes[0].src ? "blank" : "png"); // until the photo has loaded
    offer();
    toRead.toDataURL = () => "png";
    assert.equal(sent.length, Number(seen.length > 1));
    await settle();
    assert.deepEqual([sent.at(-1).number, sent.at(-1).objects], [1, seen]);
    click("undo");
    await settle();
    assert.deepEqual(sent.at(-1).objects, seen.length > 1 ? [stroke(1), stroke(1)] : seen);
  }
});

test("a reloaded page shows a stroke that Python doesn't have, once, on top of what Python gives", () => {
  const store = new Map([["inkling-drawing", JSON.stringify({ address: location.href, objects: [stroke(1), stroke(2)] })]]);
  globalThis.sessionStorage = { getItem: (name) => store.get(name) ?? null, removeItem: (name) => store.delete(name) };
  leave();
  delete globalThis.inklingSheet;
  place();
  offer([stroke(7)]);
  assert.deepEqual([names(), store.size, sheet().isAhead], [[1, 2], 0, true]);
  click("undo");
  assert.deepEqual(names(), [7]);
  delete globalThis.sessionStorage;
});

