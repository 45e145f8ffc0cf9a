// The shell says in an address what a page reads from one, and nothing that a page would refuse.

import assert from "node:assert/strict";
import { test } from "node:test";

const code = { version: 1, steps: 8, points: 40, strokes: 3, range: [-100, 200] };
globalThis.window = { inklingSite: { code } };
const { encodeDrawing } = await import("../../views/shell/drawing_code.js");
const image = Float32Array.from({ length: 784 }, (_, i) => Number(i === 400));
const dots = (count) => Array.from({ length: count }, (_, i) => [[10 * i, 20]]);

test("as many strokes are said as a drawing has, and no more", async () => {
  assert.notEqual(await encodeDrawing(dots(code.strokes), 20, image), "");
  assert.equal(await encodeDrawing(dots(code.strokes + 1), 20, image), "");
});

test("as many points are said as a drawing has, and no more", async () => {
  const stroke = (count) => [Array.from({ length: count }, (_, i) => [i, 20])];
  assert.notEqual(await encodeDrawing(stroke(code.points - 2), 20, image), "");
  assert.equal(await encodeDrawing(stroke(code.points), 20, image), "");
});

test("as far out as a pen is followed is said, and no farther", async () => {
  for (const [value, isSaid] of [[-100, true], [200, true], [-101, false], [201, false]])
    for (const point of [[value, 20], [20, value]]) assert.equal((await encodeDrawing([[[20, 20], point]], 20, image)) !== "", isSaid);
});
