// The drawer below the canvas: one tool is open at a time, and a begun lesson is no longer offered.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { parentOf } from "./page.js";

const { default: drawer } = await import("../../views/draw/canvas/drawer.js");
let page, stored;

beforeEach(() => {
  page = document.documentElement;
  delete page.dataset.drawer;
  stored = null;
  globalThis.localStorage = { getItem: () => stored };
});

function buttons(names = { samples: "Samples", more: "More" }) {
  const parentElement = parentOf("ink-drawer");
  drawer({ data: { names }, parentElement });
  return [...parentElement.querySelectorAll("button")];
}

test("a press opens a tool and closes the other, a second press closes it", () => {
  const [samples, more] = buttons();
  const open = () => [samples, more].map((each) => each.getAttribute("aria-expanded"));
  assert.deepEqual(open(), ["false", "false"]);
  samples.onclick();
  assert.deepEqual([page.dataset.drawer, ...open()], ["samples", "true", "false"]);
  more.onclick();
  assert.deepEqual([page.dataset.drawer, ...open()], ["more", "false", "true"]);
  assert.deepEqual(buttons().map((each) => each.getAttribute("aria-expanded")), ["false", "true"]); // after a rerun, too
  more.onclick();
  assert.deepEqual([page.dataset.drawer, ...open()], [undefined, "false", "false"]);
});

test("Tab skips the tools that aren't open, which arrow keys reach", () => {
  const [samples, other, more] = buttons({ samples: "Samples", compare: "Compare", more: "More" });
  const reached = () => [samples.tabIndex, more.tabIndex];
  assert.deepEqual(reached(), [0, 0]);
  samples.onclick();
  assert.deepEqual(reached(), [0, -1]);
  const press = (key, target) => {
    samples.parentNode.onkeydown({ key, target });
    return document.activeElement;
  };
  for (const button of [samples, other, more]) button.offsetHeight = 40;
  assert.equal(press("ArrowRight", samples), other);
  assert.equal(press("ArrowRight", more), samples);
  assert.equal(press("ArrowLeft", samples), more);
  other.offsetHeight = 0; // it has no parts
  assert.equal(press("ArrowRight", samples), more);
});

test("the lesson was begun if a step was done or a guess made, as this browser's store says", () => {
  const begun = (text) => {
    stored = text;
    buttons();
    return page.hasAttribute("data-begun");
  };
  for (const text of [null, "{}", '{"done":[],"guesses":{}}', "damaged"]) assert.equal(begun(text), false, text);
  for (const text of ['{"done":["draw"]}', '{"guesses":{"nine":1}}']) assert.equal(begun(text), true, text);
  assert.equal(begun(null), false); // it was started over
});
