// Each cell of the confusion matrix (views/training/confusion.js) has name, number and click of the same pair.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import { contrast } from "./contrast.js";

const { default: confusion } = await import("../../views/training/confusion.js");

const cell = () => ({ style: {}, classList: { toggle() {} } });
const buttons = Array.from({ length: 100 }, cell);
const root = { firstChild: true, querySelectorAll: () => buttons };
const counts = Array.from({ length: 10 }, (_, row) => Array.from({ length: 10 }, (_, col) => 10 * row + col));
const rows = counts.map((row) => row.map((count) => ({ count, share: count / 99 })));
const picked = [];
confusion({ data: { rows, picked: null }, parentElement: { querySelector: () => root }, setTriggerValue: (_, pair) => picked.push(pair) });

test("a cell's name says the true digit first, and then what it was taken for", () => {
  assert.equal(buttons[35].title, "35 images of a 3 taken for a 5");
  assert.equal(buttons[53].title, "53 images of a 5 taken for a 3");
  assert.equal(buttons[81].title, "81 images of an 8 taken for a 1");
  assert.equal(buttons[1].title, "1 image of a 0 taken for a 1");
  for (const { title, ariaLabel } of buttons) assert.equal(title, ariaLabel);
});

test("it shows the number of its name, and reports that pair", () => {
  buttons.forEach((button, number) => {
    assert.equal(`${button.textContent || 0}`, button.title.split(" ")[0]);
    button.onclick();
    assert.deepEqual(picked.pop(), [Math.floor(number / 10), number % 10]);
  });
});

test("a cell of nothing can't be clicked", () => {
  assert.deepEqual(buttons.map(({ disabled }) => disabled), counts.flat().map((count) => count === 0));
});

test("its number can be read on its color", () => {
  for (const { style } of buttons) assert.ok(contrast(style.color, style.background) >= 4.5, style.background);
});
