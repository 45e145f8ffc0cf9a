// The network as one picture: where its lines end and its tip is, and the text below it.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Element, parentOf, resize } from "./page.js";

globalThis.location = { href: "http://inkling.test/", search: "" };
globalThis.history = { state: null, replaceState: (state, title, url) => Object.assign(location, { href: `${url}`, search: new URL(url).search }) };
[globalThis.innerWidth, globalThis.innerHeight] = [1600, 900];
let isStill, moved, ended;
globalThis.matchMedia = () => ({ matches: isStill });
Element.prototype.animate = function (frames, timing) {
  moved.push([this, frames, timing]);
  return { cancel: () => ended.push(this) };
};

const { default: show } = await import("../../views/draw/network/network_view.js");
const { isNarrow, lyingSize, rowsOf, standingSizes, tallest } = await import("../../views/parts/pictures/layer_sizes.js");
const { questions, readings, selections } = await import("../../views/parts/component/reading.js");

const layer = (kind, name, output, shape, grid) => ({ kind, layer: name, output, unit_name: `${name} {0}`, function: "ReLU", shape, grid, scale: 1, words: name, title: name, count: "", note: "", switches: true });
const PANELS = [layer("pixels", "image", "image", [28, 28], [1, 1]), layer("units", "hidden1", "hidden1_relu", [4], [4, 1]), layer("digits", "logits", "probs", [10], [10, 1])];
const DATA = { network: "net", panels: PANELS, above: 0, help: "Shapes are sizes." };
const ACTIVATIONS = { image: new Float32Array(784), hidden1: Float32Array.of(1, -2, 3, 4), hidden1_relu: Float32Array.of(1, 0, 3, 4), logits: new Float32Array(10), probs: new Float32Array(10).fill(0.1) };
const LINES = [{ from: { layer: { name: "image" }, flatIndex: 29 }, to: { layer: { name: "hidden1" }, flatIndex: 2 }, term: 1, share: 1, positive: true }, { from: { layer: { name: "hidden1" }, flatIndex: 2 }, to: { layer: { name: "logits" }, flatIndex: 9 }, term: 1, share: 1, positive: true }];
const READING = { network: "net", classes: [..."0123456789"], image: ACTIVATIONS.image, activations: ACTIVATIONS, version: 1, share: 1, before: null, pinned: null, lines: () => LINES, weights: () => null, evidence: () => ({ winner: 4, other: 9, lead: 2.5, lines: LINES, carried: [1.5, -0.25] }) };

let parent, root, picked, leave;

function begin() {
  const before = readings.last;
  readings.last = null;
  leave = show({ data: DATA, parentElement: parent, setTriggerValue: (...report) => picked.push(report) });
  root ??= parent.firstChild;
  root.firstChild.clientWidth = 1012; // 1000 for layers
  if (before) readings.publish(before);
}

beforeEach(() => {
  [parent, root, picked, isStill, moved] = [parentOf("ink-network-view"), null, [], false, []];
  ended = [];
  [readings.last, selections.last] = [null, null];
  begin();
});

afterEach(() => leave());

const read = (more) => readings.publish({ ...READING, ...more });
const turn = (factors, selected = null) => selections.publish({ network: "net", selected, factors });
const off = (number, factor = 0) => ({ layer: "hidden1", number, factor });

/** Gives every layer its place on the page, as the browser would. */
function place() {
  const boxOf = (left, top, bottom = 0) => () => ({ left, top, bottom });
  const [image, hidden, outputs] = root.querySelectorAll("figure");
  root.children[1].getBoundingClientRect = boxOf(100, 50);
  image.lastChild.getBoundingClientRect = boxOf(94, 244);
  hidden.lastChild.getBoundingClientRect = boxOf(494, 144);
  outputs.lastChild.getBoundingClientRect = boxOf(900, 150);
}

