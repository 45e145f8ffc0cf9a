// From one drawing to another: strokes move, other ink fades, and each flip of the answer is found and confirmed.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { CLOSEST_FLIP, flipsOf } = await import("../../model/preprocess/flips.js");
const { imageBetween, inkBetween } = await import("../../model/preprocess/morph.js");
const { toMnist } = await import("../../model/preprocess/preprocess.js");

const SIDE = 280;
const image = (value) => Float32Array.from({ length: 784 }, (_, i) => (i % 28 === 9 ? value : 0));
const PLAIN = { before: image(0.25), after: image(0.98), moved: [], gone: [], come: [], of_images: false };

// The ink of a stroke by trying points every quarter of a pixel along it: within a level of the exact distance.
function painted(points, width, strength = 1) {
  const dots = [];
  for (let i = 0; i < Math.max(1, points.length - 1); i++) {
    const [[x, y], [xEnd, yEnd]] = [points[i], points[i + 1] ?? points[i]];
    const last = Math.ceil(4 * Math.hypot(xEnd - x, yEnd - y)) || 1;
    for (let dot = 0; dot <= last; dot++) dots.push([x + (dot / last) * (xEnd - x), y + (dot / last) * (yEnd - y)]);
  }
  return (row, col) => {
    const distance = Math.min(...dots.map(([x, y]) => Math.hypot(col + 0.5 - x, row + 0.5 - y)));
    return 255 * strength * Math.max(0, Math.min(1, width / 2 + 0.5 - distance));
  };
}

// Compare some of the pixels, all over the canvas: each expected level is the largest of several strokes'.
function assertInk(ink, strokes) {
  for (let i = 0; i < SIDE * SIDE; i += 11) {
    const level = Math.max(...strokes.map((each) => each(Math.floor(i / SIDE), i % SIDE)));
    assert.ok(Math.abs(ink[i] - level) <= 1.5, `pixel ${i}: ${ink[i]}, not ${level}`);
  }
}

const flat = (points) => Float32Array.from(points.flat());
const stroke = (points, width) => ({ points: flat(points), width });

test("a stroke moves point by point, and its width changes evenly", () => {
  const [before, after] = [[[60, 80], [200, 90], [120, 210]], [[80, 100], [180, 60], [100, 230]]];
  const morph = { ...PLAIN, moved: [{ before: flat(before), after: flat(after), widths: [12, 32] }] };
  for (const share of [0.1, 0.5]) {
    const points = before.map((point, i) => point.map((value, axis) => value + share * (after[i][axis] - value)));
    const ink = inkBetween(morph, share);
    assertInk(ink, [painted(points, 12 + 20 * share)]);
    assert.deepEqual(imageBetween(morph, share), toMnist(ink, SIDE, SIDE));
  }
});

test("strokes without a match fade, a dot among them, and the darker ink counts", () => {
  const [bar, dot] = [[[90, 140], [190, 140]], [[150, 150]]];
  const ink = inkBetween({ ...PLAIN, gone: [stroke(bar, 20)], come: [stroke(dot, 30)] }, 0.3);
  assertInk(ink, [painted(bar, 20, 0.7), painted(dot, 30, 0.3)]);
});

test("pictures are cross-faded, ten canvas pixels for each of theirs", () => {
  const ink = inkBetween({ ...PLAIN, of_images: true }, 0.2);
  ink.forEach((level, i) => assert.equal(level, Math.floor((i % SIDE) / 10) === 9 ? Math.round(255 * 0.396) : 0));
});

test("both ends are the exact images", () => {
  for (const [share, end] of [[-1, PLAIN.before], [0, PLAIN.before], [1, PLAIN.after], [2, PLAIN.after]]) assert.equal(imageBetween(PLAIN, share), end);
});

test("ink beyond the canvas is cut off, and without any the first image stays", () => {
  for (const [x, y] of [[-60, 140], [340, 140], [140, -300], [140, 600]]) {
    const beyond = { ...PLAIN, come: [stroke([[x, y], [x + 5, y]], 20)] };
    assert.ok(inkBetween(beyond, 0.5).every((level) => level === 0));
    assert.equal(imageBetween(beyond, 0.5), PLAIN.before);
    const into = [[x, y], [140, 140]];
    assertInk(inkBetween({ ...PLAIN, come: [stroke(into, 20)] }, 0.5), [painted(into, 20, 0.5)]);
  }
});

function found(answerAt) {
  const search = flipsOf(answerAt);
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value;
}

const GAP = 1 / 32; // between the shares at which every answer is computed

test("each flip is at its place, they follow one another, and the answers on both sides confirm them", () => {
  for (const places of [[], [CLOSEST_FLIP], [GAP / 3], [1 - CLOSEST_FLIP], [0.1, 0.3, 0.5], [0.2, 0.2 + GAP / 8, 0.2 + GAP / 3, 0.9]]) {
    const answerAt = (share) => places.filter((place) => share > place).length;
    const flips = found(answerAt);
    assert.deepEqual(flips.map(({ after }) => after), places.map((_, i) => i + 1));
    flips.forEach(({ low, high, before, after }, i) => {
      assert.ok(low <= places[i] && places[i] < high && high - low <= CLOSEST_FLIP, `${places}: ${low} to ${high}`);
      assert.deepEqual([answerAt(low), answerAt(high)], [before, after]);
    });
  }
});

test("a change there and back is found if it is wider than a 32nd, from 33 answers", () => {
  for (const place of [0.3, 0.6, 0.9]) assert.equal(found((share) => share > place && share < place + 1.01 * GAP).length, 2);
  let asked = 0;
  assert.deepEqual([found(() => void asked++), asked], [[], 33]);
});
