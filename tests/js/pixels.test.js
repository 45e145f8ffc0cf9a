// Arrays as pictures: a frame walks over them with keys, and each place has its own description.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/parts/pictures/pixels.js");
const { sequentialColor, signedColor } = await import("../../views/parts/looks/values.js");

const [ROWS, COLS] = [3, 4];
const picture = (values, more) => ({ title: "Shares", note: "note", rows: ROWS, cols: COLS, channels: 1, values, signed: false, scale: 1, linked: false, outline: null, pick: false, walk: false, named: "", ...more });
const counted = (by) => Array.from({ length: ROWS * COLS }, (_, flat) => by * flat);

function shown(pictures, more) {
  const [parent, picked] = [parentOf("ink-pixels"), []];
  show({ data: { decimals: 1, heading: "", operators: [], pictures, ...more }, parentElement: parent, setTriggerValue: (name, value) => picked.push([name, value]) });
  const root = parent.firstChild;
  Object.assign(root, { clientWidth: 500, clientHeight: 500 });
  const canvases = root.querySelectorAll("canvas");
  for (const canvas of canvases) [canvas.clientWidth, canvas.clientHeight] = [canvas.width, canvas.height];
  const tip = root.children[2];
  return { canvases, picked, tip: () => tip.children.map((each) => each.textContent), isHidden: () => tip.hidden, at: (canvas, row, col) => ({ clientX: (col + 0.5) * canvas.zoom, clientY: (row + 0.5) * canvas.zoom }) };
}

test("arrow keys move by a row or a column, within the edges, and Enter chooses", () => {
  const { canvases: [canvas], picked, tip } = shown([picture(counted(10), { walk: true, pick: true })]);
  const walk = [["ArrowRight", 0, 1], ["ArrowDown", 1, 1], ["ArrowLeft", 1, 0], ["ArrowLeft", 1, 0], ["ArrowUp", 0, 0], ["ArrowUp", 0, 0], ["ArrowDown", 1, 0], ["ArrowDown", 2, 0], ["ArrowDown", 2, 0], ["ArrowRight", 2, 1], ["ArrowRight", 2, 2], ["ArrowRight", 2, 3], ["ArrowRight", 2, 3]];
  for (const [key, row, col] of walk) {
    assert.ok(canvas.press(key));
    assert.deepEqual(tip(), [`row ${row}, col ${col}`, `${(row * COLS + col).toFixed(1)}`], key);
  }
  assert.ok(canvas.press("Enter"));
  assert.deepEqual(picked, [["picked", [2, 3]]]);
  for (const key of ["Tab", " ", "a"]) assert.equal(canvas.press(key), false);
});

test("a place's description goes with the focus", () => {
  const { canvases: [canvas], isHidden } = shown([picture(counted(10), { walk: true })]);
  canvas.press("ArrowRight");
  assert.equal(isHidden(), false);
  canvas.onblur();
  assert.equal(isHidden(), true);
});

test("a frame begins at the given place, and Enter only chooses what can be chosen", () => {
  const { canvases: [canvas], picked, tip } = shown([picture(counted(10), { walk: true, outline: [1, 2, 2, 3] })]);
  canvas.press("Enter");
  canvas.press("ArrowRight");
  assert.deepEqual([tip()[0], picked], ["row 1, col 3", []]);
});

test("the pointer finds each value's own place", () => {
  const { canvases: [canvas], tip, at, isHidden } = shown([picture(counted(10))]);
  for (let row = 0; row < ROWS; row++)
    for (let col = 0; col < COLS; col++) {
      canvas.onpointermove(at(canvas, row, col));
      assert.deepEqual(tip(), [`row ${row}, col ${col}`, `${(row * COLS + col).toFixed(1)}`]);
    }
  canvas.onpointerleave();
  assert.ok(isHidden());
});

test("a press that is released in place chooses that place, the first and the last", () => {
  const { canvases: [canvas], picked, at } = shown([picture(counted(1), { pick: true })]);
  for (const [row, col] of [[0, 0], [2, 3]]) {
    canvas.onpointerdown(at(canvas, row, col));
    canvas.click();
  }
  assert.deepEqual(picked, [["picked", [0, 0]], ["picked", [2, 3]]]);
});

