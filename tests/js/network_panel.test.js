// A layer of the network view: walking over it with keys, and the values under the pointer.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./page.js";

const { Panel } = await import("../../views/draw/network/network_panel.js");
const { PanelGrid } = await import("../../views/parts/pictures/panel_grid.js");
const { DARK, LIGHT, NEGATIVE, POSITIVE } = await import("../../model/constants.js");
const { cssColor, sequentialColor } = await import("../../views/parts/looks/values.js");

const NEURONS = { kind: "neurons", layer: "hidden1", output: "hidden1_relu", unit_name: "Neuron {0}", function: "ReLU", shape: [12], grid: [4, 3], scale: 1, words: "Layer" };
const MAPS = { kind: "maps", layer: "conv1", output: "conv1_relu", unit_name: "Map {2}, row {0}, column {1}", function: "ReLU", shape: [2, 3, 4], grid: [2, 2], scale: 1, words: "Maps" };

let view, picked, tips;

beforeEach(() => {
  [picked, tips] = [[], []];
  const root = { getBoundingClientRect: () => ({ left: 0, top: 0 }) };
  view = { root, lit: true, narrow: false, factors: [], selected: null, pick: (...unit) => picked.push(unit), showTip: (lines) => tips.push(lines), hideTip() {}, spotIn: () => ({ x: 0, y: 0 }) };
});

// `brightest` is the flat index of the largest value in its map.
function shown(panel, data, { image = {}, version = 1, brightest = 0, pinned = null } = {}) {
  const size = data.shape.reduce((product, side) => product * side, 1);
  const a = Float32Array.from({ length: size }, (_, i) => (i === brightest ? 9 : (i % 5) / 100));
  const z = a.map((value, i) => value - (i === brightest ? 0.5 : 1));
  panel.show(data, { image, version, pinned, activations: { [data.output]: a, [data.layer]: z } });
  panel.resize(120, 160);
  return { a, z };
}

function panelOf(data, options) {
  const panel = new Panel(view);
  const values = shown(panel, data, options);
  return { panel, ...values, keys: (...keys) => keys.map((key) => panel.canvas.press(key)) };
}

const enter = ({ keys, panel }) => (keys("Enter"), picked.splice(0).map(([layer, index]) => (assert.equal(layer, panel.data.layer), index)));

