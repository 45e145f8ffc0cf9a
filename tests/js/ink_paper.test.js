// The paper: ink is painted as sharp as the screen, and as it's read; pictures of it are published as often as they are read.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { parentOf, resize } from "./page.js";

const { Paper } = await import("../../views/draw/canvas/ink_paper.js");
const { inks } = await import("../../views/parts/component/reading.js");
const { CANVAS_SIZE, INK } = JSON.parse(process.env.CONSTANTS);
const line = { type: "path", path: [["M", 10, 20], ["Q", 30, 40, 50, 60], ["L", 70, 80]], strokeWidth: 20 };
const dot = { type: "Path", path: [["M", 1, 2], ["L", 1.1, 2]], strokeWidth: 5 };
const photo = { type: "Image", src: "data:photo" };
globalThis.Image = class {
  naturalWidth = 280;
  decode = () => this.decoded ?? Promise.resolve();
};

let box, paper, upper, time, published, loaded;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [time, published, loaded] = [1000, [], 0];
  mock.method(performance, "now", () => time);
  globalThis.devicePixelRatio = 2;
  box = parentOf("ink-surface");
  box.innerHTML = '<canvas class="ink-sharp"></canvas><canvas class="ink-read"></canvas><canvas class="upper-canvas"></canvas>';
  upper = box.querySelector(".upper-canvas");
  picture().clientWidth = CANVAS_SIZE;
  inks.subscribe("test", (ink) => published.push(ink));
  paper = new Paper(box, () => upper, () => loaded++);
});

afterEach(() => {
  paper.end();
  inks.unsubscribe("test");
  performance.now.mock.restore();
  mock.timers.reset();
  delete globalThis.devicePixelRatio;
});

const picture = () => box.querySelector(".ink-sharp");
const read = () => box.querySelector(".ink-read");
const isLive = () => box.classList.contains("ink-is-live");
const painted = (canvas = picture()) => canvas.painted.splice(0).map(([name, ...about]) => [name, ...about.map((each) => each?.text ?? each)]);
const STROKES = [["stroke", "M 10 20 Q 30 40 50 60 L 70 80", INK], ["stroke", "M 1 2 L 1.1 2", INK]];
const strokesOf = (calls) => calls.filter(([name]) => name === "stroke");
const pass = (milliseconds) => {
  for (let each = 0; each < milliseconds; each += 4) mock.timers.tick(((time += 4), 4));
};
const settle = () => new Promise((done) => setImmediate(done));

test("each stroke is painted along its path, for eyes at the screen's resolution, and for reading", () => {
  paper.show([line, dot]);
  assert.deepEqual([picture().width, picture().height], [2 * CANVAS_SIZE, 2 * CANVAS_SIZE]);
  assert.deepEqual([read().width, read().height], [CANVAS_SIZE, CANVAS_SIZE]);
  for (const each of [picture(), read()]) assert.deepEqual(strokesOf(painted(each)), STROKES);
  const { lineWidth, lineCap, lineJoin } = picture().context;
  assert.deepEqual([lineWidth, lineCap, lineJoin], [dot.strokeWidth, "round", "round"]);
});

test("of a drawing that grows only the new stroke is painted, and all of any other", () => {
  globalThis.devicePixelRatio = 1;
  paper.show([line]);
  const strokes = () => [picture(), read()].map((each) => strokesOf(painted(each)));
  strokes();
  paper.show([line, dot]);
  assert.deepEqual(strokes(), [[STROKES[1]], [STROKES[1]]]);
  paper.show([dot]);
  assert.deepEqual(strokes(), [[STROKES[1]], [STROKES[1]]]);
  paper.show([line, dot]);
  assert.deepEqual(strokes(), [STROKES, STROKES]);
});

test("it follows the canvas's displayed size, within bounds, and is read as before", () => {
  paper.show([line]);
  for (const [width, ratio, side] of [[196, 2, 392], [440, 1, 440], [196, 1, 280], [440, 3, 1120]]) {
    globalThis.devicePixelRatio = ratio;
    picture().clientWidth = width;
    if (width === 440) resize(picture());
    else dispatchEvent(new Event("resize"));
    assert.deepEqual([picture().width, read().width], [side, CANVAS_SIZE]);
  }
});

test("a picture is shown and read once it has loaded, unless another drawing is shown by then", async () => {
  paper.show([line]);
  painted();
  paper.show([photo, dot]);
  assert.deepEqual([paper.isReady, painted()], [false, []]);
  await settle();
  assert.deepEqual([paper.isReady, loaded, painted().filter(([name]) => ["drawImage", "stroke"].includes(name)).length], [true, 1, 2]);
  paper.show([photo]);
  assert.ok(paper.isReady);
  paper.show([{ type: "Image", src: "data:other" }]);
  paper.show([line]);
  painted();
  await settle();
  assert.deepEqual([painted(), loaded], [[], 1]);
});