test("a line runs from middle to middle of its units, wherever their layers are", () => {
  read();
  place();
  read({ version: 2 });
  root.querySelector("input").onchange(); // it's laid out again
  const [one, other] = root.children[1].children.map((path) => path.getAttribute("d").match(/-?[\d.]+/g).map(Number));
  // 1000 pixels by 654 of the window: the image takes 180, the neurons 128 by 512, the outputs 250 by 400
  const pixel = { x: 1.5 + (1.5 * 177) / 28, y: 201.5 + (1.5 * 177) / 28 }; // row 1, column 1, within a margin
  const neuron = { x: 464, y: 420 };
  const digit = { x: 810, y: 480 };
  const isNear = (found, ...spots) => spots.flatMap(({ x, y }) => [x, y]).forEach((value, i) => assert.ok(Math.abs(value - found[i]) < 1e-6, `${found}: ${value}`));
  isNear([...one.slice(0, 2), ...one.slice(-2)], pixel, neuron);
  isNear([...other.slice(0, 2), ...other.slice(-2)], neuron, digit);
});

test("the lead and the lines' part of it are stated, unless a neuron is selected", () => {
  read();
  const note = root.children[3].children[2];
  const said = "4 is ahead of 9 by a margin of 2.50. The lines account for this much of the margin, layer by layer, working back from the output: 1.50, −0.25.";
  assert.equal(note.textContent, said);
  read({ version: null, evidence: () => ({ winner: 1, other: 2, lead: 1, lines: LINES, carried: [1] }) });
  assert.equal(note.textContent, said); // not with every picture of the ink
  read({ version: null, share: 0.5, evidence: () => ({ winner: 1, other: 2, lead: 1, lines: LINES, carried: [1] }) });
  assert.ok(note.textContent.startsWith("1 is ahead of 2 by"));
  turn([], { layer: "hidden1", index: [1] });
  read({ version: 3 });
  assert.equal(note.textContent, "");
  turn([]);
  for (const more of [{ activations: null }, { evidence: () => ({ winner: 1, other: 2, lead: 1, lines: [], carried: [] }) }]) {
    read(more);
    assert.equal(note.textContent, "");
  }
});

test("lines belong to the selected neuron, or else to the decision", () => {
  const asked = [];
  read({ lines: (chosen) => (asked.push(chosen), LINES.slice(1)) });
  assert.deepEqual([asked, root.children[1].children.length, root.children[1].classList.contains("ink-evidence")], [[], 2, true]);
  read({ lines: (chosen) => (asked.push(chosen), LINES.slice(1)), evidence: () => ({ ...READING.evidence(), lines: [...LINES] }) });
  assert.equal(root.children[1].classList.contains("ink-evidence"), true);
  const selected = { layer: "hidden1", index: [1] };
  turn([], selected);
  assert.deepEqual([asked, root.children[1].children.length, root.children[1].classList.contains("ink-evidence")], [[selected], 1, false]);
  read({ activations: null });
  assert.equal(root.children[1].children.length, 0);
});

test("changed neurons are counted, and can be restored", () => {
  read();
  const [, strip] = root.children[3].children;
  const said = (factors) => (turn(factors), [strip.firstChild.textContent, strip.hidden]);
  assert.deepEqual(said([off(1)]), ["1 neuron changed", false]);
  assert.deepEqual(said([off(1), off(2, 2.5)]), ["2 neurons changed", false]);
  strip.querySelector("button").click();
  assert.deepEqual(picked, [["restored", "net"]]);
  assert.deepEqual(said([]), ["", true]);
});

test("switching a neuron off is animated once; turning it up isn't", () => {
  read();
  place();
  root.querySelector("input").onchange();
  turn([off(3, 2)]);
  moved.length = 0;
  turn([off(3, 2), off(2)]);
  const lights = () => moved.filter(([light]) => light.getAttribute("cx")).map(([light]) => ["cx", "cy", "r"].map((name) => Number(light.getAttribute(name))));
  assert.deepEqual(lights(), [[464, 420, 64]]);
  assert.equal(moved.at(-1)[1][1].r, "0px");
  moved.length = 0;
  turn([off(3, 0), off(2)]);
  assert.equal(lights().length, 1); // from turned up to off
  moved.length = 0;
  turn([off(2)]);
  isStill = true;
  turn([off(2), off(1)]);
  assert.deepEqual(lights(), []);
});

test("a clicked digit is picked, unless it's open", () => {
  read();
  turn([], { layer: "logits", index: [4] });
  questions.publish(4);
  questions.publish(9);
  assert.deepEqual(picked, [["picked", { network: "net", layer: "logits", index: [9] }]]);
});

