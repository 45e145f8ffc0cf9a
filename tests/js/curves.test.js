// A chart's legend gives each line's value at the pointer, else at the mark, else at its end.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf, resize } from "./page.js";

const { default: show } = await import("../../views/parts/charts/curves.js");

const SERIES = [{ name: "one", values: [0.1, 0.2, 0.3, 0.4] }, { name: "other", values: [0.9, 0.8, 0.7] }];
const DATA = { title: "Shares", format: "percent", positions: [0, 10, 20, 30], ticks: [{ position: 0, label: "0" }], until: 30, low: 0, high: 1, cut: false, mark: null, turn: "turns", switches: false, series: SERIES };

function chart(changes) {
  const parent = parentOf("ink-curves");
  const root = parent.firstChild;
  root.clientWidth = 366; // 10 pixels per position
  show({ data: { ...DATA, ...changes }, parentElement: parent });
  const legend = () => root.firstChild.children.slice(1).map((each) => each.textContent);
  const update = (changed) => show({ data: { ...DATA, ...changes, ...changed }, parentElement: parent });
  return { root, svg: root.lastChild, legend, update, point: (x) => root.onpointermove({ clientX: x }) };
}

test("with a mark the legend has the values there, also at the first and last position", () => {
  assert.deepEqual(chart({ mark: 0 }).legend(), ["one 10.0%", "other 90.0%"]);
  assert.deepEqual(chart({ mark: 10 }).legend(), ["one 20.0%", "other 80.0%"]);
  assert.deepEqual(chart({ mark: 30 }).legend()[0], "one 40.0%");
});

test("without a mark it has the newest values, and under the pointer those there", () => {
  assert.deepEqual(chart({ series: [SERIES[0]] }).legend(), ["one 40.0%"]);
  for (const mark of [null, 30]) {
    const { legend, point, root } = chart({ mark, series: [SERIES[0]] });
    point(56); // where position 0 is
    assert.deepEqual(legend(), ["one 10.0%"]);
    point(159); // nearest to position 10
    assert.deepEqual(legend(), ["one 20.0%"]);
    root.onpointerleave();
    assert.deepEqual(legend(), ["one 40.0%"]);
  }
});

test("a screen reader hears the title, and each line's name, value and turn", () => {
  const { svg } = chart({ mark: 10, series: [{ ...SERIES[0], turn: 20 }, SERIES[1]] });
  assert.equal(svg.getAttribute("aria-label"), "Shares: one 20.0%, turns, other 80.0%");
});

test("a line rises with its values, and its turn is at its position", () => {
  const { svg } = chart({ series: [{ ...SERIES[0], turn: 20 }] });
  const places = svg.querySelector("path").getAttribute("d").match(/[ML][\d.]+ [\d.]+/g).map((each) => each.slice(1).split(" ").map(Number));
  const height = (share) => 152 - 142 * share; // between the axis at 152 and the top at 10
  assert.deepEqual(places, [0.1, 0.2, 0.3, 0.4].map((share, i) => [56 + 100 * i, +height(share).toFixed(1)]));
  const dot = svg.querySelector("circle");
  assert.deepEqual([dot.getAttribute("cx"), dot.getAttribute("cy")].map(Number), [256, height(0.3)]);
});

const SWITCHED = SERIES.map((each, i) => ({ ...each, id: `run ${i}` }));

test("a hidden line is neither drawn nor read, and can be shown again", () => {
  const { root, svg, legend } = chart({ switches: true, mark: 10, series: SWITCHED });
  const [first] = root.firstChild.children.slice(1);
  first.click();
  assert.equal(svg.getAttribute("aria-label"), "Shares: other 80.0%");
  assert.equal(svg.querySelectorAll("path").length, 1);
  assert.equal(first.getAttribute("aria-pressed"), "false");
  assert.equal(legend().length, 2);
  first.click();
  assert.equal(svg.querySelectorAll("path").length, 2);
  assert.equal(first.getAttribute("aria-pressed"), "true");
});

test("in another language a hidden line stays hidden under its new name", () => {
  const { root, svg, update } = chart({ switches: true, mark: 10, series: SWITCHED });
  root.firstChild.children[1].click();
  update({ title: "Anteile", series: SWITCHED.map((each, i) => ({ ...each, name: ["eine", "andere"][i] })) });
  assert.equal(svg.getAttribute("aria-label"), "Anteile: andere 80.0%");
  assert.deepEqual(root.firstChild.children.slice(1).map((each) => each.getAttribute("aria-pressed")), ["false", "true"]);
});

// Elements of a kind in the picture, each with its text and place.
const placed = (svg, selector, ...names) => svg.querySelectorAll(selector).map((each) => [each.textContent, ...names.map((name) => Number(each.getAttribute(name)))]);

