// The window that slides: where it is, what it shows and reports, how it runs, and its frames in the network view.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Element, parentOf } from "./page.js";

const { default: show } = await import("../../views/neuron/card/sliding_window.js");
const { WindowFrames } = await import("../../views/draw/network/window_frames.js");
const { base64Of } = await import("../../model/base64.js");
const { readings, trials } = await import("../../views/parts/component/reading.js");
const { PanelGrid } = await import("../../views/parts/pictures/panel_grid.js");

// A convolution of 2 × 2 over two maps of 3 × 4; its map has 2 × 3 cells, and is the second of two.
const CHAIN = [{ window: [2, 2], strides: [1, 1], padding: [0, 0], own: false, before: { shape: [3, 4, 2] } }, { window: [3, 3], strides: [1, 1], padding: [0, 0], own: false, before: { shape: [5, 6, 1] } }];
const DATA = { about: ["conv2", [0, 1, 1]], network: "net", layers: ["conv1_relu", "conv2_relu"], chain: CHAIN, shape: [2, 3], channels: 2, weights: base64Of(Float32Array.of(1, 0, 0, 2, 0, 0, 0, -1)), bias: 0.5, shown_bias: 0.5, function: "relu", named: "ReLU", parameters: [], factor: 1, scales: [1, 1], sentence: "It slides.", values: null };
const POOL = { ...DATA, chain: [{ ...CHAIN[0], own: true }], weights: null, bias: 0, shown_bias: 0, function: "max" };
const SOURCE = Float32Array.from({ length: 24 }, (_, i) => i / 10);
const MAP = Float32Array.from({ length: 12 }, (_, i) => i);

let root, picked, frames, isStill;
globalThis.Option = function (text, value) {
  return Object.assign(new Element("option"), { textContent: text, value });
};
globalThis.matchMedia = () => ({ matches: isStill });

function read(source = SOURCE) {
  readings.publish({ network: "net", image: new Float32Array(30), activations: { conv1_relu: source, conv2_relu: MAP } });
}

function open(data = DATA) {
  const parent = parentOf("ink-sliding-window");
  root = parent.firstChild;
  const again = (more) => show({ data: { ...data, ...more }, parentElement: parent, setTriggerValue: (name, value) => picked.push(value) });
  again();
  for (const canvas of canvases()) [canvas.clientWidth, canvas.clientHeight] = [canvas.width, canvas.height];
  return again;
}

const canvases = () => [...root.querySelectorAll("canvas")];
const spot = () => root.querySelectorAll("figcaption")[2].textContent;
const cells = () => [...root.querySelector(".ink-cells").children].map((each) => each.querySelectorAll("b").map((b) => b.textContent).join(" "));
const sum = () => [...root.querySelector(".ink-sum").children].map((each) => each.textContent);
const play = () => root.querySelector("button");
const at = (canvas, row, col, pointerType = "mouse") => ({ clientX: (col + 0.5) * (canvas.width / canvas.grid[1]), clientY: (row + 0.5) * (canvas.height / canvas.grid[0]), pointerType, pointerId: 1 });

beforeEach(() => {
  root?.remove();
  [picked, frames, isStill, readings.last, trials.last] = [[], [], false, null, null];
  globalThis.requestAnimationFrame = (call) => frames.push(call);
  read();
});

test("its cells show what it reads, times the weights, and the sums and the bias make z and the neuron's value", () => {
  open();
  assert.equal(spot(), "row 0, col 1");
  const read = Number(root.querySelector("select").value);
  assert.equal(read, 1); // it contributes most
  assert.deepEqual(cells(), ["0.30 × 0.00 = 0.00", "0.50 × 2.00 = 1.00", "1.10 × 0.00 = 0.00", "1.30 × −1.00 = −1.30"]);
  assert.deepEqual(sum(), [" −0.30Map 1", "+ 0.20other maps", "+ 0.50Bias", "= 0.40z", "→ 0.40ReLU(z)"]);
  Object.assign(root.querySelector("select"), { value: "0" }).onchange();
  assert.deepEqual([cells()[0], sum()[0], sum()[1]], ["0.20 × 1.00 = 0.20", " 0.20Map 0", "+ (−0.30)other maps"]);
});

test("it is live, and shows only the network of its card", () => {
  open();
  read(SOURCE.map((value) => 2 * value));
  assert.deepEqual(sum().slice(3), ["= 0.30z", "→ 0.30ReLU(z)"]);
  readings.publish({ network: "other", image: new Float32Array(30), activations: { conv1_relu: SOURCE, conv2_relu: MAP } });
  assert.equal(sum()[3], "= 0.30z");
});

test("a pooling's largest cell is marked", () => {
  open(POOL);
  assert.deepEqual(cells().map((each) => each.trim()), ["0.30", "0.50", "1.10", "1.30"]);
  assert.deepEqual([...root.querySelector(".ink-cells").children].map(({ className }) => className), ["", "", "", "ink-largest"]);
  assert.deepEqual(sum(), ["→ 1.30the largest"]);
});

test("it follows the pointer over the map and, by its middle, over what it reads; a mouse that leaves sends it back", () => {
  open();
  const [, source, map] = canvases();
  map.onpointermove(at(map, 1, 2));
  assert.equal(spot(), "row 1, col 2");
  for (const [row, col, place] of [[0, 0, "row 0, col 0"], [2, 3, "row 1, col 2"], [1, 1, "row 1, col 1"]]) {
    source.onpointermove(at(source, row, col));
    assert.equal(spot(), place);
  }
  map.onpointerleave({ pointerType: "touch" });
  assert.equal(spot(), "row 1, col 1");
  map.onpointerleave({ pointerType: "mouse" });
  assert.equal(spot(), "row 0, col 1");
  map.onpointerdown(at(map, 1, 0));
  map.click();
  assert.deepEqual(picked, [[1, 0]]);
  root.remove();
  open({ ...POOL, chain: [{ ...CHAIN[0], own: true, window: [3, 3] }], shape: [1, 2], about: ["conv2", [0, 0, 1]] });
  canvases()[1].onpointermove(at(canvases()[1], 1, 2));
  assert.equal(spot(), "row 0, col 1");
  canvases()[1].onpointermove(at(canvases()[1], 1, 1));
  assert.equal(spot(), "row 0, col 0");
});

