// A layer under the pointer, and its painting: including the halo, repainted when it changes, and read aloud.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Element } from "./page.js";

const { HALO, Panel } = await import("../../views/draw/network/network_panel.js");
const { Outputs } = await import("../../views/draw/network/outputs.js");
const { BRIGHT, DARK, LIGHT } = await import("../../model/constants.js");
const { cssColor, sequentialColor } = await import("../../views/parts/looks/values.js");

const NEURONS = { kind: "neurons", layer: "hidden1", output: "hidden1_relu", unit_name: "Neuron {0}", function: "ReLU", shape: [12], grid: [4, 3], scale: 1, words: "Layer" };
const MAPS = { kind: "maps", layer: "conv1", output: "conv1_relu", unit_name: "Map {2}", function: "ReLU", shape: [2, 3, 4], grid: [2, 2], scale: 1, words: "Maps" };
const OUTPUTS = { kind: "digits", layer: "logits", output: "probs", scale: 1, words: "Outputs", shape: [10] };

afterEach(() => delete globalThis.devicePixelRatio);

// A layer of 120 by 160 pixels, 100 right of and 50 below the window's corner, in a view 40 and 20 from there.
function seen(data, { lit = true, selected = null, version = 1, factors = [] } = {}) {
  const tips = [];
  const root = { getBoundingClientRect: () => ({ left: 40, top: 20 }) };
  const view = { root, lit, narrow: false, factors, selected, picked: [], showTip: (...about) => tips.push(about), hideTip: () => tips.push(null), spotIn: (panel, flatIndex) => ({ of: panel, flatIndex }) };
  view.pick = (...unit) => view.picked.push(unit);
  const panel = new (data.kind === "digits" ? Outputs : Panel)(view);
  const size = data.shape.reduce((product, side) => product * side, 1);
  const values = Float32Array.from({ length: size }, (_, i) => i / 20);
  const show = (more = {}, of = data) => panel.show(of, { image: values, version, pinned: null, before: null, activations: lit ? { [data.output]: values, [data.layer]: values } : null, ...more });
  show();
  panel.resize(120, 160);
  panel.paint();
  if (panel.canvas) panel.canvas.getBoundingClientRect = () => ({ left: 100, top: 50, right: 232, bottom: 222 });
  return { panel, view, tips, show, values };
}

const at = (x, y) => ({ clientX: 100 + HALO + x, clientY: 50 + HALO + y });

test("the tip describes the neuron under the pointer, beside it, and nothing elsewhere", () => {
  const { panel, tips, view } = seen(NEURONS);
  panel.canvas.onpointermove(at(100, 60)); // the second row's last
  assert.deepEqual([tips[0][0][0], tips[0][1]], ["Neuron 5", { x: 100 + HALO + 100 - 40, y: 50 + HALO + 60 - 20 }]);
  tips.length = 0;
  view.hovered(); // repeated, when other values come
  assert.deepEqual([tips[0][0][0], tips[0][1].x], ["Neuron 5", 66 + 100]);
  panel.canvas.onpointermove(at(-5, 60));
  assert.deepEqual([tips.at(-1), view.hovered], [null, null]);
});

test("with the keys the tip is at the neuron, and an output's beside its row", () => {
  const { panel, tips } = seen(NEURONS);
  panel.canvas.press("ArrowDown");
  assert.deepEqual(tips[0][1], { of: panel, flatIndex: 3 });
  const outputs = seen(OUTPUTS);
  outputs.panel.hover(7);
  assert.deepEqual([outputs.tips[0][0][0], outputs.tips[0][1]], ["Digit 7", { of: outputs.panel, flatIndex: 7 }]);
  outputs.tips.length = 0;
  outputs.view.hovered();
  assert.equal(outputs.tips[0][0][0], "Digit 7");
});

test("a click picks the neuron pressed, and nothing beside the neurons", () => {
  const { panel, view } = seen(NEURONS);
  for (const [x, y] of [[20, 20], [-5, 60]]) {
    panel.canvas.onpointerdown(at(x, y));
    panel.canvas.onclick();
  }
  assert.deepEqual(view.picked, [["hidden1", [0]]]);
});

test("the screen reader's text waits until the stroke is finished", () => {
  const { panel, show } = seen(NEURONS);
  const spoken = () => panel.canvas.getAttribute("aria-label");
  const before = spoken();
  show({ version: null, activations: { hidden1_relu: new Float32Array(12), hidden1: new Float32Array(12) } });
  assert.equal(spoken(), before);
  show({ version: 2, activations: { hidden1_relu: new Float32Array(12), hidden1: new Float32Array(12) } });
  assert.match(spoken(), /0 above 0/);
});

