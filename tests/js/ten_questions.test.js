// Ten questions before the lesson and ten after it: what is chosen stays in the browser, in two forms, and both times are shown after the second.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { parentOf } from "./page.js";

const stores = new Map();
globalThis.localStorage = { getItem: (name) => stores.get(name) ?? null, setItem: (name, text) => stores.set(name, text) };
const { default: tenQuestions } = await import("../../views/questions/ten_questions.js");

const NAME = "inkling.questions.1";
const COUNT = 10;
const form = (letter, i) => ({ question: `${letter}${i} <b>?</b>`, answers: [0, 1, 2, 3].map((answer) => `${letter}${i}.${answer}`), right: i % 4 });
const items = Array.from({ length: COUNT }, (_, i) => ({ title: `Idea ${i}`, forms: { A: form("A", i), B: form("B", i) }, step: ["neuron", `Step ${i}`], ...(i === 9 ? { task: "Task 1", solved: true } : {}) }));
let [parentElement, reports] = [null, []];

const show = (more = {}) => tenQuestions({ data: { items, learned: false, ...more }, parentElement, setTriggerValue: (_name, value) => reports.push(value) });
const open = (more) => ((parentElement = parentOf("ink-ten-questions")), show(more));
const all = (query) => [...parentElement.querySelectorAll(query)];
const said = () => parentElement.querySelector("h2").textContent;
const press = (text) => all("button").find(({ textContent, disabled }) => !disabled && textContent === text).onclick();
const stored = () => JSON.parse(localStorage.getItem(NAME));
/** Answers ten questions: the right answer to the first so many, the next one to the others. */
function answerTen(right) {
  for (let i = 0; i < COUNT; i++) all(".ink-option")[(i + (i < right ? 0 : 1)) % 4].onclick();
}

beforeEach(() => {
  stores.clear();
  reports = [];
  open();
});

test("one question is asked at a time, as text, in a form that chance decides and the other one after the lesson", () => {
  const firsts = new Set();
  for (let i = 0; i < 60; i++) {
    stores.clear();
    open();
    assert.deepEqual([all("h2").length, all(".ink-option").length, all("b").length], [1, 4, 0]);
    firsts.add(said()[0]);
  }
  assert.deepEqual([...firsts].sort(), ["A", "B"]);
  const first = said()[0];
  answerTen(3);
  assert.equal(said(), "Now comes the lesson");
  open(); // the page was left
  press("To the lesson");
  assert.deepEqual(reports, [2 * COUNT]);
  press("I've done the lesson");
  assert.equal(said(), `${first === "A" ? "B" : "A"}0 <b>?</b>`);
});

test("both times are shown only after the second, with the answer and the step of what was missed", () => {
  answerTen(2);
  assert.ok(!parentElement.textContent.includes("✓"));
  press("I've done the lesson");
  answerTen(8);
  assert.equal(said(), "Right answers. Before: 2 of 10 · After: 8 of 10");
  const marks = all("tbody tr").map((row) => [...row.querySelectorAll("td span")].map((each) => each.getAttribute("aria-label")));
  assert.deepEqual(marks.slice(1, 9), [["right", "right"], ...Array.from({ length: 6 }, () => ["not right", "right"]), ["not right", "not right"]]);
  const leads = all(".ink-lead");
  assert.deepEqual(leads.map(({ textContent }) => textContent), ["Step 8", "Step 9", "Task 1"]);
  assert.ok(all("tbody tr")[8].textContent.includes(".0")); // the right answer
  leads.forEach((each) => each.onclick());
  assert.deepEqual(reports, [8, 9, COUNT + 9]);
  press("Start over");
  assert.equal(all(".ink-option").length, 4);
});

test("one press skips a question, and one all others; what was chosen can be changed", () => {
  all(".ink-option")[2].onclick();
  press("Skip");
  press("Back");
  press("Back");
  assert.deepEqual(all(".ink-option").map((each) => each.getAttribute("aria-pressed")), ["false", "false", "true", "false"]);
  all(".ink-option")[1].onclick();
  assert.ok(said().includes("1")); // goes on to the second
  press("Skip all");
  assert.deepEqual(stored().before, [1, ...Array(9).fill(-1)]);
  assert.equal(said(), "Now comes the lesson");
});

test("who has done the lesson is asked once, and its answers are compared with nothing", () => {
  open({ learned: true });
  assert.ok(all(".ink-place")[0].textContent.startsWith("After the lesson"));
  answerTen(10);
  assert.equal(said(), "Right answers. After: 10 of 10");
  assert.equal(all("thead th").length, 2);
});

test("what's damaged in the store begins a new sitting, and what can't be stored is still asked", () => {
  const whole = { first: "A", before: [0], after: [], goesOn: false };
  for (const damaged of [{ ...whole, first: "C" }, { ...whole, before: [7] }, { ...whole, after: Array(11).fill(0) }, { ...whole, before: "0123" }, [], 7]) {
    localStorage.setItem(NAME, JSON.stringify(damaged));
    open();
    assert.ok(all(".ink-place")[0].textContent.endsWith("1 of 10"), JSON.stringify(damaged));
  }
  localStorage.setItem(NAME, JSON.stringify(whole));
  open();
  assert.ok(all(".ink-place")[0].textContent.endsWith("2 of 10"));
  const { setItem } = localStorage;
  localStorage.setItem = () => assert.fail("it's full");
  all(".ink-option")[0].onclick();
  Object.assign(localStorage, { setItem });
  assert.ok(all(".ink-place")[0].textContent.endsWith("3 of 10") && parentElement.textContent.includes("can't store your answers"));
});

test("a new language keeps the place and the form", () => {
  all(".ink-option")[0].onclick();
  const before = said();
  show();
  assert.equal(said(), before);
});

test("a class is sent what was chosen, once, and another class begins again", () => {
  answerTen(10); // alone, before this class
  reports = [];
  const ofClass = { code: "ABCDEF", when: "before", taken: "", problem: "" };
  show({ ofClass });
  assert.ok(all(".ink-place")[0].textContent.endsWith("1 of 10") && parentElement.textContent.includes("without your name"));
  const first = said()[0];
  answerTen(2);
  const chosen = items.map((_, i) => ((i + (i < 2 ? 0 : 1)) % 4) + 1);
  assert.deepEqual(reports, [{ when: "before", form: first, chosen }]);
  show({ ofClass: { ...ofClass, taken: "before" } });
  assert.deepEqual([reports.length, all(".ink-sent")[0].textContent, said()], [1, "Your class has your answers.", "Now comes the lesson"]);
  show({ ofClass: { ...ofClass, taken: "before", problem: "<b>Full</b>" } });
  assert.equal(all(".ink-sent")[0].textContent, "<b>Full</b>");
  show({ ofClass: { ...ofClass, when: null, taken: "before" } }); // the lesson goes on
  assert.equal(said(), "Now comes the lesson");
  show({ ofClass: { ...ofClass, when: "after", taken: "before" } });
  press("Skip all");
  assert.deepEqual(reports.at(-1), { when: "after", form: first === "A" ? "B" : "A", chosen: Array(COUNT).fill(0) });
  open({ ofClass: { ...ofClass, when: "after" } }); // reloaded, before Python had it
  assert.equal(reports.length, 3);
  open({ ofClass: { ...ofClass, code: "GHJKLM" } });
  assert.ok(all(".ink-place")[0].textContent.startsWith("Before the lesson · 1"));
});
