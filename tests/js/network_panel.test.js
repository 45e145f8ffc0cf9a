// A layer of the network view is walked over with keys, and says under the pointer what a neuron's values are.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./page.js";

const { Panel } = await import("../../views/draw/network_panel.js");
const { PanelGrid } = await import("../../views/draw/panel_grid.js");

const NEURONS = { kind: "neurons", layer: "hidden1", output: "hidden1_relu", unit_name: "Neuron {0}", function: "ReLU", shape: [12], grid: [4, 3], scale: 1, words: "Layer" };
const MAPS = { kind: "maps", layer: "conv1", output: "conv1_relu", unit_name: "Map {2}, row {0}, column {1}", function: "ReLU", shape: [2, 3, 4], grid: [2, 2], scale: 1, words: "Maps" };

let view, picked, told;

beforeEach(() => {
  [picked, told] = [[], []];
  const root = { getBoundingClientRect: () => ({ left: 0, top: 0 }) };
  view = { root, lit: true, narrow: false, factors: [], selected: null, pick: (...unit) => picked.push(unit), showTip: (lines) => told.push(lines), hideTip() {}, spotIn: () => ({ x: 0, y: 0 }) };
});

// `brightest` is the flat index of the value that is largest in its map.
function shown(panel, data, { image = {}, version = 1, brightest = 0, kept = null } = {}) {
  const size = data.shape.reduce((product, side) => product * side, 1);
  const a = Float32Array.from({ length: size }, (_, i) => (i === brightest ? 9 : (i % 5) / 100));
  const z = a.map((value, i) => value - (i === brightest ? 0.5 : 1));
  panel.show(data, { image, version, kept, activations: { [data.output]: a, [data.layer]: z } });
  panel.resize(120, 160);
  return { a, z };
}

function panelOf(data, options) {
  const panel = new Panel(view);
  const values = shown(panel, data, options);
  return { panel, ...values, keys: (...keys) => keys.map((key) => panel.canvas.press(key)) };
}

const enter = ({ keys, panel }) => (keys("Enter"), picked.splice(0).map(([layer, index]) => (assert.equal(layer, panel.data.layer), index)));

test("Right and Left are one neuron on and back, Down and Up one row, and all of them stop at the ends", () => {
  const walker = panelOf(NEURONS);
  const at = (...keys) => (walker.keys(...keys), enter(walker)[0][0]);
  assert.equal(at(), 0);
  assert.equal(at("ArrowRight"), 1);
  assert.equal(at("ArrowDown"), 4);
  assert.equal(at("ArrowLeft"), 3);
  assert.equal(at("ArrowUp"), 0);
  assert.equal(at("ArrowUp", "ArrowLeft"), 0);
  assert.equal(at("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"), 11);
  assert.equal(at("ArrowRight"), 11);
  assert.deepEqual(walker.keys("a", "Tab", "ArrowRight", " "), [false, false, true, true]);
});

test("where layers lie, Down and Up are one neuron on and back, Right and Left one column", () => {
  view.narrow = true;
  const grid = new PanelGrid({ shape: [40], grid: [20, 2] }, true, 300, 100); // four rows of ten
  assert.deepEqual(["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"].map((key) => grid.step(10, key)), [11, 9, 14, 6]);
  assert.deepEqual(["ArrowDown", "ArrowRight"].map((key) => grid.step(39, key)), [39, 39]);
  assert.deepEqual(["ArrowUp", "ArrowLeft"].map((key) => grid.step(0, key)), [0, 0]);
  assert.equal(grid.step(3, "Enter"), undefined);
});

