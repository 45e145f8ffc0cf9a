// Each cell of the confusion matrix (views/training/charts/confusion.js) has name, number and click of one pair.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parentOf } from "./page.js";
import { contrast } from "./contrast.js";

const { default: confusion } = await import("../../views/training/charts/confusion.js");

test("ten columns stand below and beside ten heads at every window width", () => {
  const styles = readFileSync(new URL("../../views/training/charts/confusion.css", import.meta.url), "utf8");
  const columns = [...styles.matchAll(/grid-template-columns: ([^;]+);/g)].map(([, each]) => each.replace(/^[\d.]+rem /, ""));
  assert.deepEqual(columns, Array(2).fill("repeat(10, 1fr)"));
});

const cell = () => ({ style: {}, classList: { toggle() {} } });
const buttons = Array.from({ length: 100 }, cell);
const root = { firstChild: true, querySelectorAll: () => buttons };
const counts = Array.from({ length: 10 }, (_, row) => Array.from({ length: 10 }, (_, col) => 10 * row + col));
const rows = counts.map((row) => row.map((count) => ({ count, share: count / 99 })));
const picked = [];
confusion({ data: { rows, picked: null }, parentElement: { querySelector: () => root }, setTriggerValue: (_, pair) => picked.push(pair) });

test("a cell's name has the true digit first, then the reading", () => {
  assert.equal(buttons[35].title, "35 images of a 3 read as a 5");
  assert.equal(buttons[53].title, "53 images of a 5 read as a 3");
  assert.equal(buttons[81].title, "81 images of an 8 read as a 1");
  assert.equal(buttons[1].title, "1 image of a 0 read as a 1");
  for (const { title, ariaLabel } of buttons) assert.equal(title, ariaLabel);
});

test("a cell shows its number and reports its pair", () => {
  buttons.forEach((button, number) => {
    assert.equal(`${button.textContent || 0}`, button.title.split(" ")[0]);
    button.onclick();
    assert.deepEqual(picked.pop(), [Math.floor(number / 10), number % 10]);
  });
});

test("an empty cell can't be clicked", () => {
  assert.deepEqual(buttons.map(({ disabled }) => disabled), counts.flat().map((count) => count === 0));
});

test("a cell's number is legible on its color", () => {
  for (const { style } of buttons) assert.ok(contrast(style.color, style.background) >= 4.5, style.background);
});

test("the selected pair is marked, but not its mirror image", () => {
  const marked = new Set();
  buttons.forEach((button, number) => (button.classList.toggle = (name, isOn) => name === "ink-picked" && (isOn ? marked.add(number) : marked.delete(number))));
  for (const [pair, expected] of [[[3, 5], [35]], [[0, 9], [9]], [[9, 0], [90]], [null, []]]) {
    confusion({ data: { rows, picked: pair }, parentElement: { querySelector: () => root }, setTriggerValue() {} });
    assert.deepEqual([...marked], expected);
  }
});

test("a more frequent pair is brighter", () => {
  const brightness = buttons.map(({ style }) => style.background.match(/\d+/g).reduce((sum, each) => sum + Number(each), 0));
  for (const [less, more] of [[0, 50], [50, 99], [10, 20], [1, 10]]) assert.ok(brightness[less] < brightness[more], `${less}, ${more}`);
});

test("rows are true digits and columns readings, each at its own head", () => {
  const parent = parentOf("ink-confusion");
  for (let times = 0; times < 2; times++) confusion({ data: { rows, picked: [3, 5] }, parentElement: parent, setTriggerValue() {} });
  const parts = parent.firstChild.children;
  assert.equal(parts.length, 11 * 11); // made once
  const lines = Array.from({ length: 11 }, (_, row) => parts.slice(11 * row, 11 * row + 11));
  assert.deepEqual(lines[0].map(({ tagName, textContent }) => tagName + textContent), ["B", ...Array.from({ length: 10 }, (_, digit) => `B${digit}`)]);
  lines.slice(1).forEach(([head, ...cells], row) => {
    assert.deepEqual([head.tagName, head.textContent], ["B", `${row}`]);
    cells.forEach((each, col) => assert.deepEqual([each.tagName, each.textContent, each.classList.contains("ink-picked")], ["BUTTON", row + col ? `${10 * row + col}` : "", row === 3 && col === 5]));
  });
});
