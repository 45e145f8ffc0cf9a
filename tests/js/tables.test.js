// Tables and growing pictures beside them: every number is below its heading and in its place.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { parentOf, resize } from "./page.js";

const [{ default: meters }, { default: buildUp }, { default: architecture }] = await Promise.all(
  ["training/charts/meters", "lesson/middles/build_up", "training/live/architecture"].map((name) => import(`../../views/${name}.js`)),
);

const texts = (elements) => elements.map(({ textContent }) => textContent.trim());

test("a table's number and bar are below their heading, in their name's row", () => {
  const parent = parentOf("ink-meters");
  const row = (name, ...cells) => ({ name, cells: cells.map(([text, share]) => ({ text, share })) });
  const show = (...rows) => meters({ data: { heads: ["Run", "Right", "Time"], rows }, parentElement: parent });
  for (const rows of [[row("one", ["90%", 0.9], ["2 s", 0.25])], [row("one", ["91%", 0.91], ["2 s", 1]), row("two", ["…", null], ["1 s", 0.5])]]) {
    show(...rows);
    assert.deepEqual(texts(parent.querySelectorAll("thead th")), ["Run", "Right", "Time"]);
    const lines = parent.querySelectorAll("tbody tr");
    assert.equal(lines.length, rows.length);
    rows.forEach(({ name, cells }, i) => {
      assert.deepEqual(texts(lines[i].children), [name, ...cells.map(({ text }) => text)]);
      cells.forEach(({ share }, j) => {
        const [bar] = lines[i].querySelectorAll("td")[j].querySelectorAll("u");
        assert.equal(bar.style.width, `${100 * (share ?? 0)}%`);
        assert.equal(bar.parentElement.style.visibility, share === null ? "hidden" : "visible");
      });
    });
  }
});

test("a sum is added up row by row, under pictures of its parts", () => {
  const parent = parentOf("ink-build-up");
  const [frames, began] = [[], 1000];
  mock.method(performance, "now", () => began);
  Object.assign(globalThis, { requestAnimationFrame: (frame) => frames.push(frame), cancelAnimationFrame() {}, matchMedia: () => ({ matches: false }) });
  const products = Array.from({ length: 784 }, (_, pixel) => (pixel % 28 === 0 ? 0.5 : 0)); // a half in each row
  const data = { about: ["hidden1", [5]], title: "Neuron 5", pictures: [products.map((value) => 2 * value), Array(784).fill(0.5), products], example: "1 × 1 = 1", total: "14.00 + bias 1.00 = z 15.00" };
  const picked = [];
  buildUp({ data, parentElement: parent, setTriggerValue: (...report) => picked.push(report) });
  assert.deepEqual(texts(parent.querySelectorAll("figcaption")), ["numbers", "weights", "products"]);
  const words = parent.querySelector("output");
  parent.querySelector("button").click();
  mock.restoreAll();
  for (const [milliseconds, rows] of [[0, 1], [110 * 10, 11], [110 * 26.5, 27]]) {
    frames.pop()(began + milliseconds);
    assert.equal(words.textContent, `${rows} of 28 rows: ${(rows / 2).toFixed(2)}`);
    assert.deepEqual(picked, []);
  }
  frames.pop()(began + 110 * 40);
  assert.equal(words.textContent, data.total);
  assert.deepEqual(picked, [["picked", 0]]);
});

test("in a growing network, a line from a pixel begins at that pixel in the drawing", () => {
  const parent = parentOf("ink-architecture");
  const places = [[0, 0], [3, 20], [27, 5]]; // rows and columns
  const lines = [places.map(([row, col]) => [28 * row + col, 0, 0.5]), []];
  const living = { lit: [[0]], probs: Array(10).fill(0.1), lines, moves: false };
  const show = () => architecture({ data: { image: "", inputs: 784, layers: [{ units: 1, grid: [1, 1] }], words: "", living }, parentElement: parent });
  show();
  const picture = parent.querySelector("img");
  [picture.clientWidth, picture.clientHeight] = [280, 280]; // ten page pixels per drawing pixel
  show();
  const begins = parent.querySelectorAll("path").map((path) => path.getAttribute("d").match(/^M([\d.]+) ([\d.]+)/).slice(1).map(Number));
  assert.deepEqual(begins.reverse(), places.map(([row, col]) => [10 * col + 5, 10 * row + 5]));
});

