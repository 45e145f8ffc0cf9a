// The layer between canvas and Streamlit: steps are shown at once, their reports reach Python, and nothing that
// Python sends replaces ink that it doesn't have.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { parentOf } from "./page.js";
import "./window.js";

globalThis.PointerEvent = class extends Event {
  constructor(type, about) {
    super(type, about);
    Object.assign(this, { isPrimary: about.isPrimary, pointerId: about.pointerId });
  }
};
globalThis.Path2D = class {};
globalThis.location = { href: "http://inkling.test/" };
Object.assign(document, { querySelector: () => null });
const { default: show } = await import("../../views/draw/canvas/surface.js");
const { drawings, readings, surfaces } = await import("../../views/parts/component/reading.js");
const { takeDrawing } = await import("../../views/parts/component/saved_drawing.js");

const [REST, SHORTEST, LONGEST] = [2000, 3000, 6000]; // milliseconds after the newest and the oldest stroke until they're reported
const SLOW = 1500; // milliseconds after which an unanswered report is repeated
const color = (number) => `#${number.toString(16).padStart(6, "0")}00`;
const KEYS = '<div class="ink-surface"><div class="canvas-root"></div><span class="ink-key-pen"></span><p class="ink-key-line"></p><span class="ink-key-state"></span></div>';
const placed = () => Object.assign(parentOf("ink-place"), { innerHTML: KEYS });
const stroke = (name) => ({ type: "Path", path: [["M", 1, 2]], strokeWidth: 20, left: 3, name });

let root, sent, canvas, looks, change, leave;

// Like the canvas: draws what it gets if that has changed, and reports it, except for the first time.
globalThis.inklingCanvas = ({ data, setStateValue }) => {
  const key = JSON.stringify(data.initialDrawing);
  const isFirst = !canvas;
  canvas ??= { loads: 0, say: () => canvas.report("drawing", { raw: { objects: canvas.objects, background: data.backgroundColor }, data: `png of ${canvas.objects.length}` }) };
  Object.assign(canvas, { report: setStateValue, width: data.strokeWidth });
  if (key !== canvas.key) {
    Object.assign(canvas, { key, objects: data.initialDrawing.objects, loads: canvas.loads + 1 });
    if (!isFirst) Promise.resolve().then(canvas.say);
  }
  return () => (canvas.isGone = true);
};

const offer = (objects, number = change, more = {}) =>
  (leave = show({ data: { code: "/canvas.js", most: { steps: 50, bytes: 9999 }, strokeWidth: 20, backgroundColor: color(number), initialDrawing: { objects }, ...more }, parentElement: root, setStateValue: (name, value) => sent.push(JSON.parse(JSON.stringify(value))) }));
const hear = (more) => drawings.publish({ change, bases: [change], heard: sent.at(-1)?.number ?? 0, place: 0, first: 0, end: 0, address: { session: "one" }, ...more });
const pass = () => new Promise((done) => setImmediate(done));
const names = () => canvas.objects.map(({ name }) => name);

// The canvas reports a stroke 200 ms later.
function draw(name, isSaid = true) {
  press();
  dispatchEvent(new Event("mouseup"));
  canvas.objects = [...canvas.objects, stroke(name)];
  if (isSaid) canvas.say();
}

function press() {
  const press = Object.assign(new Event("mousedown"), { button: 0 });
  Object.defineProperty(press, "target", { value: root.querySelector(".upper-canvas") });
  root.dispatchEvent(press);
}

beforeEach(async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  root = placed();
  root.innerHTML = KEYS + '<canvas class="upper-canvas"></canvas><div class="dc-toolbar"><button title="Update the app with this drawing"></button><button title="Undo"></button></div>';
  [sent, canvas, looks] = [[], null, 0];
  change = (change ?? 0) + 10; // of a new canvas
  root.querySelector("button").addEventListener("click", () => canvas.say());
  root.querySelector(".upper-canvas").addEventListener("pointerup", () => looks++);
  offer([]);
  await pass();
  hear();
});

afterEach(() => {
  leave();
  drawings.last = readings.last = null;
  mock.timers.reset();
});

