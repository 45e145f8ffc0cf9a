// What drawings that a network misreads have in common: each is in one group, and one trait that differs is the one that is found.

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS ?? "{}");
const { BY, commonest, groupsOf, traitsOf } = await import("../../model/classes/in_common.js");

const L = [[60, 40], [60, 200], [160, 200]];
const changed = (change, label = 0) => ({ label, strokes: [L.map(([x, y]) => change(x - 110, y - 120).map((at, i) => at + [110, 120][i]))] });
const own = Array.from({ length: 4 }, (_, i) => changed((x, y) => [x * (1 + i / 50), y]));
const small = changed((x, y) => [x / 2, y / 2]);
const aside = changed((x, y) => [x + 60, y]);
const leaning = changed((x, y) => [x - y * Math.tan((24 * Math.PI) / 180), y]);

test("a drawing is in exactly one group, whatever they're sorted by, and the largest group comes first", () => {
  const drawings = [small, aside, leaning, { ...small, label: 1 }, small];
  for (const by of BY) {
    const groups = groupsOf(drawings, own, by);
    assert.deepEqual(groups.flatMap((group) => group.drawings).length, drawings.length);
    assert.deepEqual(new Set(groups.flatMap((group) => group.drawings)), new Set(drawings));
    const sizes = groups.map((group) => group.drawings.length);
    assert.deepEqual(sizes, [...sizes].sort((one, other) => other - one));
  }
});

test("the trait that differs from what was learned is found, and only that one", () => {
  for (const [drawing, by, name] of [[small, "size", "smaller"], [aside, "place", "right"], [leaning, "tilt", "right"]]) {
    assert.equal(commonest([drawing, drawing, own[0]], own), by);
    for (const other of BY.slice(1)) assert.equal(groupsOf([drawing], own, other)[0].name, other === by ? name : { size: "alike", place: "middle", tilt: "upright" }[other]);
  }
  assert.equal(commonest(own, own), "sign");
  assert.equal(commonest([small, aside, leaning, own[0]], own), "sign"); // no trait is most drawings'
});

test("traits are finite for a dot, one stroke of one point, and a level line", () => {
  for (const strokes of [[[[5, 5]]], [[[5, 5], [5, 5]]], [[[5, 5], [90, 5]]]]) assert.ok(Object.values(traitsOf({ strokes })).every(Number.isFinite));
  assert.ok(Math.abs(traitsOf(leaning).tilt - traitsOf(own[0]).tilt - 20) < 8);
});