test("a reading of another network isn't shown in this one's picture", () => {
  read();
  const note = root.children[3].children[2];
  read({ network: "other", evidence: () => ({ winner: 1, other: 2, lead: 1, lines: LINES, carried: [1] }) });
  assert.ok(note.textContent.startsWith("4 is ahead of 9 by"));
});

test("with a pinned drawing two are compared, and shapes follow the address", () => {
  read();
  const is = (name) => root.classList.contains(name);
  assert.deepEqual([is("ink-comparing"), is("ink-shapes")], [false, false]);
  read({ pinned: { activations: ACTIVATIONS } });
  const shapes = root.querySelector("input");
  Object.assign(shapes, { checked: true }).onchange();
  assert.deepEqual([is("ink-comparing"), is("ink-shapes"), location.search], [true, true, "?shapes=1"]);
  Object.assign(shapes, { checked: false }).onchange();
  assert.deepEqual([is("ink-shapes"), location.search], [false, ""]);
  assert.equal(root.querySelector("label").title, "Shapes are sizes.");
});

test("in a narrow window layers are stacked, with lines through the middle between them", () => {
  root.firstChild.clientWidth = 12 + 379;
  read();
  assert.ok(root.classList.contains("ink-narrow"));
  const figures = root.querySelectorAll("figure");
  figures.forEach((figure, i) => {
    figure.getBoundingClientRect = () => ({ bottom: 200 * i + 150 });
    figure.lastChild.getBoundingClientRect = () => ({ left: 0, top: 200 * i + (i === 2 ? 10 : 4) });
  });
  root.querySelector("input").onchange();
  const across = root.children[1].children.map((path) => Number(path.getAttribute("d").match(/C[\d.]+ ([\d.]+)/)[1]));
  assert.deepEqual(across, [(150 + 210) / 2, (350 + 410) / 2]);
});

test("at most five layers stand in a row, the longer rows last", () => {
  const expected = { 1: [1], 5: [5], 6: [3, 3], 7: [3, 4], 10: [5, 5], 11: [3, 4, 4] };
  for (const [count, lengths] of Object.entries(expected)) {
    const rows = rowsOf(Number(count));
    assert.deepEqual(rows.map(({ length }) => length), lengths);
    assert.deepEqual(rows.flat(), [...Array(Number(count)).keys()]);
  }
});

test("layers are horizontal below 380 pixels, in several rows below 440, and with twice as much height as width", () => {
  assert.deepEqual([[1, 379], [1, 380], [2, 439], [2, 440], [3, 439]].map(([rows, width]) => isNarrow(rows, width, 0)), [true, false, true, false, true]);
  assert.deepEqual([900, 901].map((height) => isNarrow(1, 450, height)), [false, true]);
});

test("the tallest layer fits the height, at most a third of the window's width, and 512 pixels", () => {
  assert.deepEqual([[300, 1300], [600, 1300], [600, 3000], [10, 1300]].map((each) => tallest(...each)), [300, 416, 512, 60]);
});

test("standing layers share the row within bounds; without width neurons keep their height, but maps don't", () => {
  const neurons = (rows, cols, kind = "units") => layer(kind, "", "", [rows * cols], [rows, cols]);
  const sizes = (width, height, ...panels) => standingSizes([PANELS[0], ...panels, PANELS[2]], width, height).map((size) => size.map((side) => Math.round(10 * side) / 10));
  assert.deepEqual(sizes(600, 300, neurons(16, 8)), [[108, 108], [150, 300], [150, 300]]);
  assert.deepEqual(sizes(1200, 400, neurons(16, 8)), [[200, 200], [200, 400], [280, 400]]);
  assert.deepEqual(sizes(1200, 512, neurons(16, 8)), [[200, 200], [256, 512], [280, 400]]);
  assert.deepEqual(sizes(390, 200, neurons(8, 8)), [[70.2, 70.2], [167.8, 200], [124, 240]]);
  assert.deepEqual(sizes(390, 200, neurons(8, 8, "maps")), [[70.2, 70.2], [167.8, 167.8], [124, 240]]);
});

