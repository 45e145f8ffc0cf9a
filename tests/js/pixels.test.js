// Arrays as pictures: a frame walks over them with keys, and what is said of a place is that place's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/parts/pixels.js");

const [ROWS, COLS] = [3, 4];
const picture = (values, more) => ({ title: "Shares", note: "note", rows: ROWS, cols: COLS, channels: 1, values, signed: false, scale: 1, linked: false, corner: [0, 0], outline: null, pick: false, walk: false, named: "", ...more });
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

test("keys lead one row up and down and one column left and right, to every edge and no further, and Enter chooses", () => {
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

test("a frame begins where it was put, and where nothing can be chosen Enter chooses nothing", () => {
  const { canvases: [canvas], picked, tip } = shown([picture(counted(10), { walk: true, outline: [1, 2, 2, 3] })]);
  canvas.press("Enter");
  canvas.press("ArrowRight");
  assert.deepEqual([tip()[0], picked], ["row 1, col 3", []]);
});

test("under the pointer it is the first, the last and every other value's own place, counted from its corner", () => {
  const { canvases: [canvas], tip, at, isHidden } = shown([picture(counted(10), { corner: [5, 7] })]);
  for (let row = 0; row < ROWS; row++)
    for (let col = 0; col < COLS; col++) {
      canvas.onpointermove(at(canvas, row, col));
      assert.deepEqual(tip(), [`row ${row + 5}, col ${col + 7}`, `${(row * COLS + col).toFixed(1)}`]);
    }
  canvas.onpointerleave();
  assert.ok(isHidden());
});

test("a press where it was released chooses that place, the first and the last", () => {
  const { canvases: [canvas], picked, at } = shown([picture(counted(1), { pick: true })]);
  for (const [row, col] of [[0, 0], [2, 3]]) {
    canvas.onpointerdown(at(canvas, row, col));
    canvas.click();
  }
  assert.deepEqual(picked, [["picked", [0, 0]], ["picked", [2, 3]]]);
});

test("of linked pictures each says the whole equation at its place, in their order, negative ones in brackets behind a minus", () => {
  const pictures = [picture(counted(10), { linked: true }), picture(counted(-20), { linked: true }), picture(counted(30), { linked: true }), picture(counted(1))];
  const { canvases, tip, at } = shown(pictures, { operators: ["−", "="] });
  for (const canvas of canvases.slice(0, 3)) {
    canvas.onpointermove(at(canvas, 2, 3));
    assert.deepEqual(tip(), ["row 2, col 3", "11.0 − (−22.0) = 33.0"]);
  }
  canvases[3].onpointermove(at(canvases[3], 2, 3));
  assert.deepEqual(tip(), ["row 2, col 3", "1.1"]);
});

test("of many channels each has its tile, and between two of them there is nothing", () => {
  const channels = 3;
  const values = Array.from({ length: ROWS * COLS * channels }, (_, flat) => 10 * flat);
  const { canvases: [canvas], tip, isHidden } = shown([picture(values, { channels })]);
  const tiles = [[0, 0], [0, COLS + 1], [ROWS + 1, 0]]; // two beside each other, the third below the first
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
