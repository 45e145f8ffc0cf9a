// The row of a class that teaches one network: ten drawings a message until all are sent, then taken back, and the class's network.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { parentOf } from "./page.js";

const { ClassRow } = await import("../../views/signs/class_row.js");

const NAMES = ["<b>A</b>", "☂"];
const drawingsOf = (count) => Array.from({ length: count }, (_, i) => ({ label: i % 2, source: "my hand", strokes: [[[i, 1], [2, 3]]], widths: [20] }));
let [row, root, reports, acts, codes] = [null, null, [], [], 0];
const about = (more = {}) => ({ code: `ABC DE${codes}`, names: NAMES, learned: 0, answer: {}, ...more });
const take = (more) => row.take(about(more), (message, kind) => reports.push({ ...message, kind }));
const buttons = () => [...root.querySelectorAll("button")].filter(({ hidden }) => !hidden).map(({ textContent }) => textContent);
const press = (text) => [...root.querySelectorAll("button")].find(({ textContent, hidden }) => !hidden && textContent === text).onclick();
const said = () => root.querySelector("[role=status]").textContent;
const show = (drawings, names = NAMES) => {
  row.acts.set = { names, drawings };
  row.show();
};

/** Answer as Python does, for the first so many drawings of the last message. */
function answer(first, count = reports.at(-1).lines.length, problem = "") {
  take({ answer: { report: reports.at(-1).report, numbers: Array.from({ length: count }, (_, i) => first + i), problem } });
}

beforeEach(() => {
  codes++; // another class each time
  root = parentOf("ink-class-row").querySelector(".ink-class-row");
  [reports, acts] = [[], []];
  row = new ClassRow(root, { set: { names: NAMES, drawings: [] }, start: (names) => acts.push(names), useNetwork: (message) => acts.push(message) });
});

test("without a class of signs there is no row, and other signs than the class's can't be sent", () => {
  row.take(null, () => {});
  show(drawingsOf(3));
  assert.equal(root.hidden, true);
  take();
  show(drawingsOf(3), ["A", "B"]);
  assert.equal(root.hidden, false);
  assert.ok(root.querySelector("p").textContent.includes("<b>A</b> ☂") && !root.querySelector("p").children.length);
  assert.deepEqual(buttons(), ["Draw your class's signs"]);
  press("Draw your class's signs");
  assert.deepEqual(acts, [NAMES]);
});

test("all drawings are sent, ten at a time, and what is gone or has another sign is taken back", () => {
  take();
  const drawings = drawingsOf(13);
  show(drawings);
  press("Send 13 drawings to the class");
  assert.deepEqual(reports.map(({ kind, names, lines, back }) => [kind, names, lines.length, back]), [["class", NAMES, 10, []]]);
  assert.deepEqual(JSON.parse(reports[0].lines[3]), drawings[3]);
  take({ answer: { report: reports[0].report - 1, numbers: [7], problem: "" } }); // of an earlier message
  show(drawings);
  assert.equal(reports.length, 1);
  answer(1);
  show(drawings);
  assert.equal(reports[1].lines.length, 3);
  answer(11);
  show(drawings);
  assert.deepEqual([reports.length, said(), buttons()], [2, "13 drawings are in the class.", ["Take all back"]]);
  const changed = [...drawings.slice(1, 12), { ...drawings[12], label: 1 }];
  show(changed);
  press("Send 1 drawing to the class");
  assert.deepEqual([reports[2].lines.length, reports[2].back], [1, [1, 13]]);
  answer(14);
  show(changed);
  press("Take all back");
  assert.deepEqual(reports[3].back, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]);
  answer(0);
  show(changed);
  assert.deepEqual([said(), buttons()], ["", ["Send 12 drawings to the class"]]);
});

test("a refusal is said and ends the sending; new names make everything unsent", () => {
  take();
  const drawings = drawingsOf(12);
  show(drawings);
  press("Send 12 drawings to the class");
  answer(1, 4, "That was quick!");
  show(drawings);
  assert.deepEqual([reports.length, said(), buttons()[0]], [1, "That was quick!", "Send 8 drawings to the class"]);
  take({ names: [...NAMES].reverse() });
  show(drawings, [...NAMES].reverse());
  assert.deepEqual(buttons(), ["Send 12 drawings to the class"]);
});

test("the class's network is used once it was asked for, and only then", () => {
  take({ learned: 1, network: { run: "early" } });
  show([]);
  assert.deepEqual(acts, []);
  press("Use the class's network on the Draw page");
  assert.deepEqual(reports, [{ do: "network", number: 0, kind: "class" }]);
  take({ learned: 1, network: { run: "ab" } });
  take({ learned: 1, network: { run: "ab" } });
  assert.deepEqual(acts, [{ run: "ab" }]);
});