test("a stroke is reported once, with what Python reads of it", () => {
  draw("one");
  assert.equal(sent.length, 1);
  const { raw, data, steps } = sent[0];
  assert.deepEqual([raw.objects, raw.background, data, steps], [[{ type: "Path", path: [["M", 1, 2]], strokeWidth: 20 }], color(change), "png of 1", []]);
});

test("a drawing taken from here has an unreported stroke, but not an unfinished one", () => {
  read();
  draw("one", false);
  assert.equal(surfaces.last.finish(), null);
  assert.equal(inklingPast.shown.length, 1);
  read({ time: performance.now(), image: "of one" });
  assert.equal(surfaces.last.finish(), "of one");
  press();
  canvas.objects = [...canvas.objects, stroke("two")];
  assert.equal(surfaces.last.finish(), null);
  assert.equal(inklingPast.shown.length, 1);
});

test("after a step the image is that of the new drawing", async () => {
  read();
  draw("one");
  hear({ place: 1, end: 1 });
  draw("two");
  hear({ place: 2, end: 2 });
  read({ time: performance.now(), image: "of two" });
  surfaces.last.step(-1);
  assert.equal(surfaces.last.finish(), null);
  await pass();
  assert.equal(surfaces.last.finish(), null);
  read({ time: performance.now(), image: "of one" });
  assert.equal(surfaces.last.finish(), "of one");
});

test("strokes, steps and other drawings are repainted sharply, but not after removal", async () => {
  globalThis.devicePixelRatio = 2;
  const painted = () => root.parentElement.querySelectorAll(".ink-sharp").at(-1).painted.splice(0).map(([name]) => name).filter((name) => name === "stroke");
  root.clientWidth = 280;
  draw("one");
  assert.deepEqual(painted(), ["stroke"]);
  hear({ place: 1, end: 1 });
  draw("two", false);
  assert.deepEqual(painted(), ["stroke", "stroke"]); // its beginning and its end, which stay until it's reported
  canvas.say();
  assert.deepEqual(painted(), ["stroke", "stroke"]);
  hear({ place: 2, end: 2 });
  dispatchEvent(new Event("mouseup")); // without a stroke
  assert.deepEqual(painted(), []);
  surfaces.last.step(-1);
  assert.deepEqual(painted(), ["stroke"]);
  await pass();
  painted();
  hear({ bases: [change, surfaces.last.base], place: 1, end: 2 });
  offer([stroke("a"), stroke("b"), stroke("c")], (change += 10));
  assert.deepEqual(painted(), ["stroke", "stroke", "stroke"]);
  leave();
  leave = () => {};
  dispatchEvent(new Event("resize"));
  assert.deepEqual(painted(), []);
  delete globalThis.devicePixelRatio;
});

const read = (more) => readings.publish({ network: "net", time: 5, version: null, ...more });
const turn = (type, target = globalThis, on = root) => target.dispatchEvent(Object.assign(new Event(type), { composedPath: () => [on] }));

test("strokes that no visible part needs from Python go in one message, once the pen rests", () => {
  read();
  for (const name of ["one", "two", "three"]) {
    draw(name);
    assert.equal(surfaces.last.isWaiting, true);
    mock.timers.tick(REST / 2);
  }
  assert.deepEqual(sent, []);
  draw("four", false);
  mock.timers.tick(REST / 2);
  assert.deepEqual([sent, surfaces.last.isWaiting], [[], false]); // unfinished
  canvas.say();
  assert.equal(sent.length, 1);
  const [{ raw, data, number }] = sent;
  assert.deepEqual([raw.objects.length, data, number, surfaces.last.isWaiting], [4, "png of 4", surfaces.last.number, false]);
  hear({ place: 4, end: 4 });
  assert.ok(surfaces.last.step(-1));
});

for (const [share, after] of [[0, SHORTEST], [1 / 3, 4000], [1, LONGEST]]) {
  test(`continuous drawing is reported all the same after ${after} ms`, (context) => {
    context.mock.method(Math, "random", () => share);
    read();
    for (let time = 0; time < after; time += REST / 2) {
      assert.equal(sent.length, 0);
      draw(`at ${time}`);
      mock.timers.tick(REST / 2);
    }
    assert.equal(sent.length, 1);
  });
}