test("an axis has its values in place, from smallest to largest, with zero marked", () => {
  const { svg } = chart({});
  const labels = placed(svg, "text", "x", "y").filter(([text]) => text.endsWith("%"));
  const lines = svg.querySelectorAll("line").map((each) => ["x1", "x2", "y1", "y2"].map((name) => Number(each.getAttribute(name))));
  assert.ok(labels.length > 2 && labels.length === lines.length);
  labels.forEach(([text, x, y], i) => {
    assert.equal(x, 48);
    assert.ok(Math.abs(y - 5 - (152 - 1.42 * parseFloat(text))) < 1e-9, text);
    assert.deepEqual(lines[i], [56, 356, y - 5, y - 5]);
  });
  for (const [text, y] of [["0%", 152], ["100%", 10]]) assert.ok(labels.some(([each, , at]) => each === text && Math.abs(at - 5 - y) < 1e-9), text);
  assert.deepEqual(svg.querySelectorAll(".ink-zero").map((each) => each.getAttribute("y1")), ["152"]);
});

test("an axis has at most about four steps of one, two or five", () => {
  const ticks = (low, high) => placed(chart({ format: "number", low, high, series: [] }).svg, "text").map(([text]) => text).slice(0, -1);
  assert.deepEqual(ticks(0, 4), ["0", "1", "2", "3", "4"]);
  assert.deepEqual(ticks(0, 5), ["0", "2", "4"]);
  assert.deepEqual(ticks(0, 20), ["0", "5", "10", "15", "20"]);
  assert.deepEqual(ticks(-0.3, 0.6), ["0", "0.5"]);
  assert.deepEqual(ticks(-8, -1), ["−8", "−6", "−4", "−2"]);
});

test("an axis covers all values, unless it's cut above", () => {
  const series = [{ name: "one", values: [-1, null, 3, 1] }];
  const heights = (more) => chart({ format: "number", series, ...more }).svg.querySelector("path").getAttribute("d").match(/-?[\d.]+(?=[ML]|$)/g).map(Number);
  assert.deepEqual(heights({}), [152, 10, 81]); // -1 at the axis, 3 at the top, 1 in the middle
  assert.deepEqual(heights({ cut: true }), [152, -132, 10]); // 1 at the top, 3 beyond
  assert.deepEqual(heights({ low: -5, high: 5 }), [95.2, 38.4, 66.8]);
});

test("a missing value interrupts its line, without text or dot", () => {
  const series = [{ name: "one", values: [0, 0.5, null, 1] }];
  const { svg, legend } = chart({ series, mark: 20 });
  assert.equal(svg.querySelector("path").getAttribute("d"), "M56.0 152.0L156.0 81.0M356.0 10.0");
  assert.equal(svg.querySelectorAll("circle").length, 0);
  assert.deepEqual(legend(), ["one no number"]);
});

test("the mark has a dot on every line, and moves under the pointer", () => {
  const where = ({ svg }) => [svg.querySelector(".ink-mark").getAttribute("x1"), svg.querySelector(".ink-mark").getAttribute("x2"), ...placed(svg, "circle", "cx", "cy").map(([, x, y]) => [x, +y.toFixed(1)])];
  const shown = chart({ mark: 10 });
  assert.deepEqual(where(shown), ["156", "156", [156, 123.6], [156, 38.4]]);
  shown.point(258);
  assert.deepEqual(where(shown), ["256", "256", [256, 109.4], [256, 52.6]]);
  shown.root.onpointerleave();
  assert.deepEqual(where(shown), ["156", "156", [156, 123.6], [156, 38.4]]);
  assert.equal(chart({}).svg.querySelector(".ink-mark"), null);
});

test("a line with its own positions is there, in its own look", () => {
  const { svg } = chart({ series: [SERIES[0], { name: "own", values: [0, 1], positions: [15, 30], look: 7 }], mark: 20 });
  assert.equal(svg.querySelector(".ink-series7").getAttribute("d"), "M206.0 152.0L356.0 10.0");
  assert.deepEqual(placed(svg, "circle", "cx").map(([, x]) => x), [256, 206]); // each at its nearest
});

test("a turn's label is on the roomier side, and its line runs from top to bottom", () => {
  for (const [turn, x, anchor] of [[10, 162, "start"], [20, 250, "end"]]) {
    const { svg } = chart({ ticks: [], series: [{ ...SERIES[0], turn }] });
    const label = svg.querySelectorAll("text").find((each) => each.textContent === "turns");
    assert.deepEqual([Number(label.getAttribute("x")), label.getAttribute("text-anchor")], [x, anchor]);
    const line = svg.querySelectorAll("line").find((each) => each.getAttribute("class") === "ink-turn");
    assert.deepEqual(["x1", "x2", "y1", "y2"].map((name) => Number(line.getAttribute(name))), [56 + 10 * turn, 56 + 10 * turn, 10, 152]);
  }
  assert.equal(chart({ series: [{ ...SERIES[0], turn: 5 }] }).svg.querySelector("circle"), null); // it has no position there
});