test("on any screen a picture has whole pixels, is cleared with its halo, and has its edges on it", () => {
  globalThis.devicePixelRatio = 1.3;
  const { panel } = seen(NEURONS);
  const { width, height, style, painted } = panel.canvas;
  assert.deepEqual([width, height, style.width, style.height], [172, 224, "132px", "172px"]); // 171.6, 223.6
  assert.deepEqual(painted.find(([name]) => name === "clearRect"), ["clearRect", -HALO, -HALO, 132, 172]);
  const [, edges, left, top, across, down] = painted.findLast(([name]) => name === "drawImage");
  const ratio = 172 / 132;
  assert.deepEqual([edges.width, edges.height, left, top], [172, 224, -HALO, -HALO]);
  assert.ok(Math.abs(across - 132) < 0.1 && Math.abs(down - 172) < 1);
  assert.deepEqual(edges.painted[0], ["setTransform", { a: ratio, d: ratio, e: HALO * ratio, f: HALO * ratio }]);
});

test("only map layers have map pictures, which are made once and again for other maps", () => {
  assert.equal(seen(NEURONS).panel.picture, undefined);
  const { panel, show } = seen(MAPS);
  const { picture, pixels } = panel;
  assert.deepEqual([picture.width, picture.height, pixels.width, pixels.height], [12, 2, 12, 2]);
  panel.paint();
  assert.equal(panel.picture, picture);
  for (const shape of [[4, 3, 4], [4, 5, 4]]) {
    show({ activations: { conv1_relu: new Float32Array(80), conv1: new Float32Array(80) } }, { ...MAPS, shape });
    panel.paint();
    const { picture, pixels } = panel;
    assert.deepEqual([picture.width, picture.height, pixels.width, pixels.height], [4 * shape[1], shape[0], 4 * shape[1], shape[0]]);
  }
});

test("the selected neuron's mark is white with a dark edge, as wide as the neuron", () => {
  for (const [data, index] of [[NEURONS, [5]], [MAPS, [1, 2, 3]]]) {
    const widths = [];
    const canvas = Object.getPrototypeOf(new Element("canvas"));
    const real = canvas.getContext;
    canvas.getContext = function () {
      const { context } = this;
      context.stroke ??= () => widths.push([context.lineWidth, context.strokeStyle]);
      return real.call(this);
    };
    seen(data, { selected: { layer: data.layer, index } });
    canvas.getContext = real;
    assert.deepEqual(widths.slice(-2), [[4, DARK], [2, "#ffffff"]], data.kind);
  }
});

test("a layer gives each neuron's size by the smaller side", () => {
  assert.deepEqual(seen(NEURONS).panel.around(5), { x: 100, y: 60, size: 20 }); // cells of 40 by 40
  assert.deepEqual(seen(MAPS).panel.around(3), { x: 90, y: 120, size: 30 }); // of 60 by 80
});

test("an output's digit is written once, bold for the answer, in its probability's color", () => {
  const { panel, show, view, values } = seen(OUTPUTS);
  const looks = () => panel.rows.map(({ button }) => button.querySelectorAll(".ink-neuron").map(({ tagName, textContent }) => [tagName, textContent]));
  const all = (tag) => Array.from({ length: 10 }, (_, digit) => [[tag, `${digit}`]]);
  assert.deepEqual(looks(), all("B"));
  const neurons = panel.rows.map(({ button }) => button.firstChild);
  panel.paint();
  assert.deepEqual(panel.rows.map(({ button }) => button.firstChild), neurons); // the same ones, which may have the focus
  neurons.forEach((neuron, digit) => assert.equal(neuron.style.backgroundColor, cssColor(sequentialColor(values[digit], 1))));
  view.lit = false;
  show({ activations: null });
  panel.values = null;
  panel.paint();
  assert.deepEqual(looks(), all("SPAN"));
  assert.equal(panel.body.getAttribute("aria-label"), "Outputs");
});

test("a digit is light on dark and dark on bright", () => {
  const { panel, values } = seen(OUTPUTS);
  values.fill(0);
  [values[3], values[4]] = [BRIGHT / 255, (BRIGHT + 1) / 255];
  panel.paint();
  const colors = panel.rows.map(({ button }) => button.firstChild.style.color);
  assert.deepEqual([colors[0], colors[3]], [LIGHT, LIGHT]);
  assert.notEqual(colors[4], LIGHT);
});
