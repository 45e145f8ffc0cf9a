// What a step of the lesson is about is brought into view once it is there, and the focus stays in the lesson's panel.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Element } from "./page.js";
import "./window.js";

globalThis.getComputedStyle = () => ({ getPropertyValue: (name) => (name === "--st-background-color" ? "rgb(4 5 6)" : "") });
globalThis.matchMedia = () => ({ matches: false });
document.body = new Element("body");
document.documentElement.append(document.body);
const { default: guide } = await import("../../views/lesson/guide.js");
const { trials } = await import("../../views/parts/component/reading.js");

let column, panel, scrolled, moved, reports, leave;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  [scrolled, moved, reports, trials.last] = [[], [], [], null];
  document.body.innerHTML =
    '<div><div class="st-key-card_column"><div class="st-key-lesson"><div class="ink-guide"></div><div class="st-key-lesson_next"><button></button></div></div><i class="st-key-neuron"></i></div></div>';
  column = document.body.firstChild;
  panel = column.querySelector(".st-key-lesson");
  for (const each of [column.querySelector("button"), column.querySelector(".st-key-neuron")]) {
    each.focus = (how) => (moved.push(how), (document.activeElement = each));
  }
  seen(column.querySelector(".st-key-neuron"));
  document.activeElement = document.body;
});

afterEach(() => {
  leave();
  document.body.replaceChildren();
  mock.timers.reset();
});

const pass = (milliseconds) => {
  for (let i = 0; i < milliseconds; i += 50) mock.timers.tick(50);
};
const seen = (element) => Object.assign(element, { clientHeight: 10, scrollIntoView: () => scrolled.push(element.className) });
const show = (more) => (leave = guide({ data: { step: "one", done: false, lights: [], covers: [], said: "", ...more }, parentElement: panel, setTriggerValue: (...report) => reports.push(report) }));

test("the first step that a page shows takes no focus, and tells the page's color", () => {
  show();
  pass(10_000);
  assert.deepEqual([moved, document.documentElement.style["--ink-page"]], [[], "rgb(4 5 6)"]);
});

test("with another step the way on has the focus where the button that was pressed is gone, as soon as that is there", () => {
  const next = panel.querySelector(".st-key-lesson_next");
  show();
  next.remove();
  [moved, document.activeElement] = [[], document.body];
  show({ step: "two" });
  pass(1000);
  assert.deepEqual(moved, []);
  panel.append(next);
  pass(1000);
  assert.deepEqual([moved, document.activeElement], [[{ preventScroll: true }], next.firstChild]);
  document.activeElement = document.body;
  pass(10_000);
  assert.equal(moved.length, 1); // nobody looks any more
});

test("whoever has the focus elsewhere keeps it, and nobody looks for ever, nor once the page is left", () => {
  const other = new Element("button");
  document.body.append(other);
  document.activeElement = other;
  show();
  show({ step: "two" });
  pass(10_000);
  document.activeElement = document.body;
  pass(10_000);
  assert.deepEqual(moved, []);
  document.activeElement = other;
  for (const step of ["three", "four"]) show({ step });
  leave();
  document.activeElement = document.body;
  pass(10_000);
  assert.deepEqual(moved, []);
});

test("a place that is not there yet is brought into view when it comes, the newest step's alone", () => {
  show({ lights: [".st-key-one"] });
  pass(500);
  show({ step: "two", lights: [".st-key-two"] });
  for (const name of ["st-key-one", "st-key-two"]) document.body.append(seen(Object.assign(new Element("p"), { className: name })));
  pass(10_000);
  assert.deepEqual(scrolled, ["st-key-two"]);
});

test("on a phone each step is read from its top; what stands in its sheet waits for that, what was done does not", () => {
  column.scrollTop = 80;
  show({ lights: [".st-key-neuron"] });
  assert.deepEqual([column.scrollTop, scrolled], [0, ["st-key-neuron"]]); // there is nothing to scroll
  Object.assign(column, { scrollHeight: 500, clientHeight: 300 });
  const elsewhere = seen(Object.assign(new Element("p"), { className: "st-key-canvas" }));
  const done = seen(Object.assign(new Element("p"), { className: "st-key-lesson_done" }));
  document.body.append(elsewhere);
  panel.append(done);
  scrolled.length = 0;
  show({ step: "two", lights: [".st-key-neuron"] });
  assert.deepEqual(scrolled, []);
  show({ step: "three", lights: [".st-key-canvas"] });
  show({ step: "three", lights: [".st-key-canvas"], done: true });
  assert.deepEqual(scrolled, ["st-key-canvas", "st-key-lesson_done"]);
});

test("what one step asked for is not asked for in the next", () => {
  show();
  for (const z of [1, -1]) trials.publish({ name: "step", z });
  assert.equal(reports.length, 1);
  show({ step: "two" });
  pass(5000);
  assert.equal(reports.length, 1);
});