test("neurons give up room for long names, but maps don't", () => {
  const row = [layer("maps", "", "", [5, 5, 16], [16, 1]), layer("units", "", "", [128], [16, 8]), layer("units", "", "", [16], [16, 1]), PANELS[2]];
  const across = (over) => standingSizes(row, 440, 200, 1, over).map(([width]) => width);
  const [maps, neurons, few, outputs] = across(0);
  assert.deepEqual(across(1), [maps, neurons - 0.5, few - 0.5, outputs]);
  assert.deepEqual(across(1000), [maps, 12, 12, outputs]);
});

test("neurons shrink for the row's names; if that isn't enough, names break within words", () => {
  const across = () => parseFloat(root.querySelectorAll("figure")[1].lastChild.style.width);
  read();
  const before = across();
  const row = Object.assign(root.querySelector(".ink-layers"), { clientWidth: 900 });
  const scrollWidth = (get) => Object.defineProperty(row, "scrollWidth", { get, configurable: true });
  const breaks = () => root.querySelectorAll("figure")[1].firstChild.style.overflowWrap;
  scrollWidth(() => 900 + 6 + (across() > before - 2 * 5 ? 5 : 0)); // a halo takes 6 of it
  resize(root);
  assert.deepEqual([across(), breaks()], [before - 2 * 5, ""]);
  scrollWidth(() => 900 + 6 + (breaks() ? 0 : 5));
  resize(root);
  assert.deepEqual([across(), breaks()], [before, "anywhere"]); // neurons get back the room of broken names
  scrollWidth(() => 900);
  resize(root);
  assert.equal(breaks(), "");
});

test("the type size is the page's", () => {
  root.firstChild.clientWidth = 12 + 500;
  globalThis.getComputedStyle = () => ({ fontSize: "24px" });
  read();
  globalThis.getComputedStyle = () => ({ fontSize: "16px" });
  assert.equal(root.querySelector("ol").style.width, `${1.5 * 124}px`);
});

test("horizontal layers are strips within their height limits", () => {
  const lies = (kind, grid, width) => lyingSize({ kind, grid }, width);
  assert.deepEqual(lies("digits", [10, 1], 350), [350, 300]);
  assert.deepEqual(lies("units", [16, 2], 320), [320, 40]); // two rows of 16
  assert.deepEqual(lies("units", [16, 8], 320), [320, 160]); // eight rows
  assert.deepEqual(lies("units", [16, 8], 460), [384, 192]);
  assert.deepEqual(lies("pixels", [1, 1], 350), [104, 104]);
});

test("the animation ignores another network's switched-off neurons and equal numbers in other layers", () => {
  read();
  place();
  root.querySelector("input").onchange();
  turn([{ layer: "image", number: 2, factor: 0 }]);
  moved.length = 0;
  turn([{ layer: "image", number: 2, factor: 0 }, off(2)]);
  assert.equal(moved.filter(([light]) => light.getAttribute("cx")).length, 1);
  moved.length = 0;
  leave();
  selections.last = { network: "new", selected: null, factors: [off(3)] };
  leave = show({ data: { ...DATA, network: "new" }, parentElement: parent, setTriggerValue() {} });
  readings.publish({ ...READING, network: "new" });
  assert.deepEqual(moved.filter(([light]) => light.getAttribute("cx")), []);
});

test("values travel once along a finished drawing's lines, and stop at the next stroke", () => {
  const dots = () => root.children[2].children.length;
  read();
  assert.equal(dots(), 0); // with the page's first drawing
  read({ version: 2 });
  assert.ok(dots() > 0);
  root.children[2].replaceChildren();
  read({ version: 2 });
  assert.equal(dots(), 0);
  read({ version: 3 });
  assert.ok(dots() > 0);
  read({ version: null });
  assert.equal(dots(), 0);
  read({ version: null, isWaiting: true }); // Python gets it later
  assert.ok(dots() > 0);
  root.children[2].replaceChildren();
  read({ version: 4 });
  assert.equal(dots(), 0);
  read({ version: 5, activations: null });
  assert.equal(dots(), 0);
});