test("a picture that can't be shown counts as blank", async () => {
  const { Image } = globalThis;
  globalThis.Image = class {
    naturalWidth = 0;
    decode = () => Promise.reject(new Error("broken"));
  };
  paper.show([photo, line]);
  await settle();
  assert.deepEqual([paper.isReady, painted(read()).filter(([name]) => name === "drawImage").length], [true, 0]);
  globalThis.Image = Image;
});

const at = (clientX, clientY, about = {}) => Object.assign(new Event("mousemove"), { clientX, clientY, ...about });
const pieces = () => painted().filter(([name]) => !["beginPath", "scale", "clearRect"].includes(name));
const FIRST = [["moveTo", 20, 30], ["lineTo", 20.01, 30], ["stroke", INK]];
const SECOND = [["moveTo", 20, 30], ["quadraticCurveTo", 20, 30, 30, 30], ["stroke", INK]];
const THIRD = [["moveTo", 30, 30], ["quadraticCurveTo", 40, 30, 40, 40], ["stroke", INK]];

test("on a sharp screen, the stroke in progress is painted piece by piece, from midpoint to midpoint", () => {
  paper.show([]);
  pieces();
  paper.down(at(20, 30), 12);
  paper.move(at(40, 30));
  assert.deepEqual(pieces(), [...FIRST, ...SECOND]);
  assert.equal(picture().context.lineWidth, 12);
  paper.move(at(40, 50));
  assert.deepEqual(pieces(), THIRD);
  dispatchEvent(new Event("resize"));
  assert.deepEqual(pieces(), [...FIRST, ...SECOND, ...THIRD]);
  paper.up();
  paper.show([line]);
  assert.deepEqual(pieces().at(-1), STROKES[0]);
});

test("the package's own canvas shows the current stroke if that is sharp enough, or if the line is straight", () => {
  for (const [ratio, expected] of [[1.1, false], [1.5, true], [3, true], [1, false]]) {
    globalThis.devicePixelRatio = ratio;
    paper.show([]);
    pieces();
    paper.down(at(20, 30), 12);
    assert.deepEqual([isLive(), pieces().length > 0], [expected, expected]);
    paper.up();
  }
  globalThis.devicePixelRatio = 2;
  paper.show([line]);
  paper.down(at(20, 30), 12);
  pieces();
  paper.move(at(40, 30, { shiftKey: true }));
  assert.deepEqual([isLive(), pieces()], [false, [STROKES[0]]]);
  paper.move(at(50, 30));
  assert.deepEqual(pieces(), []);
  paper.up();
  pass(16);
  assert.equal(isLive(), true);
});

test("a finished drawing is read in the next frame, once", () => {
  paper.show([line]);
  paper.show([line, dot]);
  assert.deepEqual(published, []);
  pass(16);
  assert.deepEqual(published.map(({ isDown, width, height, alpha }) => [isDown, width, height, alpha.length]), [[false, CANVAS_SIZE, CANVAS_SIZE, CANVAS_SIZE ** 2]]);
});

test("while the pen is down pictures have the stroke in progress, and the next one waits until it's read", () => {
  const drawn = [];
  paper.context.drawImage = (layer) => drawn.push(layer.className);
  const taken = (act) => {
    act();
    pass(100);
    return published.length;
  };
  assert.equal(taken(() => [paper.down(at(1, 1), 12), paper.move(at(2, 2))]), 1);
  assert.deepEqual([drawn, published[0].isDown], [["ink-read", "upper-canvas"], true]);
  assert.equal(taken(() => paper.move(at(3, 3))), 1); // while it's being read
  assert.equal(taken(() => published.at(-1).done()), 2); // even if the pen rests
  assert.equal(taken(() => published.at(-1).done()), 2); // but not twice
  assert.equal(taken(() => paper.move(at(4, 4))), 3);
  assert.equal(taken(() => paper.up()), 4);
  assert.equal(published[3].isDown, false);
});

test("after removal nothing is painted or published", async () => {
  paper.show([line]);
  paper.show([photo]);
  painted();
  paper.end();
  assert.equal(resize(picture()), 0);
  dispatchEvent(new Event("resize"));
  pass(100);
  await settle();
  assert.deepEqual([painted(), published, loaded], [[], [], 0]);
});