test("linked pictures each show the whole equation in order, negative terms in brackets after a minus", () => {
  const pictures = [picture(counted(10), { linked: true }), picture(counted(-20), { linked: true }), picture(counted(30), { linked: true }), picture(counted(1))];
  const { canvases, tip, at } = shown(pictures, { operators: ["−", "="] });
  for (const canvas of canvases.slice(0, 3)) {
    canvas.onpointermove(at(canvas, 2, 3));
    assert.deepEqual(tip(), ["row 2, col 3", "11.0 − (−22.0) = 33.0"]);
  }
  canvases[3].onpointermove(at(canvases[3], 2, 3));
  assert.deepEqual(tip(), ["row 2, col 3", "1.1"]);
});

test("each channel has its tile, and between two of them there is nothing", () => {
  const channels = 3;
  const values = Array.from({ length: ROWS * COLS * channels }, (_, flat) => 10 * flat);
  const { canvases: [canvas], tip, isHidden } = shown([picture(values, { channels })]);
  const tiles = [[0, 0], [0, COLS + 1], [ROWS + 1, 0]]; // two side by side, the third below the first
  tiles.forEach(([down, right], channel) => {
    for (const [row, col] of [[0, 0], [ROWS - 1, COLS - 1]]) {
      canvas.onpointermove({ clientX: (right + col + 0.5) * canvas.zoom, clientY: (down + row + 0.5) * canvas.zoom });
      assert.deepEqual(tip(), [`map ${channel}, row ${row}, col ${col}`, `${((row * COLS + col) * channels + channel).toFixed(1)}`]);
    }
  });
  for (const [down, right] of [[0, COLS], [ROWS, 0], [ROWS + 1, COLS + 1]]) {
    canvas.onpointermove({ clientX: (right + 0.5) * canvas.zoom, clientY: (down + 0.5) * canvas.zoom });
    assert.ok(isHidden(), `${down}, ${right}`);
  }
});

// What is painted: each canvas's last picture, and the frames.
function painted(pictures, more) {
  const { createElement } = document;
  const seen = { small: [], frames: [] };
  document.createElement = (tag) => {
    const element = createElement.call(document, tag);
    if (tag === "canvas") element.context.putImageData = ({ width, height, data }) => seen.small.push({ width, height, colors: [...new Uint32Array(data.buffer)] });
    return element;
  };
  try {
    const found = shown(pictures, more);
    for (const canvas of found.canvases) canvas.context.strokeRect = (...box) => seen.frames.push(box);
    return { ...found, ...seen };
  } finally {
    document.createElement = createElement;
  }
}

test("every value has its color in place, signed or not, and a new picture replaces it", () => {
  const values = counted(1).map((value) => value - 4); // in tenths: -0.4 to 0.7
  const of = (more) => painted([picture(values, { scale: 0.5, ...more })]).small[0];
  const { width, height, colors } = of({});
  assert.deepEqual([width, height], [COLS, ROWS]);
  assert.deepEqual(colors, values.map((value) => sequentialColor(value / 10, 0.5)));
  assert.deepEqual(of({ signed: true }).colors, values.map((value) => signedColor(value / 10, 0.5)));
  assert.deepEqual(of({ painted: counted(2) }).colors, counted(2).map((value) => sequentialColor(value / 10, 0.5)));
});

test("the channels' tiles are painted where the pointer finds them", () => {
  const values = Array.from({ length: 5 * 2 }, (_, flat) => flat + 1); // one by two, of five channels
  const { small: [{ width, colors }] } = painted([picture(values, { rows: 1, cols: 2, channels: 5, scale: 2 })]);
  const color = (flat) => (flat === null ? 0 : sequentialColor((flat + 1) / 10, 2));
  const tiles = [[0, 5, null, 1, 6, null, 2, 7], Array(8).fill(null), [3, 8, null, 4, 9, null, null, null]];
  assert.equal(width, 8);
  assert.deepEqual(colors, tiles.flat().map(color));
});

test("the frame surrounds the current value", () => {
  const { canvases: [canvas], frames } = painted([picture(counted(1), { walk: true, outline: [1, 2, 2, 3] })]);
  const { zoom } = canvas;
  assert.equal(zoom, 42); // 168 pixels for four values
  canvas.press("ArrowRight");
  canvas.press("ArrowUp");
  assert.deepEqual(frames, [[127, 43, 40, 40], [127, 1, 40, 40]].flatMap((each) => [each, each])); // dark, and white on it
});