test("layers are laid out again when something appears beside or above them, but not with every picture", () => {
  read();
  let times = 0;
  const [figure] = root.querySelectorAll("figure");
  figure.getBoundingClientRect = () => (times++, { bottom: 0 });
  const isLaidOut = (go) => ((times = 0), go(), times > 0);
  assert.equal(isLaidOut(() => read({ version: null })), false);
  assert.equal(isLaidOut(() => read({ pinned: { activations: ACTIVATIONS } })), true);
  assert.equal(isLaidOut(() => read({ pinned: { activations: ACTIVATIONS } })), false);
  assert.equal(isLaidOut(() => read()), true);
  const again = (above) => {
    leave = show({ data: { ...DATA, above }, parentElement: parent, setTriggerValue() {} });
  };
  assert.equal(isLaidOut(() => again(90)), true);
});

test("the network follows its available room until it's removed", () => {
  resize(root); // nothing has been read yet
  read();
  assert.equal(root.classList.contains("ink-narrow"), false);
  root.firstChild.clientWidth = 12 + 379;
  assert.equal(resize(root), 1);
  assert.equal(root.classList.contains("ink-narrow"), true);
  leave();
  assert.equal(resize(root), 0);
  begin();
});

test("the switch shows from the start whether shapes are shown", async () => {
  location.href = "http://inkling.test/?shapes=1";
  location.search = "?shapes=1";
  for (const [shapes, isOn] of [["1", true], ["", false]]) {
    const { set } = await import("../../views/parts/component/page_store.js");
    set("shapes", shapes);
    const other = parentOf("ink-network-view");
    const end = show({ data: DATA, parentElement: other, setTriggerValue() {} });
    assert.equal(other.querySelector("input").checked, isOn);
    end();
  }
});

test("between two rows of layers a line runs below the lower end, in half the gap", () => {
  const many = ["image", "a", "b", "c", "d", "logits"].map((name, i) => layer(["pixels", "units", "units", "units", "units", "digits"][i], name, name, i ? [4] : [28, 28], i ? [4, 1] : [1, 1]));
  const activations = Object.fromEntries(many.map(({ layer, shape }) => [layer, new Float32Array(shape.reduce((a, b) => a * b))]));
  const line = (from, to) => ({ from: { layer: { name: from }, flatIndex: 0 }, to: { layer: { name: to }, flatIndex: 0 }, term: 1, share: 1, positive: true });
  leave = show({ data: { ...DATA, network: "six", panels: many }, parentElement: parent, setTriggerValue() {} });
  const reading = { ...READING, network: "six", activations, evidence: () => ({ winner: 4, other: 9, lead: 2.5, lines: [line("b", "c"), line("a", "b")], carried: [1] }) };
  readings.publish(reading);
  const figures = root.querySelectorAll("figure");
  assert.deepEqual(root.firstChild.children.map(({ children }) => children.length), [3, 3]);
  figures.forEach((figure, i) => (figure.getBoundingClientRect = () => ({ bottom: [100, 140, 120, 300, 300, 300][i] })));
  root.querySelector("input").onchange();
  const [across, beside] = root.children[1].children.map((path) => path.getAttribute("d"));
  assert.match(across, / 154 /); // 140, and half of 28
  const tall = [1, 4].map((i) => parseFloat(figures[i].lastChild.style.height)); // in either row, whose layers each have a name of 70 and 8 below it
  assert.deepEqual(tall.map((each) => 2 * (each + 70 + 8) + 28 + 12), [716, 716]); // as high as the network
  assert.equal(beside.includes("S"), false);
  figures.forEach((figure) => assert.equal(figure.style.flexBasis, figure.lastChild.localName === "canvas" ? `${parseFloat(figure.lastChild.style.width) - 12}px` : figure.lastChild.style.width));
});

test("in a row each layer has name, number and shape above it", () => {
  const named = PANELS.map((each, i) => ({ ...each, title: `title ${i}`, count: `count ${i}`, note: `note ${i}` }));
  leave = show({ data: { ...DATA, network: "named", panels: named }, parentElement: parent, setTriggerValue() {} });
  readings.publish({ ...READING, network: "named" });
  const captions = root.querySelectorAll("figcaption").map((each) => ["b", "span", "code"].map((tag) => each.querySelector(tag).textContent));
  assert.deepEqual(captions, [0, 1, 2].map((i) => [`title ${i}`, `count ${i}`, `note ${i}`]));
  assert.deepEqual(root.firstChild.children.map((row) => [row.className, row.children.length]), [["ink-layers", 3]]);
});

