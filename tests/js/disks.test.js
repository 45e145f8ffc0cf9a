// A neuron as a glowing disk: where its disk, glow and edge are, and what is painted again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element } from "./page.js";

const { edgesOf, paintDisk } = await import("../../views/draw/network/disks.js");
const { DARK } = await import("../../model/constants.js");
const { cssColor, sequentialColor } = await import("../../views/parts/looks/values.js");

const ROUND = [0, 2 * Math.PI];
const BOX = [10, 20, 30, 16]; // around 25, 28
const LOW = [10, 20, 16, 30]; // around 18, 35

function painted(brightness, box = BOX, ratio = 2) {
  const canvas = new Element("canvas");
  paintDisk(canvas.getContext("2d"), ratio, box, "#abcdef", brightness);
  return canvas.painted;
}

const lightOf = (...about) => painted(...about)[0][1];

test("a disk is centered in its box, as large as possible, in its color", () => {
  for (const [box, x, y] of [[BOX, 25, 28], [LOW, 18, 35]])
    assert.deepEqual(painted(90, box), [["beginPath"], ["arc", x, y, 8, ...ROUND], ["fill", "#abcdef"]]);
});

test("a value above a third glows, below its disk and around its middle", () => {
  const [[name, light, left, top, width, height], ...disk] = painted(91);
  assert.equal(name, "drawImage");
  assert.deepEqual([left + width / 2, top + height / 2, width], [25, 28, height]);
  assert.equal(width, light.width / 2); // on a screen of two pixels to one
  assert.ok(width >= 2.4 * 16 && width <= 2.6 * 16); // reaches as far as the glow
  assert.deepEqual(disk, painted(90));
});

test("a glow is a centered shadow of an offscreen disk, wider for brighter values", () => {
  let before = 0;
  for (const brightness of [96, 176, 255]) {
    const { context, painted: [arc, fill], width, height } = lightOf(brightness);
    const [, x, y, radius, ...round] = arc;
    assert.equal(arc[0], "arc");
    assert.deepEqual([x + context.shadowOffsetX, y, radius, ...round], [width / 2, height / 2, 16, ...ROUND]);
    assert.ok(x + radius <= 0); // the disk itself isn't seen
    assert.deepEqual(fill, ["fill", context.shadowColor]);
    assert.ok(context.shadowBlur > before && context.shadowBlur < 17);
    before = context.shadowBlur;
  }
  assert.equal(lightOf(176).context.shadowColor, cssColor(sequentialColor(176, 255)));
});

test("a glow is painted once per size and brightness step, and few are cached", () => {
  const first = lightOf(177);
  assert.equal(lightOf(184), first);
  assert.notEqual(lightOf(185), first);
  assert.notEqual(lightOf(176), first);
  assert.notEqual(lightOf(177, BOX, 1), first);
  assert.equal(lightOf(177), first);
  for (let size = 100; size < 164; size++) lightOf(255, [0, 0, size, size]);
  assert.notEqual(lightOf(177), first);
  const [newest, again] = [lightOf(255, [0, 0, 163, 163]), lightOf(255, [0, 0, 163, 163])];
  assert.equal(newest, again);
});

test("every neuron has an edge around its disk, in a picture of the given size", () => {
  const transform = { a: 2 };
  const picture = edgesOf([BOX, LOW], { width: 80, height: 50 }, transform);
  assert.deepEqual([picture.width, picture.height], [80, 50]);
  const edge = (x, y) => [["beginPath"], ["arc", x, y, 8, ...ROUND], ["stroke", DARK]];
  assert.deepEqual(picture.painted, [["setTransform", transform], ...edge(25, 28), ...edge(18, 35)]);
});
