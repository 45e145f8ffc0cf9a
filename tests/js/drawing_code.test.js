// The page writes addresses that a page can read, and nothing that a page would refuse.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";

const code = { points: 40, strokes: 3 };
globalThis.inklingConstants = { CODE_VERSION: 1, STEPS: 8, MAX_POINTS: code.points, MOST_STROKES: code.strokes, LOW: -100, HIGH: 200 };
const { encodeDrawing } = await import("../../views/session/drawing/drawing_code.js");
const written = (strokes, width, image) => encodeDrawing(strokes.map(([first, ...more]) => ({ points: more.length ? [first, first, ...more] : [first], width, isCurve: more.length > 0 })), image);
const image = Float32Array.from({ length: 784 }, (_, i) => Number(i === 400));
const dots = (count) => Array.from({ length: count }, (_, i) => [[10 * i, 20]]);

test("at most as many strokes are written as a drawing may have", async () => {
  assert.notEqual(await written(dots(code.strokes), 20, image), "");
  assert.equal(await written(dots(code.strokes + 1), 20, image), "");
});

test("at most as many points are written as a drawing may have", async () => {
  const stroke = (count) => [Array.from({ length: count }, (_, i) => [i, 20])];
  assert.notEqual(await written(stroke(code.points - 1), 20, image), "");
  assert.equal(await written(stroke(code.points), 20, image), "");
});

test("a point is written as far out as a pen is followed, but no farther", async () => {
  for (const [value, isSaid] of [[-100, true], [200, true], [-101, false], [201, false]])
    for (const point of [[value, 20], [20, value]]) assert.equal((await written([[[20, 20], point]], 20, image)) !== "", isSaid);
});

test("a drawing is written byte by byte: its strokes with pen and point differences, and the image", async () => {
  const inked = Float32Array.from({ length: 784 }, (_, i) => ({ 1: 1, 783: 0.5 })[i] ?? 0);
  const strokes = [[[0, 0], [1, -2], [1, 20.25]], [[-1, 3]]];
  const text = await written(strokes, 20, inked);
  assert.match(text, /^[\w-]+$/);
  const bytes = [...inflateSync(Buffer.from(text, "base64url"))];
  const head = [
    1, 2, // version, strokes
    41, 4, 0, 0, 0, 0, 16, 31, 0, 228, 2, // a curve of 20: four points, in eighths: 0, 0; 0, 0; 8, -16; 0, 178
    40, 1, 15, 48, // a dot: -8, 24
    0, // no picture
  ];
  const mask = [0b01000000, ...Array(96).fill(0), 0b00000001];
  const values = [0, 0, 0, 0, 128, 0, 63, 63]; // 1 and 0.5 as float32, all last bytes before all next-to-last ones
  assert.deepEqual(bytes, [...head, ...mask, ...values]);
});

test("a distant point takes as many bytes as it needs", async () => {
  const bytes = [...inflateSync(Buffer.from(await written([[[-100, 200]]], 1000, image), "base64url"))];
  assert.deepEqual(bytes.slice(2, 9), [0xd0, 0x0f, 1, 0xbf, 0x0c, 0x80, 0x19]); // 2000; one point: 1599, 3200
});