// A growing network: image of 280 pixels at 0, 0; six neurons at 400, 100; digits of 20 pixels each at 800, 0.
function growing(living, more) {
  const parent = parentOf("ink-architecture");
  const data = { image: "ink.png", inputs: 784, layers: [{ units: 6, grid: [2, 3] }], words: "All of it.", living, ...more };
  const show = (other) => architecture({ data: { ...data, ...other }, parentElement: parent });
  show({ living: null });
  const root = parent.firstChild;
  const put = (selector, left, top, width, height) => (root.querySelector(selector).getBoundingClientRect = () => ({ left, top, width, height }));
  put("img", 0, 0, 280, 280);
  put(".ink-neurons", 400, 100, 90, 100); // three by two of 30 pixels, vertically centered
  put(".ink-digits div", 800, 0, 20, 200);
  put(".ink-digits b", 800, 0, 20, 20);
  show();
  return { root, show };
}

test("in another language the same network is described again", () => {
  const { root, show } = growing(LIVING);
  show({ words: "Alles." });
  assert.equal(root.getAttribute("aria-label"), "Alles.");
});

const LIVING = { lit: [[100, 50, 0, -50, -100, 25]], probs: [0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0.25], lines: [[[0, 5, -0.5]], [[5, 9, 1], [0, 0, 0]]], moves: false };

test("in a growing network, lines end at their neuron or digit, in the color of pulls below 0", async () => {
  const { NEGATIVE, POSITIVE } = await import("../../model/constants.js");
  const { root } = growing(LIVING);
  const ends = root.querySelectorAll("path").map((path) => path.getAttribute("d").match(/^M([\d.]+) ([\d.]+)C.* ([\d.]+) ([\d.]+)$/).slice(1).map(Number));
  assert.deepEqual(ends, [[415, 135, 797, 10], [475, 165, 797, 190], [5, 5, 475, 165]]);
  assert.deepEqual(root.querySelectorAll("path").map((path) => [path.getAttribute("stroke"), Number(path.getAttribute("stroke-width"))]), [[NEGATIVE, 0.75], [POSITIVE, 3.25], [NEGATIVE, 2]]);
});

test("in a growing network, neurons show their values in two colors, and digits their probability", async () => {
  const { cssColor, sequentialColor, signedColor } = await import("../../views/parts/looks/values.js");
  const { root, show } = growing(LIVING);
  const fills = () => root.querySelectorAll("circle").slice(0, 6).map(({ style }) => style.fill);
  assert.deepEqual(fills(), [sequentialColor(100, 100), sequentialColor(50, 100), sequentialColor(0, 100), signedColor(-50, 100), signedColor(-100, 100), sequentialColor(25, 100)].map(cssColor));
  const shares = () => root.querySelectorAll("b").map(({ style }) => style["--ink-share"]);
  assert.deepEqual(shares(), LIVING.probs);
  assert.ok(root.classList.contains("ink-living"));
  show({ living: null });
  assert.deepEqual([fills(), shares(), root.querySelectorAll("path").length, root.classList.contains("ink-living")], [Array(6).fill(""), Array(10).fill(0), 0, false]);
});

test("a growing network's lines follow its parts, and before it learns there are none", () => {
  const { root } = growing(LIVING);
  const begins = () => root.querySelectorAll("path").at(-1).getAttribute("d").match(/^M([\d.]+) ([\d.]+)/).slice(1).map(Number);
  assert.deepEqual(begins(), [5, 5]);
  root.querySelector("img").getBoundingClientRect = () => ({ left: 100, top: 40, width: 140, height: 140 });
  assert.equal(resize(root), 1);
  assert.deepEqual(begins(), [102.5, 42.5]);
  const blank = growing(null);
  resize(blank.root);
  assert.equal(blank.root.querySelector("path"), null);
});