test("a place on the walk has its tip beside it, and its number as a name", () => {
  const { canvases: [canvas], tip } = shown([picture(counted(10), { walk: true, named: "Neuron {number}" })]);
  canvas.press("ArrowDown");
  canvas.press("ArrowRight");
  assert.deepEqual(tip(), ["Neuron 5", "5.0"]);
});

test("a heading replaces the titles, and screen readers hear what each picture is", () => {
  const { canvases } = shown([picture(counted(1), { note: "3 by 4" }), picture(counted(1), { title: "Weights", walk: true })]);
  assert.ok(canvases[0].getAttribute("aria-label").includes("Shares") && canvases[0].getAttribute("aria-label").includes("3 by 4"));
  assert.deepEqual(canvases.map((canvas) => canvas.getAttribute("role")), ["img", "application"]);
  const titles = (heading) => shown([picture(counted(1))], { heading }).canvases[0].parentElement.querySelector("b").textContent;
  assert.deepEqual([titles(""), titles("All")], ["Shares", ""]);
});

test("signs stand between the pictures, in order", () => {
  const { canvases } = shown([picture(counted(1)), picture(counted(1)), picture(counted(1))], { operators: ["−", "="] });
  assert.deepEqual(canvases[0].parentElement.parentElement.children.map(({ tagName, textContent }) => (tagName === "FIGURE" ? "picture" : textContent)), ["picture", "−", "picture", "=", "picture"]);
});

test("a tip is beside the pointer, or on a walk beside the value's middle", () => {
  const { canvases: [canvas] } = shown([picture(counted(1), { walk: true })]);
  const root = canvas.parentElement.parentElement.parentElement;
  const tip = root.children[2];
  root.getBoundingClientRect = () => ({ left: 30, top: 70, right: 530, bottom: 570 });
  canvas.getBoundingClientRect = () => ({ left: 100, top: 200, width: canvas.width, height: canvas.height });
  const spot = () => [tip.style.left, tip.style.top].map(parseFloat);
  const beside = ({ x, y }) => [x + 14, y + 18]; // see showTip
  canvas.onpointermove({ clientX: 100 + 5, clientY: 200 + 90 });
  assert.deepEqual(spot(), beside({ x: 75, y: 220 }));
  Object.assign(canvas, { offsetLeft: 10, offsetTop: 20, offsetWidth: 80 }); // 20 pixels per value
  canvas.press("ArrowDown");
  canvas.press("ArrowRight");
  assert.deepEqual(spot(), beside({ x: 10 + 30, y: 20 + 30 }));
});

test("outside a picture there is no value, and with more values than pixels each has one", () => {
  const { canvases: [canvas], isHidden } = shown([picture(counted(1))]);
  const { width, height } = canvas;
  canvas.onpointermove({ clientX: 1, clientY: 1 });
  assert.equal(isHidden(), false);
  for (const [clientX, clientY] of [[width + 1, 1], [1, height + 1]]) {
    canvas.onpointermove({ clientX, clientY });
    assert.ok(isHidden(), `${clientX}, ${clientY}`);
    canvas.onpointermove({ clientX: 1, clientY: 1 });
  }
  const many = shown([picture(Array(300).fill(0), { rows: 1, cols: 300 })]).canvases[0];
  assert.deepEqual([many.width, many.height], [300, 1]);
});

test("a picture that can be clicked looks so, and the frame is white", () => {
  const looks = (more) => shown([picture(counted(1), more)]).canvases[0];
  assert.deepEqual([{ pick: true }, {}].map((more) => looks(more).classList.contains("ink-pick")), [true, false]);
  const { painted, context } = looks({ outline: [1, 2, 2, 3] });
  assert.deepEqual(painted.at(-1), ["strokeRect", 85, 43, 40, 40, "#ffffff"]);
  assert.equal(context.lineWidth, 2);
});

test("walking keeps the focus when other values come, and otherwise none is taken", () => {
  const parent = parentOf("ink-pixels");
  const put = () => show({ data: { decimals: 1, heading: "", operators: [], pictures: [picture(counted(1), { walk: true })] }, parentElement: parent, setTriggerValue() {} });
  const canvas = () => parent.querySelector("canvas");
  document.activeElement = null;
  put();
  put();
  assert.equal(document.activeElement, null);
  canvas().focus();
  put();
  assert.equal(document.activeElement, canvas());
});
