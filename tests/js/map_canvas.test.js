// The map as a picture: what lies where in it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element } from "./page.js";
import "./window.js";

globalThis.window = globalThis;
const { NUM_CLASSES } = await import("../../model/constants.js");
const { axesAt, placeOf } = await import("../../model/explain/probe.js");
const { MapCanvas } = await import("../../views/parts/charts/map_canvas.js");
const SIDE = 358; // pixels, as on a phone
const [GLYPH, NAME, OWN] = [4.5, 9, 10]; // as far as a digit, a name and the own drawing reach from their middle

/** Each thing that is painted, with the middle of where: "name", "own", or "digit". */
function painted(time, scores) {
  const canvas = new Element("canvas");
  const map = new MapCanvas(canvas);
  map.resize(SIDE);
  canvas.painted.length = 0;
  const axes = axesAt(time);
  const place = placeOf(scores, axes);
  map.paint({ labels: [7], count: 1, placeOf: () => place, axes, own: { place, near: [], text: "7", isDigit: true } });
  const of = (name) => canvas.painted.filter(([each]) => each === name);
  return [
    ...of("fillText").slice(0, NUM_CLASSES).map(([, , x, y]) => [x, y, NAME]),
    ...of("drawImage").map(([, , x, y]) => [x + GLYPH, y + GLYPH, GLYPH]),
    ...of("arc").map(([, x, y, radius]) => [x, y, Math.max(radius, OWN)]),
  ];
}

test("nothing is cut off at the picture's edge, however far out a tour or a sure answer brings it", () => {
  const sure = Float64Array.from({ length: NUM_CLASSES }, (_, digit) => (digit === 7 ? 4 : -0.4));
  for (let time = 0; time <= 20; time += 0.5) {
    const places = painted(time, sure);
    assert.equal(places.length, NUM_CLASSES + 1 + 2);
    for (const [x, y, reach] of places)
      assert.ok(Math.min(x, y) >= reach && Math.max(x, y) <= SIDE - reach, `${time}: ${x}, ${y}`);
  }
});

test("what lies within the picture lies where its scores put it", () => {
  const scores = Float64Array.from({ length: NUM_CLASSES }, (_, digit) => (digit === 0 ? 1 : 0));
  const [x, y] = painted(0, scores)[NUM_CLASSES];
  assert.ok(Math.hypot(x - SIDE / 2 - 0.27 * SIDE, y - SIDE / 2) < 1e-4, `${x}, ${y}`);
});