test("a step waits, too, and shares a message with the strokes around it", async () => {
  read();
  draw("one");
  turn("pointerdown", globalThis, Object.assign(new Event("none"), { closest: () => true })); // its button
  assert.ok(surfaces.last.step(0));
  await pass();
  draw("two");
  assert.deepEqual(sent, []);
  mock.timers.tick(REST);
  const [{ raw, steps, data }] = sent;
  assert.deepEqual([raw.objects.length, data, steps.map(({ by, shown }) => [by, shown.data])], [1, "png of 1", [[0, "png of 1"]]]);
});

test("turning to anything else reports at once, or as soon as the stroke arrives", () => {
  const ways = [["keydown"], ["blur"], ["pagehide"], ["popstate"], ["pointerdown"], ["visibilitychange", document], ["mouseleave", document.documentElement]];
  for (const way of ways) {
    read();
    draw(way[0]);
    for (const type of ["pointerdown", "keydown"]) turn(type, globalThis, root.querySelector(".upper-canvas")); // drawing on
    assert.equal(sent.length, 0, way[0]);
    turn(...way);
    assert.equal(sent.length, 1, way[0]);
    mock.timers.tick(1);
    draw(`${way[0]}, at once`, false);
    turn(...way);
    canvas.say();
    assert.equal(sent.length, 2, way[0]);
    hear({ place: canvas.objects.length, end: canvas.objects.length });
    sent = [];
  }
});

test("if Python's answer is visible, or nobody reads here, it's reported at once", async () => {
  for (const [reading, more] of [[{ network: null }], [{ time: null }], [{}, { morph: { before: null } }]]) {
    hear({ place: canvas.objects.length, end: canvas.objects.length, ...more });
    read(reading);
    draw("one");
    assert.deepEqual([sent.length, surfaces.last.isWaiting], [1, false]);
    sent = [];
  }
  hear({ heard: surfaces.last.number, place: canvas.objects.length, end: canvas.objects.length });
  offer([stroke("sample")], change + 1); // whose place Python hasn't sent yet
  await pass();
  sent = [];
  read();
  draw("two");
  assert.equal(sent.length, 1);
});

test("pending strokes are reported when the canvas goes, and again when it's back", async () => {
  read();
  draw("one");
  leave();
  assert.equal(sent.length, 1);
  [canvas, root, sent] = [null, placed(), []];
  root.innerHTML = KEYS + '<canvas class="upper-canvas"></canvas>';
  offer([]);
  await pass();
  assert.deepEqual([names(), sent.length, sent[0].raw.objects.length], [["one"], 1, 1]);
});

test("a reloaded page shows a stroke that Python doesn't have; another page doesn't", async () => {
  const store = new Map();
  globalThis.sessionStorage = { getItem: (name) => store.get(name) ?? null, setItem: (name, value) => store.set(name, value), removeItem: (name) => store.delete(name) };
  const opened = mock.method(performance, "getEntriesByType", () => [{ name: opened.address }]);
  for (const [address, strokes] of [[location.href, 1], ["http://inkling.test/?drawing=another", 0]]) {
    read();
    draw("one");
    turn("pagehide");
    assert.equal(store.size, 1);
    opened.address = address;
    assert.equal(takeDrawing()?.length ?? 0, strokes);
    hear({ place: canvas.objects.length, end: canvas.objects.length });
  }
  opened.mock.restore();
  delete globalThis.sessionStorage;
});

test("a stroke reported during the next one isn't the next one: steps and turning away include both", async () => {
  read();
  draw("one", false);
  press();
  canvas.say();
  assert.deepEqual([sent, surfaces.last.isWaiting], [[], false]);
  turn("blur");
  canvas.say(); // the first one again
  dispatchEvent(new Event("mouseup"));
  canvas.objects = [...canvas.objects, stroke("two")];
  assert.ok(surfaces.last.step(0));
  await pass();
  assert.equal(names().length, 0);
  assert.ok(surfaces.last.step(-1));
  await pass();
  assert.deepEqual(names(), ["one", "two"]);
});

test("a step is shown before any answer, read, and reported with the strokes just before it", async () => {
  draw("one", false);
  assert.ok(surfaces.last.step(0));
  await pass();
  assert.deepEqual([names(), looks, sent.length], [[], 1, 1]);
  const [{ steps, raw, number }] = sent;
  assert.deepEqual([steps.length, steps[0].by, steps[0].base, steps[0].shown.data, raw.objects], [1, 0, change, "png of 1", []]);
  assert.deepEqual([steps[0].number, raw.background], [number, color(steps[0].makes)]);
  assert.deepEqual(surfaces.last.able, { undo: true, redo: false, clear: false, keep_this: false });
  assert.ok(surfaces.last.step(-1));
  await pass();
  assert.deepEqual(names(), ["one"]);
});