test("before it learns, a network's neurons are in rows, with their number below", () => {
  const { root } = growing(null);
  const places = root.querySelectorAll("circle").map((circle) => ["cx", "cy"].map((name) => Number(circle.getAttribute(name))));
  assert.deepEqual(places, [[5, 5], [15, 5], [25, 5], [5, 15], [15, 15], [25, 15]]);
  assert.equal(root.querySelector(".ink-neurons").getAttribute("viewBox"), "0 0 30 20");
  assert.deepEqual(texts(root.querySelectorAll("figcaption")), ["784", "6", "10"]);
  assert.deepEqual(texts(root.querySelectorAll("b")), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  assert.equal(root.getAttribute("aria-label"), "All of it.");
  assert.equal(root.querySelectorAll(".ink-fan").length, 2);
});

test("with reduced motion a network stays unchanged until its training ends", () => {
  const { root, show } = growing(LIVING);
  const first = () => root.querySelector("b").style["--ink-share"];
  globalThis.matchMedia = () => ({ matches: true });
  show({ living: { ...LIVING, probs: Array(10).fill(0.125), moves: true } });
  assert.equal(first(), 0.5);
  show({ living: { ...LIVING, probs: Array(10).fill(0.125), moves: false } });
  assert.equal(first(), 0.125);
  globalThis.matchMedia = () => ({ matches: false });
  show({ living: { ...LIVING, moves: true } });
  assert.equal(first(), 0.5);
});

// A sum of products -1, 2 in each row, and what is painted of it.
function sum() {
  const parent = parentOf("ink-build-up");
  const frames = [];
  Object.assign(globalThis, { requestAnimationFrame: (frame) => frames.push(frame), cancelAnimationFrame: () => frames.splice(0) });
  const of = (first, second) => Array.from({ length: 784 }, (_, pixel) => [first, second][pixel % 28] ?? 0);
  const data = { about: ["hidden1", [5]], title: "Neuron 5", pictures: [of(1, 0.5), of(-4, 1), of(-1, 2)], example: "1 × −1 = −1", total: "28.00 + bias 1.00 = z 29.00" };
  const picked = [];
  const show = (more) => buildUp({ data: { ...data, ...more }, parentElement: parent, setTriggerValue: (...report) => picked.push(report) });
  show();
  const painted = parent.querySelectorAll("canvas").map((canvas) => {
    const seen = {};
    canvas.context.putImageData = ({ data: { buffer } }) => (seen.colors = [...new Uint32Array(buffer)]);
    return seen;
  });
  return { parent, frames, show, picked, painted, words: parent.querySelector("output"), button: parent.querySelector("button") };
}

test("a growing sum shows its products so far, on one scale with the weights", async () => {
  const { sequentialColor, signedColor } = await import("../../views/parts/looks/values.js");
  const { parent, frames, painted, button } = sum();
  assert.equal(parent.querySelector(".ink-sum-pictures").classList.contains("ink-adding"), false);
  mock.method(performance, "now", () => 0);
  button.click();
  mock.restoreAll();
  frames.pop()(220); // three rows
  const [numbers, weights, products] = painted.map(({ colors }) => colors);
  assert.deepEqual([numbers[0], numbers[1], numbers[28]], [1, 0.5, 1].map((value) => sequentialColor(value, 1)));
  assert.deepEqual([weights[0], weights[1], weights[783]], [-4, 1, 0].map((value) => signedColor(value, 4)));
  assert.deepEqual([products[56], products[57], products[84], products[85]], [-1, 2, 0, 0].map((value) => signedColor(value, 4)));
  const pictures = parent.querySelector(".ink-sum-pictures");
  assert.deepEqual([pictures.style["--rows"], pictures.classList.contains("ink-adding")], [3, true]);
  frames.pop()(110 * 40);
  assert.deepEqual([pictures.style["--rows"], pictures.classList.contains("ink-adding")], [0, false]);
});

test("with reduced motion a sum is complete at once, and announced", () => {
  globalThis.matchMedia = () => ({ matches: true });
  const { frames, words, picked, button } = sum();
  button.click();
  assert.equal(button.textContent, "Add it up");
  frames.pop()(performance.now());
  assert.deepEqual([frames.length, words.textContent, picked, button.textContent], [0, "28.00 + bias 1.00 = z 29.00", [["picked", 0]], "Again"]);
  globalThis.matchMedia = () => ({ matches: false });
});

test("another neuron's sum starts again, the same one's stays", () => {
  const { show, words, parent, frames, button } = sum();
  button.click();
  frames.pop()(performance.now() + 1e6);
  show();
  assert.ok(words.textContent.startsWith("28.00"));
  show({ about: ["hidden1", [6]], title: "Neuron 6", example: "2 × 2 = 4" });
  assert.deepEqual([words.textContent, parent.querySelector("b").textContent, parent.querySelector("p").textContent], ["", "Neuron 6", "The marked product, one of 784: 2 × 2 = 4"]);
});