test("position labels stay within the picture, don't overlap, and end with the last", () => {
  const labels = (positions) => {
    const ticks = positions.map((position) => ({ position, label: `${position}`.padEnd(5, "0") }));
    return placed(chart({ series: [], ticks }).svg, "text", "x", "y").filter(([, , y]) => y === 172);
  };
  const found = labels([0, 1, 6, 15, 30]);
  assert.deepEqual(found, [["00000", 73, 172], ["15000", 206, 172], ["30000", 345, 172]]);
  assert.deepEqual(labels([0, 15, 28, 30]), found);
});

test("without values there are empty axes and a note", () => {
  const { svg, legend, point } = chart({ positions: [], series: [{ name: "one", values: [] }] });
  assert.ok(!svg.getAttribute("aria-label").includes("one"));
  assert.deepEqual(legend(), ["one"]);
  point(100);
  assert.equal(svg.querySelector(".ink-mark"), null);
});

test("a chart follows its width until it is removed", () => {
  const parent = parentOf("ink-curves");
  const root = parent.firstChild;
  root.clientWidth = 366;
  const leave = show({ data: DATA, parentElement: parent });
  const svg = root.lastChild;
  const ends = () => svg.querySelectorAll("path")[0].getAttribute("d").match(/[\d.]+/g).map(Number).at(-2);
  const before = ends();
  root.clientWidth = 666;
  assert.equal(resize(root), 1);
  assert.equal(ends() - before, 300);
  leave();
  assert.equal(resize(root), 0);
});

test("named lines have their values at their ends in order, legible, without a legend", () => {
  const ends = [0.9, 0.02, 0.91, 0]; // two at the top and two at the bottom are closer than a line of text
  const series = ends.map((end, i) => ({ name: "abcd"[i], values: [0.5, end], positions: [0, 10 * (i + 1)], look: i }));
  const { svg, legend } = chart({ named: true, series });
  assert.deepEqual(legend(), []);
  const names = svg.querySelectorAll("text").filter((each) => each.getAttribute("class"));
  assert.deepEqual(names.map((each) => [each.getAttribute("class"), each.textContent]), [["ink-name0", "a 90.0%"], ["ink-name1", "b 2.0%"], ["ink-name2", "c 91.0%"], ["ink-name3", "d 0.0%"]]);
  const [x, y] = ["x", "y"].map((side) => names.map((each) => Number(each.getAttribute(side))));
  const width = (366 - 56 - 10 - 8.4 * "a 100.0%".length) / 30; // per position: the longest value has room beside the end
  x.forEach((each, i) => assert.ok(Math.abs(each - (56 + width * 10 * (i + 1) + 8)) < 1e-9, `${each}`));
  const downward = [2, 0, 1, 3];
  downward.slice(1).forEach((each, i) => assert.ok(y[each] - y[downward[i]] >= 17));
  for (const [i, end] of ends.entries()) assert.ok(Math.abs(y[i] - 5 - (152 - 142 * end)) <= 17 && y[i] - 5 <= 152, `${y[i]}`);
});

test("a line that hasn't begun has no name yet, and one with a gap at its end keeps its last place", () => {
  const { svg } = chart({ named: true, series: [{ name: "none", values: [], positions: [] }, { name: "one", values: [0.5, null], positions: [0, 10] }] });
  const names = svg.querySelectorAll("text").filter((each) => each.getAttribute("class"));
  assert.deepEqual(names.map((each) => each.textContent), ["one no number"]);
  assert.equal(Number(names[0].getAttribute("y")) - 5, 152 - 142 * 0.5);
});

test("a value is shorter on the axis than in the text, at any size", async () => {
  const { written } = await import("../../views/parts/looks/wording.js");
  const figures = [[0.12345, "0.123", "0.123"], [-2.5, "−2.5", "−2.500"], [99.96, "100", "99.960"], [100, "100", "100"], [-9999, "−9999", "−9999"], [10_000, "1e+4", "1e+4"], [-3e8, "−3e+8", "−3e+8"]];
  for (const [value, onAxis, inText] of figures) assert.deepEqual([written(value, "number", false), written(value, "number", true)], [onAxis, inText]);
  assert.deepEqual([written(0.256, "percent", false), written(0.256, "percent", true)], ["26%", "25.6%"]);
  for (const none of [null, undefined]) assert.equal(written(none, "number", true), written(none, "percent", false));
});
