// Ink is repainted at the screen's resolution, finished or not; until the canvas reports a stroke, it stays.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { parentOf, resize } from "./page.js";
import "./window.js";

const { Sharp } = await import("../../views/draw/canvas/sharp.js");
const { CANVAS_SIZE } = JSON.parse(process.env.CONSTANTS);
const line = { type: "path", path: [["M", 10, 20], ["Q", 30, 40, 50, 60], ["L", 70, 80]], strokeWidth: 20, stroke: "#123456" };
const dot = { type: "Path", path: [["M", 1, 2], ["L", 1.1, 2]], strokeWidth: 5 };
const photo = { type: "Image", src: "data:" };
globalThis.Path2D = class {
  constructor(text) {
    this.text = text;
  }
};

let root, box, sharp;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.devicePixelRatio = 2;
  root = parentOf("ink-surface");
  root.innerHTML = '<div><div><canvas class="lower-canvas"></canvas><canvas class="upper-canvas"></canvas></div></div>';
  box = root.querySelector(".upper-canvas").parentElement;
  box.clientWidth = CANVAS_SIZE;
  sharp = new Sharp(root);
});

afterEach(() => {
  sharp.end();
  mock.timers.reset();
  delete globalThis.devicePixelRatio;
});

const picture = () => root.querySelector(".ink-sharp");
const isOn = () => box.classList.contains("ink-is-sharp");
const painted = () => picture().painted.splice(0).map(([name, ...about]) => [name, ...about.map((each) => each?.text ?? each?.className ?? each)]);
const STROKES = [["stroke", "M 10 20 Q 30 40 50 60 L 70 80", "#123456"], ["stroke", "M 1 2 L 1.1 2", "black"]];

test("each stroke is painted along its path at the screen's resolution, in its own color", () => {
  sharp.show([line, dot]);
  assert.deepEqual([picture().width, picture().height, isOn()], [2 * CANVAS_SIZE, 2 * CANVAS_SIZE, true]);
  assert.deepEqual(painted(), [["scale", 2, 2], ...STROKES]);
  const { lineWidth, lineCap, lineJoin } = picture().context;
  assert.deepEqual([lineWidth, lineCap, lineJoin], [dot.strokeWidth, "round", "round"]);
});

test("two strokes keep their own widths", () => {
  const widths = [];
  sharp.show([]);
  picture().context.stroke = () => widths.push(picture().context.lineWidth);
  sharp.show([line, dot]);
  assert.deepEqual(widths, [20, 5]);
});

test("it lies below the current stroke, and isn't read", () => {
  sharp.show([line]);
  assert.equal(picture().parentElement, box.parentElement);
  assert.ok(box.parentElement.children.indexOf(picture()) < box.parentElement.children.indexOf(box));
  sharp.show([line, dot]);
  assert.equal(root.querySelectorAll(".ink-sharp").length, 1);
});

test("without extra resolution, or with other objects than strokes, the canvas itself is visible", () => {
  for (const [ratio, objects, expected] of [[1, [line], false], [2, [line, photo], false], [2, [line], true], [0.5, [], false], [2, [{}], false]]) {
    globalThis.devicePixelRatio = ratio;
    sharp.show(objects);
    assert.equal(isOn(), expected);
    assert.equal(picture().width > 0, expected);
  }
});

test("it follows the canvas's displayed size, within bounds", () => {
  sharp.show([line]);
  for (const [width, ratio, side] of [[196, 2, 392], [440, 1, 440], [196, 1, 0], [440, 3, 1120]]) {
    globalThis.devicePixelRatio = ratio;
    box.clientWidth = width;
    if (width === 440) resize(box);
    else dispatchEvent(new Event("resize"));
    assert.equal(picture().width, side);
  }
});

test("a finished stroke stays until the canvas reports it, but not for ever", () => {
  sharp.show([line]);
  painted();
  sharp.hold();
  assert.deepEqual(painted(), [["setTransform", 1, 0, 0, 1, 0, 0], ["drawImage", "upper-canvas", 0, 0, 2 * CANVAS_SIZE, 2 * CANVAS_SIZE]]);
  mock.timers.tick(999);
  assert.deepEqual(painted(), []);
  mock.timers.tick(1);
  assert.deepEqual(painted(), [["scale", 2, 2], STROKES[0]]); // it wasn't a stroke
  sharp.hold();
  sharp.show([line, dot]);
  painted();
  mock.timers.tick(2000);
  assert.deepEqual(painted(), []);
});

