// The film's dialog: made once from the drawing on the page, offered as files, and gone with the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const revoked = [];
URL.createObjectURL = (file) => `blob:${file.type}:${file.size}`;
URL.revokeObjectURL = (address) => revoked.push(address);
globalThis.requestAnimationFrame = (call) => setImmediate(call);
const canvas = Object.getPrototypeOf(document.createElement("canvas"));
canvas.toDataURL = () => "data:image/png;base64,";
canvas.getContext = function getContext() {
  const picture = (left, top, width, height) => ({ data: new Uint8ClampedArray(4 * width * height) });
  return new Proxy({ measureText: (text) => ({ width: 8 * text.length }), getImageData: picture }, { get: (own, name) => own[name] ?? (() => {}) });
};

const { default: show, colors, moments } = await import("../../views/draw/film/film.js");
const { readings } = await import("../../views/parts/component/reading.js");

const layer = (kind, name, shape, grid) => ({ kind, layer: name, output: name, shape, grid, scale: 1, title: "A [layer](words#layer)", count: "4 neurons" });
const PANELS = [layer("pixels", "image", [28, 28], [1, 1]), layer("units", "hidden", [4], [4, 1]), layer("digits", "probs", [10], [10, 1])];
const DATA = { network: "net", panels: PANELS, titles: ["My {digit} goes through 4 neurons", "My drawing"], none: "Not a digit" };
const probs = Float32Array.from({ length: 10 }, (_, digit) => Number(digit === 7));
const activations = { image: new Float32Array(784), hidden: Float32Array.of(0, 1, 0, 1), probs };
const READING = { network: "net", classes: [..."0123456789"], activations, probs, isKnown: true, share: 1, evidence: () => ({ lines: [] }) };
const wait = async (until) => {
  while (!until()) await new Promise(setImmediate);
};

function open(reading) {
  readings.last = null;
  const parentElement = parentOf("ink-film");
  const leave = show({ data: DATA, parentElement });
  readings.publish(reading);
  const [save, picture] = parentElement.querySelectorAll("a");
  return { leave, save, picture, image: parentElement.querySelector("img") };
}

test("a digit's film and picture can be saved under its name, and are seen", async () => {
  const { leave, save, picture, image } = open(READING);
  assert.deepEqual([save.href, save.textContent], ["", "Making the film…"]);
  assert.deepEqual([picture.download, picture.textContent], ["inkling_7.svg", "Save the picture (SVG)"]);
  await wait(() => save.href);
  assert.deepEqual([save.download, save.textContent, image.hidden], ["inkling_7.gif", "Save the film (GIF)", false]);
  assert.match(image.src, /^blob:image\/gif:/);
  assert.equal(image.alt, "My 7 goes through 4 neurons: 7 · over 99.9%");
  leave();
  assert.deepEqual(revoked.splice(0), [picture.href, save.href]);
});

test("what isn't a digit has no digit in its name, and another network's reading makes nothing", async () => {
  const other = open({ ...READING, network: "other" });
  assert.equal(other.picture.href, "");
  other.leave();
  const { leave, save, image } = open({ ...READING, isKnown: false });
  await wait(() => save.href);
  assert.deepEqual([save.download, image.alt], ["inkling.gif", "My drawing: Not a digit"]);
  leave();
});

test("the name of a sign is a text in the film and the picture, whatever it contains", async () => {
  const classes = [..."ABCDEFG", "<b>&amp;</b>", ..."HI"];
  PANELS[2].classes = classes;
  const files = [];
  URL.createObjectURL = (file) => (files.push(file), `blob:${file.type}:${file.size}`);
  const { leave, save, image } = open({ ...READING, classes: classes.map((name) => `\u2068${name}\u2069`) });
  await wait(() => save.href);
  assert.equal(image.alt, "My \u2068<b>&amp;</b>\u2069 goes through 4 neurons: \u2068<b>&amp;</b>\u2069 · over 99.9%");
  const svg = await files[0].text();
  assert.ok(svg.includes("&#60;b&#62;&#38;amp;&#60;/b&#62;") && !svg.includes("<b>"), svg);
  assert.match(svg, />&#60;b&#62;.*… over 99\.9%</); // cut where there's no room
  delete PANELS[2].classes;
  leave();
});

test("a film that nobody waits for isn't finished", async () => {
  const { leave, save } = open(READING);
  leave();
  for (let i = 0; i < 100; i++) await new Promise(setImmediate);
  assert.equal(save.href, "");
});

test("with reduced motion, its last picture stays still", async () => {
  globalThis.matchMedia = () => ({ matches: true });
  const { leave, save, image } = open(READING);
  await wait(() => save.href);
  assert.equal(image.hidden, true);
  leave();
});

test("it begins with ink if there are strokes, passes every layer, and has a GIF's colors", () => {
  const [all, still] = [[...moments(3, true)], [...moments(3, false)]];
  assert.ok(all.length > still.length && all[0].ink < 0.1 && !all[0].sharp && still[0].ink === 1);
  assert.equal(all.at(-1).depth, Infinity);
  for (const depth of [0, 1]) assert.ok(all.some((moment) => Math.floor(moment.depth) === depth && moment.depth));
  assert.ok([...moments(9, true)].length < 70);
  assert.ok(colors().length <= 255 && colors().flat().every((part) => part >= 0 && part < 256));
});
