// Tables and what grows beside them: every number below its own heading, every place that of its number.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { parentOf } from "./page.js";

const [{ default: meters }, { default: sheet }, { default: tensors }, { default: buildUp }, { default: architecture }] = await Promise.all(
  ["training/meters", "lesson/sheet", "lesson/tensors", "lesson/build_up", "training/architecture"].map((name) => import(`../../views/${name}.js`)),
);

const texts = (elements) => elements.map(({ textContent }) => textContent.trim());

test("a table's number and its bar stand below the heading that they are of, in the row of their name", () => {
  const parent = parentOf("ink-meters");
  const row = (name, ...cells) => ({ name, cells: cells.map(([text, share]) => ({ text, share })) });
  const show = (...rows) => meters({ data: { heads: ["Run", "Right", "Time"], rows }, parentElement: parent });
  for (const rows of [[row("one", ["90 %", 0.9], ["2 s", 0.25])], [row("one", ["91 %", 0.91], ["2 s", 1]), row("two", ["…", null], ["1 s", 0.5])]]) {
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

const SHEET = {
  image: [["0", ".5", "1"], ["0", "0", ".25"]],
  shades: [[0, 0.5, 1], [0, 0, 0.25]],
  neuron: "Neuron 5",
  lines: [["row 0, column 1", "0.50", "2.00", "1.00"], ["row 0, column 2", "1.00", "−3.00", "−3.00"]],
  others: 782, rest: "0.25", bias: "0.10", z: "−1.65", relu: "0.00", step: "0", answer: "4",
};

test("the sheet's sum has each number below its heading, gaps in the question and figures in the solution", () => {
  const parent = parentOf("ink-sheet");
  sheet({ data: SHEET, parentElement: parent });
  const [question, solution] = parent.querySelectorAll(".ink-sum");
  for (const [table, isSolved] of [[question, false], [solution, true]]) {
    const [heads, one, other, ...last] = table.querySelectorAll("tr").map((row) => texts(row.children));
    const written = (text) => (isSolved ? text : "");
    assert.deepEqual(heads, ["Pixel", "number", "weight", "", "product"]);
    assert.deepEqual(one, ["row 0, column 1", "0.50", "× 2.00", "=", written("1.00")]);
    assert.deepEqual(other, ["row 0, column 2", "1.00", "× −3.00", "=", written("−3.00")]);
    assert.deepEqual(last, [
      ["All other 782 products together", "0.25"],
      ["Bias", "0.10"],
      ["Sum z: everything in the last column", written("−1.65")],
      ["What a step passes on: 1 if z is above 0, else 0", written("0")],
      ["What ReLU passes on: z if it is above 0, else 0", written("0.00")],
    ]);
  }
  assert.ok(parent.textContent.includes("A neuron (Neuron 5) multiplies each") && parent.textContent.includes("reads this drawing as a 4."));
});

test("the sheet's pixels stand in the row and the column of their numbers", () => {
  const parent = parentOf("ink-sheet");
  sheet({ data: SHEET, parentElement: parent });
  const [heads, ...rows] = parent.querySelector(".ink-image").querySelectorAll("tr").map((row) => texts(row.children));
  assert.deepEqual([heads, ...rows], [["", "0", "1", "2"], ["0", "0", ".5", "1"], ["1", "0", "0", ".25"]]);
});

test("the window on a table of numbers says which rows and columns they are from, wherever it is moved", () => {
  const parent = parentOf("ink-tensors");
  const rows = Array.from({ length: 28 }, (_, row) => Array.from({ length: 28 }, (_, column) => row + column / 100));
  tensors({ data: { tensors: [{ title: "Table", shape: "28×28", rows, scale: 28 }] }, parentElement: parent });
  const [canvas] = parent.querySelectorAll("canvas");
  const check = (top, left) => {
    assert.equal(parent.querySelector("p").textContent, `Rows ${top} to ${top + 6}, columns ${left} to ${left + 8}:`);
    const seen = parent.querySelectorAll("tr").map((row) => texts(row.children));
    assert.deepEqual([seen.length, seen[0].length], [7, 9]);
    assert.deepEqual([seen[0][0], seen[6][8]], [rows[top][left], rows[top + 6][left + 8]].map((value) => value.toFixed(2)));
  };
  check(21, 19); // around the largest, in the last row and column
  for (const [key, top, left] of [["ArrowDown", 21, 19], ["ArrowUp", 20, 19], ["ArrowLeft", 20, 18], ["ArrowRight", 20, 19], ["ArrowUp", 19, 19]]) {
    assert.ok(canvas.press(key));
    check(top, left);
  }
  assert.equal(canvas.press("Tab"), false);
  assert.equal(canvas.ariaLabel, "Table. Arrow keys move over its numbers.");
});

test("a row of numbers shows the first of them and says how many more there are", () => {
  const parent = parentOf("ink-tensors");
  const of = (count) => ({ title: "Row", shape: `${count}`, rows: [Array.from({ length: count }, (_, i) => i)], scale: 9 });
  tensors({ data: { tensors: [of(10), of(128)] }, parentElement: parent });
  const first = "0.00  1.00  2.00  3.00  4.00  5.00  6.00  7.00  8.00  9.00";
  assert.deepEqual(texts(parent.querySelectorAll("p")), [first, `${first}  … and 118 more`]);
});

test("a sum is added up row by row, under pictures of what they are", () => {
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

test("while a network grows, a line from a pixel begins where that pixel is in the drawing", () => {
  const parent = parentOf("ink-architecture");
  const places = [[0, 0], [3, 20], [27, 5]]; // rows and columns
  const lines = [places.map(([row, col]) => [28 * row + col, 0, 0.5]), []];
  const living = { lit: [[0]], probs: Array(10).fill(0.1), lines, moves: false };
  const show = () => architecture({ data: { image: "", inputs: 784, layers: [{ units: 1, grid: [1, 1] }], words: "", living }, parentElement: parent });
  show();
  const picture = parent.querySelector("img");
  [picture.clientWidth, picture.clientHeight] = [280, 280]; // ten pixels of the page for one of the drawing
  show();
  const begins = parent.querySelectorAll("path").map((path) => path.getAttribute("d").match(/^M([\d.]+) ([\d.]+)/).slice(1).map(Number));
  assert.deepEqual(begins.reverse(), places.map(([row, col]) => [10 * col + 5, 10 * row + 5]));
});