test("Enter opens a map at its brightest place, and after another drawing at the new one", () => {
  const walker = panelOf(MAPS, { brightest: 0 });
  assert.deepEqual(enter(walker), [[0, 0, 0]]);
  shown(walker.panel, MAPS, { image: {}, brightest: 20 }); // row 1, column 2 of the first map
  assert.deepEqual(enter(walker), [[1, 2, 0]]);
  walker.keys("ArrowRight", "ArrowDown");
  shown(walker.panel, MAPS, { image: {}, brightest: 11 }); // row 0, column 2 of the last map
  assert.deepEqual(enter(walker), [[0, 2, 3]]);
});

test("of the same drawing read anew, Enter opens the place that was reached", () => {
  const image = {};
  const walker = panelOf(MAPS, { image, brightest: 20 });
  walker.keys("ArrowRight", "ArrowLeft");
  shown(walker.panel, MAPS, { image, brightest: 0 }); // with another neuron off
  assert.deepEqual(enter(walker), [[1, 2, 0]]);
});

test("a tip says a neuron's z as its z and its a as its a, and what the kept drawing has", () => {
  for (const data of [NEURONS, MAPS]) {
    const size = data.shape.reduce((product, side) => product * side, 1);
    const kept = { activations: { [data.output]: Float32Array.from({ length: size }, (_, i) => 100 + i) } };
    const { panel } = panelOf(data, { brightest: size - 1, kept });
    const last = data.shape.map((side) => side - 1);
    assert.deepEqual(panel.describe(last), [{ neurons: "Neuron 11", maps: "Map 3, row 1, column 2" }[data.kind], "z = 8.50", "a = ReLU(z) = 9.00", `kept one: a = ${100 + size - 1}.00`]);
    const first = data.shape.map(() => 0);
    assert.deepEqual(panel.describe(first).slice(1, 3), ["z = −1.00", "a = ReLU(z) = 0.00"]);
  }
});

test("a tip says by what a neuron's activation is multiplied, and of no other neuron's", () => {
  view.factors = [{ layer: "hidden1", number: 11, factor: 2.5 }, { layer: "hidden2", number: 0, factor: 0 }];
  const { panel } = panelOf(NEURONS, { brightest: 11 });
  assert.equal(panel.describe([11])[2], "a = 2.5 × ReLU(z) = 9.00");
  assert.equal(panel.describe([0])[2], "a = ReLU(z) = 0.00");
});

test("a layer says how many of its values are above 0, and which is the brightest", () => {
  const { panel } = panelOf(MAPS, { brightest: 14 }); // row 1, column 0 of the third map; every fifth is 0
  assert.equal(panel.canvas.getAttribute("aria-label"), "Maps; 19 above 0, the brightest at 1, 0, 2 with 9.00. Arrow keys move between neurons, Enter explains one.");
});

test("Tab reaches every layer, and so does a hand: no layer is left out of the order", () => {
  const { panel } = panelOf(NEURONS);
  assert.equal(panel.canvas.getAttribute("tabindex"), "0");
});

test("the place of every unit is where a pointer finds it", () => {
  const layouts = [
    [{ shape: [12], grid: [4, 3] }, 12],
    [{ shape: [10], grid: [4, 3] }, 10], // its last row is not full
    [{ shape: [5, 7], grid: [1, 1] }, 35],
    [{ shape: [2, 3, 4], grid: [2, 2] }, 24],
  ];
  for (const [panel, count] of layouts)
    for (const isLying of [false, true]) {
      const grid = new PanelGrid(panel, isLying, 240, 168);
      for (let flat = 0; flat < count; flat++) {
        const index = grid.indexAt(flat);
        assert.equal(grid.flatIndex(index), flat);
        const { x, y } = grid.spot(index);
        assert.deepEqual(grid.unitAt(x, y), index);
      }
      for (let empty = grid.channels; empty < grid.rows * grid.cols; empty++) {
        const { x, y, width, height } = grid.cell(empty);
        assert.equal(grid.unitAt(x + width / 2, y + height / 2), null);
      }
      for (const [x, y] of [[-1, 5], [5, -1], [240, 5], [5, 168]]) assert.equal(grid.unitAt(x, y), null);
    }
});