const moved = (clientX, clientY, about = {}) => Object.assign(new Event("mousemove"), { clientX, clientY, ...about });
const pieces = () => painted().filter(([name]) => !["beginPath", "scale"].includes(name));
const FIRST = [["moveTo", 20, 30], ["lineTo", 20.01, 30], ["stroke", "#abcdef"]];
const SECOND = [["moveTo", 20, 30], ["quadraticCurveTo", 20, 30, 30, 30], ["stroke", "#abcdef"]];
const THIRD = [["moveTo", 30, 30], ["quadraticCurveTo", 40, 30, 40, 40], ["stroke", "#abcdef"]];

test("a stroke is painted piece by piece, from midpoint to midpoint, and to its last point at the end", () => {
  sharp.show([]);
  pieces();
  sharp.begin(moved(20, 30), 12, "#abcdef");
  document.dispatchEvent(moved(40, 30));
  assert.deepEqual(pieces(), [...FIRST, ...SECOND]);
  assert.equal(picture().context.lineWidth, 12);
  document.dispatchEvent(moved(40, 50));
  assert.deepEqual(pieces(), THIRD);
  sharp.hold();
  assert.deepEqual(pieces(), [["moveTo", 40, 40], ["quadraticCurveTo", 40, 50, 40, 50], ["stroke", "#abcdef"]]);
  document.dispatchEvent(moved(90, 90));
  assert.deepEqual(pieces(), []);
  sharp.show([line]);
  assert.deepEqual(pieces(), [STROKES[0]]);
});

test("the earlier stroke is reported during the next one, which stays", () => {
  sharp.show([]);
  sharp.begin(moved(20, 30), 12, "#abcdef");
  document.dispatchEvent(moved(40, 30));
  pieces();
  sharp.show([line]);
  assert.deepEqual(pieces(), [STROKES[0], ...FIRST, ...SECOND]);
});

test("the canvas itself shows the current stroke if it's sharp enough, or if the line is straight", () => {
  const isLive = () => box.classList.contains("ink-is-live");
  for (const [ratio, expected] of [[1.1, false], [1.5, true], [3, true], [1, false]]) {
    globalThis.devicePixelRatio = ratio;
    sharp.show([]);
    pieces();
    sharp.begin(moved(20, 30), 12, "#abcdef");
    assert.deepEqual([isLive(), pieces().length > 0], [expected, expected]);
    sharp.hold();
  }
  globalThis.devicePixelRatio = 2;
  sharp.show([line]);
  sharp.begin(moved(20, 30), 12, "#abcdef");
  pieces();
  document.dispatchEvent(moved(40, 30, { shiftKey: true }));
  assert.deepEqual([isLive(), pieces()], [false, [STROKES[0]]]);
  document.dispatchEvent(moved(50, 30));
  assert.deepEqual(pieces(), []);
  sharp.hold();
  assert.ok(painted().some(([name]) => name === "drawImage"));
  sharp.show([line]);
  assert.equal(isLive(), true);
});

test("nothing is held where the canvas itself is visible, and before there is a canvas nothing happens", () => {
  globalThis.devicePixelRatio = 1;
  sharp.show([line]);
  sharp.hold();
  assert.deepEqual(painted().filter(([name]) => name === "drawImage"), []);
  root.innerHTML = "";
  const early = new Sharp(root);
  early.hold();
  early.show([line]);
  assert.equal(picture(), null);
  early.end();
});

test("after removal nothing is painted", () => {
  sharp.show([line]);
  sharp.hold();
  sharp.begin(moved(20, 30), 12, "#abcdef");
  painted();
  sharp.end();
  document.dispatchEvent(moved(40, 30));
  assert.equal(resize(box), 0);
  dispatchEvent(new Event("resize"));
  mock.timers.tick(2000);
  assert.deepEqual(painted(), []);
});