test("Left and Right move by one neuron, Up and Down by a row, and all stop at the ends", () => {
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

test("in horizontal layers Up and Down move by one neuron, Left and Right by a column", () => {
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

test("on the same drawing, Enter opens the place that was reached", () => {
  const image = {};
  const walker = panelOf(MAPS, { image, brightest: 20 });
  walker.keys("ArrowRight", "ArrowLeft");
  shown(walker.panel, MAPS, { image, brightest: 0 }); // with another neuron off
  assert.deepEqual(enter(walker), [[1, 2, 0]]);
});

test("a tip has a neuron's z and a, and the pinned drawing's value", () => {
  for (const data of [NEURONS, MAPS]) {
    const size = data.shape.reduce((product, side) => product * side, 1);
    const pinned = { activations: { [data.output]: Float32Array.from({ length: size }, (_, i) => 100 + i) } };
    const { panel } = panelOf(data, { brightest: size - 1, pinned });
    const last = data.shape.map((side) => side - 1);
    assert.deepEqual(panel.describe(last), [{ neurons: "Neuron 11", maps: "Map 3, row 1, column 2" }[data.kind], "z = 8.50", "a = ReLU(z) = 9.00", `before: a = ${100 + size - 1}.00`]);
    const first = data.shape.map(() => 0);
    assert.deepEqual(panel.describe(first).slice(1, 3), ["z = −1.00", "a = ReLU(z) = 0.00"]);
  }
});

test("a tip has the factor of a changed neuron, and of no other", () => {
  view.factors = [{ layer: "hidden1", number: 11, factor: 2.5 }, { layer: "hidden2", number: 0, factor: 0 }];
  const { panel } = panelOf(NEURONS, { brightest: 11 });
  assert.equal(panel.describe([11])[2], "a = 2.5 × ReLU(z) = 9.00");
  assert.equal(panel.describe([0])[2], "a = ReLU(z) = 0.00");
});

test("a layer says how many values are above 0, and which is the brightest", () => {
  const { panel } = panelOf(MAPS, { brightest: 14 }); // row 1, column 0 of the third map; every fifth is 0
  assert.equal(panel.canvas.getAttribute("aria-label"), "Maps; 19 above 0, and the brightest is 9.00 at 1, 0, 2. Arrow keys move between neurons, and Enter explains one.");
});

test("Tab and pointer reach every layer", () => {
  const { panel } = panelOf(NEURONS);
  assert.equal(panel.canvas.getAttribute("tabindex"), "0");
});

test("a tip goes with the pointer, and with the focus", () => {
  let isTipShown = false;
  const { panel, keys } = panelOf(NEURONS);
  Object.assign(view, { showTip: () => (isTipShown = true), hideTip: () => (isTipShown = false) });
  for (const go of ["onpointerleave", "onblur"]) {
    keys("ArrowRight");
    assert.ok(isTipShown);
    panel.canvas[go]();
    assert.ok(!isTipShown, go);
  }
});

test("every unit's place is where the pointer finds it", () => {
  const layouts = [
    [{ shape: [12], grid: [4, 3] }, 12],
    [{ shape: [10], grid: [4, 3] }, 10], // its last row isn't full
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
      const isThere = (index) => index === null || index.every((i, axis) => i >= 0 && i < panel.shape[axis]);
      const places = Array.from({ length: 240 * 168 }, (_, pixel) => [pixel % 240, Math.floor(pixel / 240)]);
      assert.deepEqual(places.find(([x, y]) => !isThere(grid.unitAt(x, y))), undefined, "between two maps it is a unit at an edge");
    }
});

// What is painted on a layer's canvas: each call with its current colors and line widths.
function painted(data, options, more = {}) {
  Object.assign(view, more);
  const { panel, a } = panelOf(data, options);
  const { context } = panel.canvas;
  const calls = [];
  for (const name of ["arc", "rect", "fillRect", "drawImage", "moveTo", "lineTo"]) context[name] = (...about) => calls.push([name, ...about.filter((each) => typeof each === "number")]);
  for (const name of ["fill", "stroke"]) context[name] = () => calls.push([name, name === "fill" ? context.fillStyle : context.strokeStyle]);
  context.setTransform = (...numbers) => calls.push(["setTransform", ...numbers]);
  let pixels;
  panel.pixels.context.putImageData = ({ width, height, data: { buffer } }) => (pixels = { width, height, colors: [...new Uint32Array(buffer)] });
  panel.paint();
  return { panel, a, calls, pixels, of: (...names) => calls.filter(([name]) => names.includes(name)) };
}

const color = (value) => cssColor(sequentialColor(value, 1));

test("every neuron is a disk in its cell, in its activation's color, and dark on blank paper", () => {
  const { of, a } = painted(NEURONS, { brightest: 4 }); // 120 by 160 pixels: cells of 40, with a margin of 1.5
  assert.deepEqual(of("arc"), Array.from({ length: 12 }, (_, i) => ["arc", 20 + 40 * (i % 3), 20 + 40 * Math.floor(i / 3), 18.5, 0, 2 * Math.PI]));
  assert.deepEqual(of("fill"), Array.from(a, (value) => ["fill", color(value)]));
  const blank = painted(NEURONS, {}, { lit: false });
  assert.deepEqual(blank.of("fill"), Array(12).fill(["fill", DARK]));
});

test("a picture is painted within its halo, at the screen's resolution", () => {
  globalThis.devicePixelRatio = 2;
  const { panel, of } = painted(NEURONS);
  delete globalThis.devicePixelRatio;
  assert.deepEqual([panel.canvas.width, panel.canvas.height, panel.canvas.style.width, panel.canvas.style.margin], [264, 344, "132px", "auto -6px"]);
  assert.deepEqual(of("setTransform"), [["setTransform", 2, 0, 0, 2, 12, 12]]);
  assert.deepEqual(panel.unitAt({ clientX: 6 + 119, clientY: 6 + 1 }), [2]);
  assert.equal(panel.unitAt({ clientX: 5, clientY: 20 }), null);
});

test("the selected neuron has a ring, in its own layer only", () => {
  const ring = (selected) => painted(NEURONS, {}, { selected }).of("arc").slice(12);
  assert.deepEqual(ring({ layer: "hidden1", index: [5] }), [["arc", 100, 60, 19.5, 0, 2 * Math.PI]]);
  assert.deepEqual(ring({ layer: "hidden2", index: [5] }), []);
  assert.deepEqual(ring(null), []);
});

test("a selected unit of a map has a mark, and its map a frame", () => {
  const { of } = painted(MAPS, {}, { selected: { layer: "conv1", index: [1, 2, 3] } }); // the fourth of 60 by 80
  const [frame, mark] = of("rect");
  assert.deepEqual(frame, ["rect", 61, 81, 58, 78]);
  assert.deepEqual(mark.slice(1), [61.5 + (2.5 * 57) / 3 - 3, 81.5 + (1.5 * 77) / 2 - 3, 6, 6]);
});

test("a neuron that is off is crossed out, a multiplied one has a ring", () => {
  const { of, calls } = painted(NEURONS, {}, { factors: [{ layer: "hidden1", number: 5, factor: 0 }, { layer: "hidden1", number: 0, factor: 0.5 }, { layer: "hidden2", number: 1, factor: 0 }] });
  assert.deepEqual(of("moveTo", "lineTo"), [["moveTo", 81, 41], ["lineTo", 119, 79], ["moveTo", 81, 79], ["lineTo", 119, 41]]);
  assert.deepEqual(of("arc").slice(12), [["arc", 20, 20, 19, 0, 2 * Math.PI]]);
  assert.deepEqual(calls.filter(([name]) => name === "stroke").slice(-2), [["stroke", LIGHT], ["stroke", POSITIVE]]);
});

test("neurons that have switched since the pinned drawing are ringed, counted, and named", () => {
  const pinned = Float32Array.from({ length: 12 }, (_, i) => Number(i % 5 > 0)); // as it fires now, except for two:
  [pinned[0], pinned[1]] = [1, 0];
  const { panel, calls } = painted({ ...NEURONS, switches: true }, { brightest: 2, pinned: { activations: { hidden1_relu: pinned } } });
  const rings = calls.flatMap(([name, x, y, size], i) => (name === "arc" && [POSITIVE, NEGATIVE].includes(calls[i + 1]?.[1]) ? [[x, y, size, calls[i + 1][1]]] : []));
  assert.deepEqual(rings, [[20, 20, 18, NEGATIVE], [60, 20, 18, POSITIVE]]);
  assert.equal(panel.figure.querySelector("em").textContent, "2 switched");
  panel.show({ ...NEURONS, switches: true }, { version: 2, pinned: null, activations: { hidden1_relu: pinned, hidden1: pinned } });
  assert.equal(panel.figure.querySelector("em").textContent, "");
  panel.show({ ...NEURONS, switches: false }, { version: 2, pinned: { activations: { hidden1_relu: pinned } }, activations: { hidden1_relu: pinned, hidden1: pinned } });
  assert.equal(panel.figure.querySelector("em").textContent, "");
});

test("maps are painted side by side, one pixel per value, each in its own cell", () => {
  const { of, pixels, a } = painted(MAPS, { brightest: 20 });
  assert.deepEqual([pixels.width, pixels.height], [12, 2]);
  const at = (row, col, channel) => pixels.colors[12 * row + 3 * channel + col];
  for (let flat = 0; flat < 24; flat++) assert.equal(at(Math.floor(flat / 12), Math.floor(flat / 4) % 3, flat % 4), sequentialColor(a[flat], 1), `${flat}`);
  assert.deepEqual(of("drawImage").map(([, ...about]) => about), [[0, 0], [60, 0], [0, 80], [60, 80]].map(([x, y], channel) => [3 * channel, 0, 3, 2, x + 1.5, y + 1.5, 57, 77]));
  assert.equal(painted(MAPS, {}, { lit: false }).of("fillRect").length, 4);
});

test("switched units of maps have the color of their change, in place", () => {
  const pinned = Float32Array.from({ length: 24 }, (_, i) => Number(i % 5 > 0));
  [pinned[20], pinned[11]] = [1, 0]; // silent now: row 1, column 2 of the first map; fires now: row 0, column 2 of the last
  const { pixels } = painted({ ...MAPS, switches: true }, { brightest: 1, pinned: { activations: { conv1_relu: pinned } } });
  const colors = pixels.colors.map(cssColor);
  const rgb = (hex) => `rgb(${[1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16)).join(" ")})`;
  assert.deepEqual(colors.flatMap((each, i) => (each === rgb(NEGATIVE) ? [i] : [])), [12 + 2]);
  assert.deepEqual(colors.flatMap((each, i) => (each === rgb(POSITIVE) ? [i] : [])), [9 + 2]);
});

test("on blank paper only a pixel can be picked, to explain the image; a neuron says that it has no value", () => {
  const walker = panelOf(NEURONS);
  walker.panel.pick([3]);
  view.lit = false;
  walker.panel.pick([3]);
  assert.deepEqual(picked.splice(0), [["hidden1", [3]]]);
  assert.deepEqual(walker.panel.describe([3]), ["Neuron 3", "Draw something to give it a value."]);
  view.lit = true;
  const pixels = panelOf({ ...MAPS, kind: "pixels", layer: "image", output: "image", shape: [2, 3], grid: [1, 1], unit_name: "Row {0}, column {1}" }, { brightest: 5 });
  let asked = 0;
  view.ask = () => asked++;
  pixels.panel.pick([1, 2]);
  assert.deepEqual([picked, asked], [[], 1]);
  assert.deepEqual(pixels.panel.describe([1, 2]), ["Row 1, column 2", "a = 8.50"]);
});

test("a layer without an activation function says that it passes z on", () => {
  const { panel } = panelOf({ ...NEURONS, function: "" }, { brightest: 11 });
  assert.deepEqual(panel.describe([11]).slice(1), ["z = 8.50", "a = linear(z) = 9.00"]);
});

test("repainting copies glow and edges instead of drawing them", () => {
  const { panel, calls, of } = painted(NEURONS, { brightest: 4 });
  assert.equal(of("stroke").length, 0);
  assert.deepEqual(of("drawImage").map(([, x, y, width]) => [x, y, width]), [[60 - 47, 60 - 47, 94], [-6, -6, 132]]); // the glow of the brightest, and all edges
  const made = [];
  const { createElement } = document;
  document.createElement = (tag) => (made.push(tag), createElement.call(document, tag));
  calls.length = 0;
  panel.paint();
  document.createElement = createElement;
  assert.deepEqual([made, of("stroke").length, of("drawImage").length, of("fill").length], [[], 0, 2, 12]);
  assert.equal(panel.canvas.context.shadowBlur, undefined);
  panel.resize(240.4, 320.7);
  calls.length = 0;
  panel.paint();
  const [, , , width, height] = of("drawImage").at(-1);
  const isWhole = (pixels, side) => Math.abs(pixels - side) < 1e-6;
  assert.ok(isWhole(width * panel.ratio, panel.canvas.width) && isWhole(height * panel.ratio, panel.canvas.height)); // each edge around its neuron
});
