// A chart's legend says what each line is at the mark, under the pointer or, without either, at its end.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/parts/curves.js");

const SERIES = [{ name: "one", values: [0.1, 0.2, 0.3, 0.4] }, { name: "other", values: [0.9, 0.8, 0.7] }];
const DATA = { title: "Shares", format: "percent", positions: [0, 10, 20, 30], ticks: [{ position: 0, label: "0" }], until: 30, low: 0, high: 1, cut: false, mark: null, turn: "turns", switches: false, series: SERIES };

function chart(changes) {
  const parent = parentOf("ink-curves");
  const root = parent.firstChild;
  root.clientWidth = 366; // 10 pixels a position
  show({ data: { ...DATA, ...changes }, parentElement: parent });
  const legend = () => root.firstChild.children.slice(1).map((each) => each.textContent);
  return { root, svg: root.lastChild, legend, point: (x) => root.onpointermove({ clientX: x }) };
}

test("with a mark the legend says what is there, the first and the last position among them", () => {
  assert.deepEqual(chart({ mark: 0 }).legend(), ["one 10.0 %", "other 90.0 %"]);
  assert.deepEqual(chart({ mark: 10 }).legend(), ["one 20.0 %", "other 80.0 %"]);
  assert.deepEqual(chart({ mark: 30 }).legend()[0], "one 40.0 %");
});

test("without a mark it says the newest, and under the pointer what is there, mark or not", () => {
  assert.deepEqual(chart({ series: [SERIES[0]] }).legend(), ["one 40.0 %"]);
  for (const mark of [null, 30]) {
    const { legend, point, root } = chart({ mark, series: [SERIES[0]] });
    point(56); // where position 0 is
    assert.deepEqual(legend(), ["one 10.0 %"]);
    point(159); // nearest to position 10
    assert.deepEqual(legend(), ["one 20.0 %"]);
    root.onpointerleave();
    assert.deepEqual(legend(), ["one 40.0 %"]);
  }
});

test("who can't see it hears the title, and of each line its name, its value there and its turn", () => {
  const { svg } = chart({ mark: 10, series: [{ ...SERIES[0], turn: 20 }, SERIES[1]] });
  assert.equal(svg.getAttribute("aria-label"), "Shares: one 20.0 %, turns, other 80.0 %");
});

test("a line runs through its values from left to right, higher where they are larger, and its turn is at its place", () => {
  const { svg } = chart({ series: [{ ...SERIES[0], turn: 20 }] });
  const places = svg.querySelector("path").getAttribute("d").match(/[ML][\d.]+ [\d.]+/g).map((each) => each.slice(1).split(" ").map(Number));
  const height = (share) => 152 - 142 * share; // between the axis at 152 and the top at 10
  assert.deepEqual(places, [0.1, 0.2, 0.3, 0.4].map((share, i) => [56 + 100 * i, +height(share).toFixed(1)]));
  const dot = svg.querySelector("circle");
  assert.deepEqual([dot.getAttribute("cx"), dot.getAttribute("cy")].map(Number), [256, height(0.3)]);
});

test("a line that is switched off is not drawn and not said, and comes back", () => {
  const { root, svg, legend } = chart({ switches: true, mark: 10 });
  const [first] = root.firstChild.children.slice(1);
  first.click();
  assert.equal(svg.getAttribute("aria-label"), "Shares: other 80.0 %");
  assert.equal(svg.querySelectorAll("path").length, 1);
  assert.equal(first.getAttribute("aria-pressed"), "false");
  assert.equal(legend().length, 2);
  first.click();
  assert.equal(svg.querySelectorAll("path").length, 2);
  assert.equal(first.getAttribute("aria-pressed"), "true");
});
