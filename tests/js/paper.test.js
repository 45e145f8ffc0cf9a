// Printing a document: only it, and nothing else of the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element, parentOf } from "./page.js";

const { default: show } = await import("../../views/lesson/teaching/paper.js");
const printed = []; // the page during each print: its unprinted parts
const frames = [];
globalThis.print = () => printed.push(document.querySelectorAll("[data-unprinted]").map(({ className }) => className));
globalThis.requestAnimationFrame = (call) => frames.push(call);
const paint = () => frames.splice(0).forEach((call) => call());

test("a document prints alone, once per button or request, and scrolls into view when opened", () => {
  const [paper, other] = [new Element("div"), Object.assign(new Element("div"), { className: "other" })];
  paper.className = "st-key-paper";
  document.body.append(paper, other);
  const parent = parentOf("ink-paper");
  paper.append(parent);
  let views = 0;
  paper.scrollIntoView = () => views++;
  const put = (id, print) => (show({ data: { words: "Print", id, print }, parentElement: parent }), paint(), paint());
  put("sheet", 0);
  assert.deepEqual([views, printed], [1, []]);
  parent.querySelector("button").onclick();
  assert.deepEqual(printed, [["", "other"]]);
  assert.equal(document.querySelectorAll("[data-unprinted]").length, 0);
  put("sheet", 1);
  put("sheet", 1); // the same, shown again
  assert.deepEqual([views, printed.length], [1, 2]);
  put("plan", 1);
  assert.deepEqual([views, printed.length], [2, 2]);
});