test("steps in one moment lead to the last one's drawing, in one load after the other", async () => {
  draw("one");
  draw("two");
  for (const by of [-1, -1, 1]) assert.ok(surfaces.last.step(by));
  await pass();
  assert.deepEqual([names(), canvas.loads, looks], [["one"], 3, 1]);
  assert.deepEqual(sent.at(-1).steps.map(({ by }) => by), [-1, -1, 1]);
});

test("the answer to a local step is already there, so that newer ink stays", async () => {
  draw("one");
  hear({ place: 1, end: 1 });
  surfaces.last.step(0);
  await pass();
  const { loads } = canvas;
  draw("two");
  const { makes, number } = sent.at(-1).steps[0];
  offer([], change + 1); // of the step, while the stroke is on its way
  hear({ change: change + 1, bases: [change + 1, makes], heard: number, place: 2, end: 2 });
  assert.equal(surfaces.last.number, number + 1);
  hear({ change: change + 1, bases: [change + 1, makes], place: 3, end: 3 });
  offer([], change + 1, { strokeWidth: 32 });
  assert.deepEqual([names(), canvas.loads, surfaces.last.number, canvas.width], [["two"], loads, 0, 32]);
});

test("Python's other drawing is shown only after Python has the canvas", async () => {
  offer([stroke("sample")], change + 1);
  await pass();
  assert.deepEqual(names(), ["sample"]);
  hear({ change: change + 1, bases: [change + 1] });
  draw("one");
  offer([stroke("another")], change + 2);
  await pass();
  assert.deepEqual(names(), ["sample", "one"]);
  hear({ change: change + 2, bases: [change + 2] }); // it has the stroke, and already had another one by then
  await pass();
  assert.deepEqual(names(), ["another"]);
});

test("the same drawing with another pen removes nothing", async () => {
  draw("one");
  offer([], change + 1, { strokeWidth: 32 });
  hear({ change: change + 1, bases: [change, change + 1], place: 1, end: 1 });
  await pass();
  assert.deepEqual([names(), canvas.loads, canvas.width], [["one"], 1, 32]);
});

test("an unanswered report is repeated after 1.5, 3, 6 and 12 seconds, and then every 12", () => {
  draw("one");
  const after = [1, 2, 4, 8, 8, 8].map((times) => {
    const before = sent.length;
    mock.timers.tick(times * SLOW - 1);
    const early = sent.length;
    mock.timers.tick(1);
    return [early - before, sent.length - early];
  });
  assert.deepEqual(after, Array(6).fill([0, 1]));
  hear({ place: 1, end: 1 });
  draw("two");
  const before = sent.length;
  mock.timers.tick(SLOW);
  assert.equal(sent.length, before + 1); // from the beginning
});

test("the canvas's other values are passed on unchanged", () => {
  const said = [];
  show({ data: { code: "/canvas.js", most: { steps: 50, bytes: 9999 }, strokeWidth: 20, backgroundColor: color(change), initialDrawing: { objects: [] } }, parentElement: root, setStateValue: (...about) => said.push(about) });
  canvas.report("height", 296);
  assert.deepEqual(said, [["height", 296]]);
});

test("a placed picture comes with its origin for Python", () => {
  canvas.objects = [{ type: "image", src: "data:photo", left: 3 }];
  canvas.say();
  assert.deepEqual(sent[0].raw.objects, [{ type: "image", src: "data:photo" }]);
});

test("during a stroke undo, clear and keep work; a press elsewhere or with another button draws nothing", () => {
  const able = () => ["undo", "redo", "clear", "keep_this"].filter((key) => surfaces.last.able[key]);
  const press = (target, button) => root.dispatchEvent(Object.defineProperty(Object.assign(new Event("mousedown"), { button }), "target", { value: target }));
  const upper = root.querySelector(".upper-canvas");
  press(root, 0);
  press(upper, 2);
  assert.deepEqual(able(), []);
  press(upper, 0);
  assert.deepEqual(able(), ["undo", "clear", "keep_this"]);
});

