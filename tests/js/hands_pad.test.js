// The second lesson's paper, in a page without a screen: what it reports of drawings, whatever they are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";
import { drawOn } from "./paper.js";

const { bytesOf } = await import("../../model/base64.js");
const { default: show } = await import("../../views/lesson/middles/hands_pad.js");

/** Open a paper; returns its parts, what was reported, and how to give it other data. */
function open(data) {
  const parent = parentOf("ink-hands-pad");
  const reports = [];
  const give = (more = {}) => show({ data: { number: 0, ...data, ...more }, parentElement: parent, setTriggerValue: (_, message) => reports.push(message) });
  const leave = give();
  return { pad: parent.querySelector("canvas"), next: parent.querySelectorAll("button")[1], ghost: parent.querySelector("svg"), reports, give, leave };
}

const LINE = [[140, 50], [140, 230]];
const HANDS = {
  line: [LINE], dot: [[[140, 140]]], wide: [[[20, 140], [260, 150]]], tiny: [[[140, 140], [144, 150]]], corner: [[[2, 2], [20, 30]]], cross: [LINE, [[60, 140], [220, 140]]],
  zigzag: [[[40, 40], [240, 80], [40, 120], [240, 200]]], ring: [Array.from({ length: 25 }, (_, i) => [140 + 70 * Math.sin(i / 4), 140 - 80 * Math.cos(i / 4)])],
  edge: [[[140, -20], [140, 300]]], many: Array.from({ length: 9 }, (_, i) => [[30 + 25 * i, 60], [40 + 25 * i, 220]]), full: Array.from({ length: 14 }, (_, i) => [[5, 10 + 20 * i], [275, 10 + 20 * i]]), slanted: [[[90, 230], [190, 50]]],
};

test("twelve hands' drawings are reported, whatever they draw", () => {
  assert.equal(Object.keys(HANDS).length, 12);
  for (const [name, strokes] of Object.entries(HANDS)) {
    const single = open({ step: "missing", has_ghost: true });
    strokes.forEach((stroke) => drawOn(single.pad, stroke, false));
    assert.equal(single.reports.length, strokes.length, name);
    assert.ok(bytesOf(single.reports.at(-1).image).some((ink) => ink > 0) && single.ghost.style.opacity === 0, name);
    single.leave();
    const ten = open({ step: "mine", rests: true, number: 4 });
    strokes.forEach((stroke) => drawOn(ten.pad, stroke, stroke === strokes.at(-1)));
    assert.deepEqual(ten.reports.map(({ number, image }) => [number, bytesOf(image).length]), [[4, 784]], name);
    ten.leave();
  }
});

test("a button ends a digit at once, and nothing is reported when all are there", () => {
  const page = open({ step: "mine", rests: true, number: 9 });
  drawOn(page.pad, LINE, false);
  page.next.onclick();
  assert.equal(page.reports.length, 1);
  drawOn(page.pad, LINE, true); // before Python has said which is next
  page.give({ number: null });
  assert.equal(page.next.disabled, true);
  drawOn(page.pad, LINE, true);
  assert.equal(page.reports.length, 1);
  page.leave();
});