test("neurons are as high as window and names allow, at most 512 pixels", () => {
  const height = (window) => {
    globalThis.innerHeight = window;
    read({ pinned: readings.last?.pinned ? null : { activations: ACTIVATIONS } });
    return parseFloat(root.querySelectorAll("figure")[1].lastChild.style.height) - 12;
  };
  const low = height(600);
  assert.equal(low, 600 - 11.5 * 16 - 12 - 70 - 12 - 8); // 11.5 rem around, below, the name, the glow, between name and layer
  assert.equal(height(3000), 512);
  for (const figure of root.querySelectorAll("figure")) figure.firstChild.offsetHeight = 70 + 50;
  assert.equal(height(600), low - 50);
  assert.equal(root.querySelector("figcaption").style.minHeight, "120px");
  globalThis.innerHeight = 900;
});

test("a visible tip is updated with the next frame, a hidden one isn't", () => {
  const frames = [];
  globalThis.requestAnimationFrame = (call) => frames.push(call);
  read();
  assert.equal(frames.length, 0);
  const [, hidden] = root.querySelectorAll("figure");
  hidden.lastChild.press("ArrowRight");
  const tip = root.querySelector(".ink-tip");
  const before = tip.textContent;
  read({ version: 2, activations: { ...ACTIVATIONS, hidden1: Float32Array.of(9, 9, 9, 9) } });
  assert.deepEqual([frames.length, tip.textContent], [1, before]);
  frames.pop()();
  assert.match(tip.textContent, /z = 9\.00/);
  read({ version: 3 });
  hidden.lastChild.onblur();
  frames.pop()();
  assert.equal(tip.hidden, true);

  hidden.lastChild.press("ArrowRight");
  assert.equal(tip.hidden, false);
  leave = show({ data: { ...DATA, network: "other" }, parentElement: parent, setTriggerValue: () => {} });
  read({ network: "other", version: 4 }); // its neuron no longer exists
  assert.deepEqual([frames.length, tip.hidden], [0, true]);
  globalThis.requestAnimationFrame = () => {};
});

test("unchanged lines aren't drawn again, unless their ends move", () => {
  read();
  place();
  read({ version: 2 });
  const changes = [];
  for (const path of root.children[1].children) path.setAttribute = (name) => changes.push(name);
  root.children[1].classList.toggle = () => changes.push("drawn");
  const { probs } = ACTIVATIONS;
  read({ version: null, activations: { ...ACTIVATIONS, probs: probs.slice() } });
  assert.deepEqual(changes, []);
  root.querySelector("input").onchange(); // it's laid out again
  assert.ok(changes.includes("d"));
});

test("after a finished drawing the invitation to tap a neuron shows, until one is tapped or looked at", () => {
  const callout = root.querySelector(".ink-callout");
  read();
  assert.equal(callout.hidden, true); // not in the lesson, which says itself what to tap
  leave = show({ data: { ...DATA, invites: true }, parentElement: parent, setTriggerValue: (...report) => picked.push(report) });
  const isSaid = (more) => (read(more), !callout.hidden);
  assert.deepEqual([isSaid(), isSaid({ version: null }), isSaid({ version: 2 }), isSaid({ version: 3, activations: null })], [true, false, true, false]);
  turn([], { layer: "hidden1", index: [1] });
  assert.equal(isSaid({ version: 4 }), false);
  turn([]);
  assert.equal(isSaid({ version: 5 }), true);
  const [, hidden] = root.querySelectorAll("figure");
  hidden.lastChild.press("Enter");
  assert.equal(picked.length, 1);
  assert.equal(isSaid({ version: 6 }), false);
});

test("a tip has the unit's weights, before anything is drawn, too", () => {
  const weights = { source: "hidden1", shape: [4], values: Float32Array.of(1, 0, -1, 0) };
  const asked = [];
  const reading = { weights: (unit) => (asked.push(unit), unit.layer === "image" ? null : weights) };
  for (const more of [{}, { activations: null, image: null }]) {
    read({ ...reading, ...more });
    const [image, hidden, outputs] = root.querySelectorAll("figure");
    const pictures = () => root.querySelector(".ink-tip").querySelectorAll("canvas").map(({ width, height }) => [height, width]);
    hidden.lastChild.press("ArrowDown");
    assert.deepEqual(pictures(), [[4, 1]]); // in the layout of the neurons that it reads
    outputs.querySelector("button").onfocus();
    assert.deepEqual(pictures(), [[4, 1]]);
    image.lastChild.press("ArrowDown");
    assert.deepEqual(pictures(), []);
  }
  assert.deepEqual(asked.slice(0, 2), [{ layer: "hidden1", index: [1] }, { layer: "logits", index: [0] }]);
});