test("each shown drawing has its own background, because the canvas wouldn't redraw it otherwise", async () => {
  const grounds = [];
  const plain = globalThis.inklingCanvas;
  globalThis.inklingCanvas = (given) => (grounds.push(given.data.backgroundColor), plain(given));
  leave();
  canvas = null;
  root = placed();
  root.innerHTML = KEYS + '<canvas class="upper-canvas"></canvas>';
  offer([]);
  await pass();
  hear();
  draw("one");
  for (const by of [0, -1, 1]) {
    surfaces.last.step(by);
    await pass();
  }
  globalThis.inklingCanvas = plain;
  assert.equal(new Set(grounds).size, 4);
  assert.ok(grounds.every((each) => /^#[0-9a-f]{6}00$/.test(each)));
});

test("after a step anywhere on the page watchers of the pen look again, but see no stroke", async () => {
  const seen = [];
  for (const type of ["pointerdown", "pointerup"]) root.querySelector(".upper-canvas").addEventListener(type, (event) => seen.push([type, event.isPrimary, event.pointerId, event.bubbles, event.composed]));
  draw("one");
  surfaces.last.step(0);
  await pass();
  assert.deepEqual(seen, ["pointerdown", "pointerup"].map((type) => [type, true, -1, true, true]));
});

test("after a drawing that can't be shown, the next requested one is shown all the same", async () => {
  draw("one");
  draw("two");
  const plain = globalThis.inklingCanvas;
  const given = [];
  globalThis.inklingCanvas = ({ data }) => (given.push(data.initialDrawing.objects.length), () => {}); // and never reports it
  leave();
  offer([stroke("one"), stroke("two")]);
  await pass();
  surfaces.last.step(0);
  surfaces.last.step(-1);
  assert.deepEqual(given, [2, 0]);
  mock.timers.tick(SLOW);
  assert.equal(given.at(-1), 2);
  globalThis.inklingCanvas = plain;
});

test("a canvas whose code fails to load is requested again, until it loads or the page is left", async () => {
  const plain = globalThis.inklingCanvas;
  for (const isLeft of [false, true]) {
    leave();
    delete globalThis.inklingCanvas;
    canvas = null;
    root = placed();
    offer([stroke("one")], change + 1);
    for (let i = 0; i < 10; i++) await pass();
    assert.equal(surfaces.last.step(0), false); // that is for Python
    if (isLeft) leave = leave() ?? (() => {});
    globalThis.inklingCanvas = plain;
    mock.timers.tick(SLOW);
    for (let i = 0; i < 10; i++) await pass();
    assert.equal(canvas === null, isLeft);
  }
});

test("an unanswered report is repeated at growing intervals until it's answered", () => {
  draw("one");
  mock.timers.tick(SLOW - 1);
  assert.equal(sent.length, 1);
  mock.timers.tick(1);
  assert.equal(sent.length, 2);
  mock.timers.tick(2 * SLOW);
  assert.equal(sent.length, 3);
  assert.deepEqual(sent[0], sent[2]);
  hear({ place: 1, end: 1 });
  mock.timers.tick(100 * SLOW);
  assert.equal(sent.length, 3);
});

test("a restarted server gets the whole canvas, as a stroke upon what it has", () => {
  draw("one");
  hear({ place: 1, end: 1 });
  draw("two");
  hear({ change: 9, bases: [9], heard: 0, address: { session: "two" } });
  const { raw, steps } = sent.at(-1);
  assert.deepEqual([raw.objects.length, raw.background, steps], [2, color(9), []]);
  hear({ change: 9, bases: [9], place: 1, end: 1 });
  assert.deepEqual([names(), canvas.loads, surfaces.last.number], [["one", "two"], 1, 0]);
});

test("Python handles unknown steps: to an earlier drawing, or without a report of the canvas", () => {
  hear({ place: 4, end: 6 });
  assert.deepEqual([surfaces.last.step(-1), surfaces.last.step(1)], [false, false]);
  assert.ok(surfaces.last.able.undo && surfaces.last.able.redo);
  root.querySelector("button").remove();
  draw("one", false);
  assert.equal(surfaces.last.step(0), false);
  canvas.say();
  assert.ok(surfaces.last.step(0));
});

test("a new canvas shows the drawing; after removal nothing is known", async () => {
  draw("one");
  hear({ place: 1, end: 1 });
  leave();
  assert.deepEqual([surfaces.last, canvas.isGone], [null, true]);
  canvas = null;
  root = placed();
  offer([]); // from before the stroke
  await pass();
  assert.deepEqual(names(), ["one"]);
});

test("an unreported finished stroke moves to the next canvas and is reported; an unfinished one doesn't", async () => {
  draw("one", false);
  leave();
  canvas = null;
  root = placed();
  offer([]);
  await pass();
  assert.deepEqual([names(), sent.at(-1).raw.objects.length, surfaces.last.number > 0], [["one"], 1, true]);
  hear({ place: 1, end: 1 });
  const { length } = sent;
  root.innerHTML = KEYS + '<canvas class="upper-canvas"></canvas><div class="dc-toolbar"><button title="Update the app with this drawing"></button></div>';
  root.querySelector("button").addEventListener("click", () => canvas.say());
  press();
  leave();
  leave = () => {};
  assert.equal(sent.length, length);
});

test("a removed canvas hears nothing any more", () => {
  leave();
  const [places, heard] = [[globalThis, document, document.documentElement], []];
  const before = places.map(({ addEventListener, removeEventListener }) => ({ addEventListener, removeEventListener }));
  places.forEach((place, i) => {
    place.addEventListener = (type, ...about) => (heard.push(`${i} ${type}`), before[i].addEventListener.call(place, type, ...about));
    place.removeEventListener = (type, ...about) => (heard.splice(heard.indexOf(`${i} ${type}`), 1), before[i].removeEventListener.call(place, type, ...about));
  });
  offer([]);
  assert.ok(heard.length > 5);
  leave();
  assert.deepEqual(heard, []);
  places.forEach((place, i) => Object.assign(place, before[i]));
  leave = () => {};
});

for (const [name, replace] of [["step", () => surfaces.last.step(-1)], ["sample", () => offer([stroke("given")], (change += 10))]]) {
  test(`a removed canvas's late report of a ${name} is ignored`, async () => {
    draw("one");
    hear({ place: 1, end: 1 });
    read();
    replace();
    leave();
    leave = () => {};
    sent = [];
    await pass();
    mock.timers.tick(LONGEST);
    assert.deepEqual([sent, surfaces.last, looks], [[], null, 0]);
  });
}

test("after a lost server the drawing is on the next page's canvas, once, and reported to Python", async () => {
  const store = new Map([["inkling-drawing", JSON.stringify({ address: location.href, objects: [stroke("one"), stroke("two")] })]]);
  globalThis.sessionStorage = { getItem: (name) => store.get(name) ?? null, removeItem: (name) => store.delete(name) };
  draw("before");
  hear({ place: 1, end: 1 });
  await pass();
  assert.deepEqual([names(), store.size, looks], [["one", "two"], 0, 1]);
  assert.deepEqual([sent.at(-1).raw.objects.length, sent.at(-1).number > sent[0].number, surfaces.last.number > 0], [2, true, true]);
  hear({ place: 3, end: 3 });
  assert.equal(surfaces.last.number, 0);
  delete globalThis.sessionStorage;
});

test("a restored drawing is shown after Python's state, and then no stroke is pending", async () => {
  const store = new Map([["inkling-drawing", JSON.stringify({ address: location.href, objects: [stroke("one")] })]]);
  globalThis.sessionStorage = { getItem: (name) => store.get(name) ?? null, removeItem: (name) => store.delete(name) };
  leave();
  canvas = null;
  globalThis.inklingPast = undefined;
  root = placed();
  root.innerHTML = KEYS + '<canvas class="upper-canvas"></canvas>';
  offer([stroke("given")], change + 1);
  await pass();
  assert.deepEqual([names(), store.size], [["given"], 1]);
  draw("two", false);
  assert.equal(surfaces.last.step(-1), false);
  hear({ change: change + 1, bases: [change + 1] });
  await pass();
  assert.deepEqual([names(), store.size, surfaces.last.able && surfaces.last.able.redo], [["one"], 0, surfaces.last.able && false]);
  delete globalThis.sessionStorage;
});