test("arrow keys move it within the map, and Enter chooses", () => {
  open();
  const map = canvases()[2];
  for (const [key, place] of [["ArrowUp", "row 0, col 1"], ["ArrowRight", "row 0, col 2"], ["ArrowRight", "row 0, col 2"], ["ArrowDown", "row 1, col 2"], ["ArrowLeft", "row 1, col 1"]]) {
    assert.ok(map.press(key));
    assert.equal(spot(), place, key);
  }
  assert.ok(map.press("Enter"));
  assert.equal(map.press("Tab"), false);
  assert.deepEqual(picked, [[1, 1]]);
});

test("Play writes cell after cell, row by row, pauses, and ends where it was", () => {
  open();
  play().click();
  assert.equal(play().textContent, "Pause");
  const [seen, times] = [[], []];
  for (let now = 0; frames.length && now < 5000; now += 50) {
    frames.shift()(now);
    if (trials.last.written && seen.at(-1) !== trials.last.written) {
      seen.push(trials.last.written);
      times.push(now);
    }
    if (now === 500) {
      play().click(); // pauses, and goes on
      assert.deepEqual([frames.shift()(now), frames.length, play().textContent], [undefined, 0, "Play"]);
      play().click();
    }
  }
  assert.deepEqual(seen, [1, 2, 3, 4, 5, 6]);
  assert.ok(times[1] - times[0] > 2 * (times[5] - times[4])); // the first one can be read
  assert.deepEqual([spot(), play().textContent, trials.last.written], ["row 0, col 1", "Play", null]);
});

test("with reduced motion nothing runs, and each press writes one cell", () => {
  isStill = true;
  open();
  assert.equal(play().textContent, "One step");
  const steps = Array.from({ length: 7 }, () => (play().click(), trials.last.index.join()));
  assert.deepEqual([steps, frames], [["0,0,1", "0,1,1", "0,2,1", "1,0,1", "1,1,1", "1,2,1", "0,0,1"], []]);
});

test("where the browser doesn't read the drawing it takes the values that it's sent", () => {
  readings.last = null;
  open({ ...DATA, values: { image: base64Of(new Float32Array(30)), source: base64Of(SOURCE), map: base64Of(Float32Array.of(1, 2, 3, 4, 5, 6)) } });
  assert.equal(sum()[3], "= 0.40z");
});

test("a removed card listens no more", () => {
  open();
  root.remove();
  const { size } = readings.listeners;
  Object.defineProperty(root, "isConnected", { value: false });
  read();
  assert.equal(readings.listeners.size, size - 1);
});

test("the network view frames the window in every map that it reads, its field in the image, and the place", () => {
  const panel = (layer, shape, chain) => ({ layer, shape, grid: [1, shape[2] ?? 1], chain });
  const panels = [panel("image", [5, 6]), panel("conv1", [3, 4, 2], CHAIN.slice(1)), panel("conv2", [2, 3, 2], CHAIN)];
  const moving = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  document.body.append(moving);
  const view = { moving, data: { panels }, panels: panels.map((each) => ({ grid: new PanelGrid(each, false, 120, 60) })), corners: panels.map((_each, i) => ({ x: 200 * i, y: 0 })), selected: { layer: "conv2", index: [0, 1, 1] } };
  const own = new WindowFrames(view);
  const [unwritten, edge] = moving.nextElementSibling.children;
  const drawn = (path) => path.getAttribute("d").split("M").slice(1).map((each) => each.split(/[ hvz]/).slice(0, 4).map((number) => Math.round(number)));
  own.draw();
  assert.equal(drawn(edge).length, 4); // the place, the field, and two maps
  const places = [0, 1, 2].map((i) => drawn(edge).filter(([x]) => Math.floor(x / 200) === i).length);
  assert.deepEqual(places, [1, 2, 1]);
  const [[, , wide, tall]] = drawn(edge).filter(([x]) => x < 200);
  assert.deepEqual([Math.round(wide / (120 / 6)), Math.round(tall / (60 / 5))], [4, 4]);
  open();
  play().click();
  frames.shift()(0);
  assert.equal(drawn(unwritten).length, 2); // the rest of the row, and the row below
  view.frame({ layer: "conv2", index: [1, 2, 1] });
  assert.deepEqual(trials.last, { by: "network", layer: "conv2", index: [1, 2, 1] });
  play().click();
  view.frame({ layer: "conv2", index: [1, 1, 1] });
  assert.equal(spot(), "row 1, col 1");
  view.frame(null);
  assert.equal(spot(), "row 0, col 1");
  view.frame({ layer: "conv1", index: [0, 0, 0] });
  assert.equal(drawn(edge).length, 2);
  view.data.panels[2].chain = [{ ...CHAIN[0], own: true }, CHAIN[1]];
  view.frame({ layer: "conv2", index: [1, 1, 1] });
  assert.equal(drawn(edge).length, 3); // a pooling reads one map
  const { size } = trials.listeners;
  Object.defineProperty(moving, "isConnected", { value: false });
  trials.publish({ by: "card" });
  assert.equal(trials.listeners.size, size - 1);
});
