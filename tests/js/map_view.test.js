// A layer's map: what it shows when it gets another network.

import assert from "node:assert/strict";
import { test } from "node:test";
import { packed } from "./message.js";
import { Element, parentOf, resize } from "./page.js";

globalThis.inklingDigitFiles = new Map();
globalThis.matchMedia = () => ({ matches: true });
const frames = [];
globalThis.requestAnimationFrame = (call) => frames.push(call);
// A table's parts, as a browser names them.
const childrenAre = (tag) => ({ get() { return this.children.filter(({ localName }) => localName === tag); } });
Object.defineProperties(Element.prototype, {
  tHead: { get() { return this.querySelector("thead"); } },
  tBodies: childrenAre("tbody"),
  rows: childrenAre("tr"),
  cells: { get() { return this.children; } },
});
const { NUM_CLASSES, ORDER, PIXELS } = await import("../../model/constants.js");
const { default: show } = await import("../../views/draw/map/map_view.js");
const { readings } = await import("../../views/parts/component/reading.js");
const DIGITS = { labels: Uint8Array.from({ length: 20 }, (_, i) => i % NUM_CLASSES), images: new Uint8Array(20 * PIXELS) };
inklingDigitFiles.set("digits", Promise.resolve(DIGITS));

const layersOf = (names) => names.map((layer) => ({ layer, title: `The ${layer}`, kernel: new Float32Array(4 * NUM_CLASSES), bias: new Float32Array(NUM_CLASSES), right: 0.5 }));
const valuesOf = (names) => Object.fromEntries(names.map((layer) => [layer, Float32Array.of(1, 2, 3, 4)]));
const SIDE = 400; // pixels
const [DEEP, FLAT] = [["image", "hidden1", "hidden2", "logits"], ["image", "hidden1", "logits"]];
const read = (network, names) => readings.publish({ network, activations: valuesOf(names), probs: new Float32Array(NUM_CLASSES), isKnown: true, share: 1, version: 1, activationsOf: () => valuesOf(names) });

const stageOf = (root) => root.querySelector(".ink-map-stage");
const [parent, picked] = [parentOf("ink-map-view"), []];

async function take(network, names, layers = layersOf(names)) {
  const leave = show({ data: packed({ network, digits: "digits", layers }), parentElement: parent, setTriggerValue: (...report) => picked.push(report) });
  await new Promise((done) => setTimeout(done));
  return leave;
}

test("another network may have fewer layers, and shows nothing until it has read the digits", async () => {
  await take("deep", DEEP);
  read("deep", DEEP);
  const root = parent.firstChild;
  stageOf(root).clientWidth = SIDE;
  resize(root);
  frames.splice(0).forEach((call) => call());
  const [name, slider] = [root.querySelector("label b"), root.querySelector("input")];
  slider.value = DEEP.length - 1;
  slider.oninput();
  assert.equal(name.textContent, "The logits");

  const leave = await take("flat", FLAT); // the network's file is still being fetched
  assert.equal(name.textContent, "The logits");
  const [canvas, tip] = stageOf(root).children;
  const place = { clientX: SIDE / 2, clientY: SIDE / 2 }; // of a dot that the picture still shows
  canvas.onpointermove(place);
  canvas.onclick(place);
  assert.ok(tip.hidden);
  assert.deepEqual(picked, []);

  read("flat", FLAT);
  assert.equal(root.querySelectorAll("tbody tr").length, FLAT.length);
  assert.equal(root.querySelectorAll("tbody tr").at(-1).ariaCurrent, "true");
  leave();
});

test("the thousand digits lie where the slider's layer puts them, and move between two layers", async () => {
  const [right, left] = [ORDER[0], ORDER[NUM_CLASSES / 2]]; // digits in opposite directions
  const layers = layersOf(["image", "logits"]).map((layer, i) => ({ ...layer, bias: layer.bias.map((_, digit) => Number(digit === [right, left][i])) }));
  const leave = await take("sides", ["image", "logits"], layers);
  const root = parent.firstChild;
  stageOf(root).clientWidth = SIDE;
  resize(root);
  const paint = () => frames.splice(0).forEach((call) => call());
  read("sides", ["image", "logits"]);
  paint();
  const [canvas, slider] = [stageOf(root).firstChild, root.querySelector("input")];
  const found = () => [0.77, 0.5, 0.23].map((share) => ((picked.length = 0), canvas.onclick({ clientX: share * SIDE, clientY: SIDE / 2 }), picked.length));
  assert.deepEqual(found(), [1, 0, 0]);
  for (const [place, lies] of [[1, [0, 0, 1]], [0.5, [0, 1, 0]]]) {
    slider.value = place;
    slider.oninput();
    paint();
    assert.deepEqual(found(), lies, `at ${place}`);
  }
  root.querySelector(".ink-map-controls button").onclick(); // a step of the tour
  paint();
  assert.deepEqual(found()[1], 0);
  leave();
});
