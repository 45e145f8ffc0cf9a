// The map as a picture: where everything is painted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element } from "./page.js";

const { NUM_CLASSES } = await import("../../model/constants.js");
const { axesAt, placeOf } = await import("../../model/explain/probe.js");
const { MapCanvas } = await import("../../views/parts/charts/map_canvas.js");
const SIDE = 358; // pixels, as on a phone
const [GLYPH, NAME, OWN] = [4.5, 9, 10]; // how far a digit, a name and the own drawing reach from their middle

/** Each painted thing with its middle: "name", "own", or "digit". */
function painted(time, scores) {
  const canvas = new Element("canvas");
  const map = new MapCanvas(canvas);
  map.resize(SIDE);
  map.ground.painted.length = 0;
  const axes = axesAt(time);
  const place = placeOf(scores, axes);
  map.paint({ labels: [7], count: 1, placeOf: () => place, axes, own: { place, near: [], text: "7", isDigit: true } });
  const of = ({ painted }, name) => painted.filter(([each]) => each === name);
  return [
    ...of(map.ground, "fillText").map(([, , x, y]) => [x, y, NAME]),
    ...of(map.ground, "drawImage").map(([, , x, y]) => [x + GLYPH, y + GLYPH, GLYPH]),
    ...of(canvas, "arc").map(([, x, y, radius]) => [x, y, Math.max(radius, OWN)]),
  ];
}

test("nothing is cut off at the picture's edge, however far out it lies", () => {
  const sure = Float64Array.from({ length: NUM_CLASSES }, (_, digit) => (digit === 7 ? 4 : -0.4));
  for (let time = 0; time <= 20; time += 0.5) {
    const places = painted(time, sure);
    assert.equal(places.length, NUM_CLASSES + 1 + 2);
    for (const [x, y, reach] of places)
      assert.ok(Math.min(x, y) >= reach && Math.max(x, y) <= SIDE - reach, `${time}: ${x}, ${y}`);
  }
});

test("within the picture everything lies where its scores put it", () => {
  const scores = Float64Array.from({ length: NUM_CLASSES }, (_, digit) => (digit === 0 ? 1 : 0));
  const [x, y] = painted(0, scores)[NUM_CLASSES];
  assert.ok(Math.hypot(x - SIDE / 2 - 0.27 * SIDE, y - SIDE / 2) < 1e-4, `${x}, ${y}`);
});

test("digits are only repainted when something relevant changes, the drawing each time", () => {
  const canvas = new Element("canvas");
  const map = new MapCanvas(canvas);
  map.resize(SIDE);
  const axes = axesAt(0);
  const paint = (known) => {
    for (const each of [canvas, map.ground]) each.painted.length = 0;
    map.paint({ labels: [7], count: 1, placeOf: () => [0, 0], axes, known, own: { place: [0, 1], near: [], text: "7", isDigit: true } });
    assert.ok(canvas.painted.some(([name]) => name === "arc"));
    return map.ground.painted.length > 0;
  };
  assert.deepEqual(["a", "a", "b", undefined, undefined, "b"].map(paint), [true, false, true, true, true, true]);
  map.resize(SIDE + 1);
  assert.ok(paint("b"));
});