test("a click on the image or its name explains how it was made, once there is one", () => {
  read({ activations: null, image: null });
  const [image, hidden] = root.querySelectorAll("figure");
  const [button, other] = [image, hidden].map((figure) => figure.querySelector("button"));
  assert.deepEqual([button.hidden, button.disabled, other.hidden], [false, true, true]);
  image.lastChild.press("Enter");
  assert.deepEqual(picked, []);
  read();
  assert.equal(button.disabled, false);
  button.onclick();
  image.lastChild.press("Enter");
  assert.deepEqual(picked, [["asked", "net"], ["asked", "net"]]);
});

test("a drawing's animation goes through the layers in 900 ms, bars last, and can be replayed", () => {
  read();
  const [, hidden, outputs] = root.querySelectorAll("figure");
  const replay = root.querySelector(".ink-replay");
  const turnOf = (element) => moved.filter(([each]) => each === element).map(([, , { delay, duration }]) => [delay, delay + duration]);
  read({ version: 2 });
  const bars = outputs.querySelectorAll("u");
  assert.deepEqual([turnOf(hidden.lastChild), turnOf(bars[0]), bars.length], [[[300, 600]], [[600, 900]], 10]);
  const dots = moved.filter(([dot]) => dot.style.offsetPath);
  assert.deepEqual(dots.map(([, , { delay, duration }]) => [delay, duration]), [[0, 300], [300, 300]]); // from the image on
  const flares = moved.filter(([light]) => light.getAttribute("cx"));
  assert.deepEqual(flares.map(([, , { delay }]) => delay), [300, 300, 300]); // of the three that fire
  moved.length = 0;
  replay.onclick();
  assert.equal(turnOf(bars[9]).length, 1);
  assert.equal(ended.length, 11); // the running ones
  ended.length = 0;
  read({ version: null });
  assert.equal(ended.length, 11); // the next stroke
  [moved.length, isStill] = [0, true];
  read({ version: 3 });
  replay.onclick();
  assert.deepEqual(moved, []);
});

test("in another language layers, legend and invitation are renamed", () => {
  read();
  globalThis.inklingLanguage = { point: ",", percent: "{number} %", words: { pushes: "schiebt hoch", "Tap any neuron": "Tippe auf ein Neuron", "How it was made": "Wie es entstand" } };
  const panels = PANELS.map((panel) => ({ ...panel, title: `${panel.title}, deutsch` }));
  leave = show({ data: { ...DATA, panels, help: "Formen sind Größen." }, parentElement: parent, setTriggerValue: () => {} });
  delete globalThis.inklingLanguage;
  const said = (selector) => root.querySelector(selector).textContent;
  assert.deepEqual([said("[data-word=push]"), said(".ink-callout"), said("figcaption button")], ["schiebt hoch", "Tippe auf ein Neuron", "Wie es entstand"]);
  assert.deepEqual(root.querySelectorAll("figcaption b").map((title) => title.textContent), ["image, deutsch", "hidden1, deutsch", "logits, deutsch"]);
});

test("layers without width are laid out as soon as they get one, with lines and invitation", () => {
  leave();
  [parent, root] = [parentOf("ink-network-view"), null];
  readings.last = { ...READING, image: Float32Array.from(ACTIVATIONS.image) };
  leave = show({ data: { ...DATA, invites: true }, parentElement: parent, setTriggerValue: () => {} });
  root = parent.firstChild;
  read({ version: 2 });
  assert.equal(root.children[1].children.length, 0);
  assert.ok(root.children.at(-1).hidden);
  root.firstChild.clientWidth = 1012;
  resize(root);
  assert.equal(root.children[1].children.length, LINES.length);
  assert.ok(!root.children.at(-1).hidden);
});
