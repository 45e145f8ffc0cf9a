// The lesson's dots and options each have their own click, and show what Python sends.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: progress } = await import("../../views/lesson/progress.js");
const { default: guess } = await import("../../views/lesson/lesson_guess.js");

const shown = (component, name) => {
  const parentElement = parentOf(`ink-${name}`);
  const reports = [];
  const show = (data) => component({ data, parentElement, setTriggerValue: (...report) => reports.push(report) });
  return { reports, show, buttons: () => parentElement.querySelectorAll("button") };
};

test("a dot is its step in its group, and says if it's done or current", () => {
  const { reports, show, buttons } = shown(progress, "progress");
  const groups = [
    ["Read", [{ number: 1, title: "Draw", done: true }]],
    ["Neuron", [{ number: 2, title: "Add", done: false }, { number: 3, title: "Fire", done: false }]],
  ];
  show({ label: "parts", groups, current: 2 });
  assert.deepEqual(buttons().map((each) => each.getAttribute("aria-label")), ["1: Draw, done", "2: Add", "3: Fire"]);
  assert.deepEqual(buttons().map((each) => each.getAttribute("aria-current")), ["false", "step", "false"]);
  const [first] = buttons();
  show({ label: "parts", groups, current: 3 });
  assert.equal(buttons()[0], first); // it keeps the focus
  buttons()[1].onclick();
  assert.deepEqual(reports, [["picked", 1]]);
});

test("in another language the dots stay, with new texts", () => {
  const { show, buttons } = shown(progress, "progress");
  show({ label: "The lesson's parts", groups: [["Read", [{ number: 1, title: "Draw", done: true }]]], current: 1 });
  const [dot] = buttons();
  globalThis.inklingLanguage = { words: { "{number}: {title}, done": "{number}: {title}, erledigt" } };
  show({ label: "Teile der Lektion", groups: [["Lesen", [{ number: 1, title: "Zeichne", done: true }]]], current: 1 });
  delete globalThis.inklingLanguage;
  assert.deepEqual([buttons()[0], dot.getAttribute("aria-label")], [dot, "1: Zeichne, erledigt"]);
  const nav = dot.parentElement.parentElement;
  assert.deepEqual([nav.getAttribute("aria-label"), nav.querySelector("span").textContent], ["Teile der Lektion", "Lesen"]);
});

test("an option is chosen once, and then the right one is shown", () => {
  const { reports, show, buttons } = shown(guess, "lesson-guess");
  const data = { question: "Which?", options: ["4", "9"], row: true, chosen: null, right: null };
  show(data);
  buttons()[1].onclick();
  assert.deepEqual(reports, [["picked", 1]]);
  show({ ...data, chosen: 1 });
  for (const each of buttons()) each.onclick();
  assert.equal(reports.length, 1);
  assert.deepEqual(buttons().map((each) => `${each.getAttribute("aria-pressed")}`), ["false", "true"]);
  show({ ...data, chosen: 1, right: 0 });
  assert.deepEqual(buttons().map((each) => each.classList.contains("ink-right")), [true, false]);
  show({ ...data, question: "And now?", options: ["a", "b", "c"] });
  assert.deepEqual(buttons().map((each) => each.textContent), ["a", "b", "c"]);
});
