// A sum as bars: each begins where the last one ended, pushes to the right and pulls to the left.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { waterfall } = await import("../../views/parts/charts/ledger.js");

const step = (value) => ({ label: `part ${value}`, value, figure: `${value}` });
const STEPS = [4, -6, 0, 3];
const percent = (value) => parseFloat(value);

function rows(values) {
  const total = values.reduce((sum, value) => sum + value, 0);
  return waterfall(values.map(step), step(total));
}

test("pushes, pulls and the total have their own colors, and 0 has no bar", () => {
  const kinds = (values) => rows(values).map((row) => row.querySelector("u")?.className ?? "");
  assert.deepEqual(kinds(STEPS), ["ink-push", "ink-pull", "", "ink-push", "ink-push"]);
  assert.deepEqual(kinds([1, -3]), ["ink-push", "ink-pull", "ink-pull"]);
});

test("a bar begins where the one before ended, and the total's begins at zero", () => {
  const found = rows(STEPS); // from -2 to 4: six parts
  const bars = found.map((row) => row.querySelector("u")).map((bar) => bar && [percent(bar.style.left), percent(bar.style.width)]);
  const sixths = (from, to) => [(100 * (from + 2)) / 6, (100 * (to - from)) / 6];
  const expected = [sixths(0, 4), sixths(-2, 4), null, sixths(-2, 1), sixths(0, 1)];
  bars.forEach((bar, i) => (bar ?? []).forEach((number, side) => assert.ok(Math.abs(number - expected[i][side]) < 1e-9, `${i}: ${bar}`)));
  assert.equal(bars[2], null);
  for (const row of found) assert.ok(Math.abs(percent(row.querySelector("s").style.left) - 100 / 3) < 1e-9);
});

test("every row has its part and figure, and the last one is the total", () => {
  const found = rows(STEPS);
  assert.deepEqual(found.map((row) => row.querySelector("span").textContent), ["part 4", "part -6", "part 0", "part 3", "part 1"]);
  assert.deepEqual(found.map((row) => row.querySelector("b").textContent), ["4", "-6", "0", "3", "1"]);
  assert.deepEqual(found.map((row) => row.className), ["", "", "", "", "ink-total"]);
});

test("one-sided sums have zero at that end, and all-zero sums have no bars", () => {
  const ends = (values) => rows(values).map((row) => [percent(row.querySelector("s").style.left), row.querySelector("u") && percent(row.querySelector("u").style.left), row.querySelector("u") && percent(row.querySelector("u").style.width)]);
  assert.deepEqual(ends([1, 3]), [[0, 0, 25], [0, 25, 75], [0, 0, 100]]);
  assert.deepEqual(ends([-1, -3]), [[100, 75, 25], [100, 0, 75], [100, 0, 100]]);
  assert.deepEqual(ends([0]), [[0, null, null], [0, null, null]]);
});

test("bars grow one after the other, the first at once", () => {
  assert.deepEqual(rows(STEPS).map((row) => row.style["--turn"]), [0, 1, 2, 3, 4]);
});
