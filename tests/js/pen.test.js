// streamlit-drawable-canvas as a pen: each stroke is handed over once, at pen-up, and the package is cleared.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { parentOf } from "./page.js";

const { Pen } = await import("../../views/draw/canvas/pen.js");
const CODE = "/canvas.js";
const SLOW = 1500; // milliseconds until the package's code is fetched again

let root, pen, log, canvas;

// Like the package: it reports 200 ms after a stroke, when its button is pressed, and when it was cleared.
function place({ hasButton = true, hasClass = true } = {}) {
  root = parentOf("ink-surface");
  root.innerHTML = `<canvas class="${hasClass ? "upper-canvas" : "renamed"}"></canvas><div class="dc-toolbar">${hasButton ? '<button title="Update the app with this drawing"></button>' : ""}<button title="Undo"></button></div>`;
  canvas = { objects: [], given: [], lasts: 0 };
  const say = () => canvas.report("drawing", { raw: { objects: [...canvas.objects] }, data: null });
  globalThis.inklingCanvas = ({ data, setStateValue }) => {
    const isOther = canvas.given.at(-1)?.backgroundColor !== data.backgroundColor;
    canvas.given.push(data);
    canvas.report = setStateValue;
    if (isOther)
      Promise.resolve().then(() => {
        canvas.objects = [];
        if (canvas.given.length > 1) say();
      });
    return () => (canvas.isGone = true);
  };
  Object.assign(canvas, { say });
  if (hasButton) root.querySelector("button").addEventListener("click", say);
  log = [];
  const note = (name) => (about) => log.push(name === "draw" ? about.map(({ path }) => path[0][1]) : name);
  pen = new Pen(root, CODE, Object.fromEntries(["down", "move", "up", "draw"].map((name) => [name, note(name)])));
  pen.use(20);
}

beforeEach(async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  place();
  await rest();
});

afterEach(() => {
  pen.end();
  delete globalThis.inklingCanvas;
  mock.timers.reset();
});

const rest = () => (mock.timers.tick(20), new Promise((done) => setImmediate(done)));
const stroke = (name) => ({ type: "Path", path: [["M", name, 1.23456], ["L", 2, 3]], strokeWidth: 20, left: 3, stroke: "red" });

function press(target = root.firstChild, button = 0) {
  target.dispatchEvent(Object.assign(new Event("mousedown", { bubbles: true }), { button }));
}

function lift(name) {
  if (name !== undefined) canvas.objects.push(stroke(name));
  dispatchEvent(new Event("mouseup"));
}

test("a stroke is handed over when the pen is lifted, before that is said, and the package is cleared", async () => {
  press();
  document.dispatchEvent(new Event("mousemove"));
  lift(1);
  assert.deepEqual(log, ["down", "move", [1], "up"]);
  await rest();
  assert.deepEqual(canvas.objects, []);
  canvas.say();
  press();
  lift(2);
  assert.deepEqual(log.slice(4), ["down", [2], "up"]);
});

test("only what Python reads of a stroke is stored, in hundredths of a pixel", () => {
  const taken = [];
  pen.paper.draw = (strokes) => taken.push(...strokes);
  press();
  lift(1);
  assert.deepEqual(taken, [{ type: "Path", path: [["M", 1, 1.23], ["L", 2, 3]], strokeWidth: 20 }]);
});

test("each clearing has another background, which nobody sees", async () => {
  for (let i = 0; i < 3; i++) {
    press();
    lift(i);
    await rest();
  }
  const grounds = canvas.given.map(({ backgroundColor, initialDrawing }) => (assert.equal(initialDrawing.background, backgroundColor), backgroundColor));
  assert.equal(new Set(grounds).size, grounds.length);
  assert.ok(grounds.every((each) => /^#[0-9a-f]{6}00$/.test(each)));
});

test("a press elsewhere, with another button, or that draws nothing is no stroke", () => {
  press(root);
  press(root.firstChild, 2);
  lift();
  assert.deepEqual(log, []);
  press();
  lift();
  assert.deepEqual(log, ["down", "up"]);
});

test("if the package has changed its insides, strokes still come, when it reports them by itself", async () => {
  for (const about of [{ hasButton: false }, { hasClass: false }]) {
    pen.end();
    place(about);
    await rest();
    press();
    lift(1);
    press(); // the next one is being drawn when the first is reported
    canvas.say();
    lift(2);
    canvas.say();
    canvas.say();
    assert.deepEqual(log.filter(Array.isArray), [[1], [2]]);
  }
});

test("another width counts from the next stroke on, and doesn't end the one in progress", async () => {
  const { length } = canvas.given;
  pen.use(20);
  press();
  pen.use(32);
  assert.equal(canvas.given.length, length);
  lift(1);
  await rest();
  assert.equal(canvas.given.at(-1).strokeWidth, 32);
  pen.use(12);
  assert.equal(canvas.given.at(-1).strokeWidth, 12);
});

test("code that fails to load is fetched again, until it loads or the page is left", async () => {
  for (const isLeft of [false, true]) {
    pen.end();
    place();
    const ready = globalThis.inklingCanvas;
    delete globalThis.inklingCanvas;
    pen.end();
    pen = new Pen(root, CODE, pen.paper);
    for (let i = 0; i < 10; i++) await rest();
    canvas.given = [];
    if (isLeft) pen.end();
    globalThis.inklingCanvas = ready;
    mock.timers.tick(SLOW);
    for (let i = 0; i < 10; i++) await rest();
    assert.equal(canvas.given.length > 0, !isLeft);
  }
});

test("a removed pen hands over nothing", async () => {
  press();
  canvas.objects.push(stroke(1));
  pen.end();
  canvas.say();
  lift();
  document.dispatchEvent(new Event("mousemove"));
  assert.deepEqual([log, canvas.isGone], [["down"], true]);
});
