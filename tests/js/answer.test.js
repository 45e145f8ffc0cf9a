// The answer in words: each case has its own line, with the digits and shares of the given reading.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/draw/answer/answer.js");
const { questions, readings } = await import("../../views/parts/component/reading.js");

const WORDS = {
  blank: "blank", larger: "larger", no_answer: ["none", "not a number"], digit: "{first_share}, then {second} with {share}", why_not: "Why not {second}?",
  no_digit: "no digit", one: "one at a time", dark: "all dark", nearly: "nearest {a_digit}: {log_odds}", nearest: "like these", why: "why these",
};
const PROBS = Float32Array.of(0.01, 0.01, 0.01, 0.625, 0.01, 0.01, 0.01, 0.25, 0.05, 0.015);
const ASKED = Float64Array.of(-9, -8, -7, -1.25, -5, -4, -3, -2.5, -6, -30);
const NEAREST = [{ src: "one.png", alt: "a 3" }, { src: "two.png", alt: "a 5" }];
const READING = { classes: [..."0123456789"], version: 4, probs: PROBS, digitLogits: ASKED, isKnown: true, isDark: false, hint: "", origin: "A sample." };

function shown(reading) {
  const parent = parentOf("ink-answer");
  readings.last = null;
  const leave = show({ data: { version: 4, nearest: NEAREST, words: WORDS, caution: "Be careful." }, parentElement: parent });
  readings.publish({ ...READING, ...reading });
  const root = parent.firstChild;
  const [digit, line, detail, caution, nearest, origin, spoken] = root.children;
  leave();
  const visible = (element) => (element.hidden ? null : element.textContent);
  const said = [digit, line, ...(detail.hidden ? [] : detail.children), nearest.children[0], caution].map(visible).filter(Boolean);
  return { root, said, nearest, origin, spoken: spoken.textContent, why: detail.children[1], isEmpty: root.classList.contains("ink-answer-empty") };
}

test("the digit is the most probable one, and the runner-up comes next", () => {
  const { said, spoken, isEmpty } = shown({});
  assert.deepEqual(said, ["3", "62.5%, then 7 with 25.0%", "Why not 7?", "Be careful."]);
  assert.equal(spoken, "3 62.5%, then 7 with 25.0%");
  assert.equal(isEmpty, false);
  const [zero, nine] = [PROBS.map((_, i) => (i === 0 ? 0.75 : i === 9 ? 0.125 : 0)), PROBS.map((_, i) => (i === 9 ? 0.75 : i === 0 ? 0.125 : 0))];
  assert.deepEqual(shown({ probs: zero }).said.slice(0, 2), ["0", "75.0%, then 9 with 12.5%"]);
  assert.deepEqual(shown({ probs: nine }).said.slice(0, 2), ["9", "75.0%, then 0 with 12.5%"]);
});

test("signs are called by their names, and none of them can say which it comes closest to", () => {
  const classes = ["A", "⁨<b>&amp;</b>⁩", "B"];
  const read = { classes, probs: Float32Array.of(0.25, 0.625, 0.125), digitLogits: null };
  const { said, root } = shown(read);
  assert.deepEqual(said.slice(0, 3), ["⁨<b>&amp;</b>⁩", "62.5%, then A with 25.0%", "Why not A?"]);
  assert.ok(root.classList.contains("ink-named") && !shown({}).root.classList.contains("ink-named"));
  assert.deepEqual(shown({ ...read, isKnown: false, version: 5 }).said, ["no digit", WORDS.nearly.replace("{a_digit}", "a 1").replace("{log_odds}", "null")]);
});

test("why not asks about the runner-up", () => {
  const asked = [];
  questions.subscribe("test", (digit) => asked.push(digit));
  shown({}).why.click();
  assert.deepEqual(asked, [7]);
});

test("each case has its own words, and the first that applies counts", () => {
  const notOne = PROBS.map((value, i) => (i ? value : NaN));
  const cases = [
    [{ probs: null, hint: "larger" }, ["blank"]],
    [{ probs: null, image: new Float32Array(784) }, []], // it's drawn, but the network isn't loaded yet
    [{ hint: "larger" }, ["larger"]],
    [{ hint: "larger", isKnown: false }, ["larger"]],
    [{ probs: notOne }, ["none", "not a number"]],
    [{ hint: "one" }, ["3", "62.5%, then 7 with 25.0%", "Why not 7?", "Be careful."]], // the network reads it as one digit
    [{ hint: "one", isKnown: false, isDark: true }, ["no digit", "one at a time"]],
    [{ isKnown: false, isDark: true }, ["no digit", "all dark"]],
    [{ isKnown: false }, ["no digit", "nearest a 3: −1.25", "like these"]],
    [{ isKnown: false, version: 5 }, ["no digit", "nearest a 3: −1.25"]],
    [{ isKnown: false, version: 5, digitLogits: ASKED.map((value, i) => (i === 8 ? -1 : value)) }, ["no digit", "nearest an 8: −1.00"]],
  ];
  for (const [reading, expected] of cases)
    assert.deepEqual(shown(reading).said.filter((each) => expected.includes("like these") || each !== "like these"), expected, JSON.stringify(reading));
});

test("pictures of real digits stand beside a non-digit, in order", () => {
  const pictures = (reading) => shown(reading).nearest.children.slice(1).map(({ src, alt }) => [src, alt]);
  assert.deepEqual(pictures({ isKnown: false }), [["one.png", "a 3"], ["two.png", "a 5"]]);
  assert.equal(shown({ isKnown: false }).nearest.title, "why these");
  for (const reading of [{}, { isKnown: false, version: 3 }, { isKnown: false, version: null }, { isKnown: false, hint: "one" }]) assert.deepEqual(pictures(reading), []);
});

test("a bare line is small, its origin is given, and while the pen draws nothing is spoken", () => {
  assert.equal(shown({ probs: null }).isEmpty, true);
  assert.equal(shown({ isKnown: false }).isEmpty, false);
  assert.deepEqual([shown({}).origin.textContent, shown({}).origin.hidden, shown({ origin: "" }).origin.hidden], ["A sample.", false, true]);
  assert.equal(shown({ version: null }).spoken, "");
  assert.notEqual(shown({ version: null, isWaiting: true }).spoken, ""); // it's drawn, though Python doesn't have it yet
  assert.equal(shown({ isKnown: false }).spoken, "no digit nearest a 3: −1.25 like these");
});

test("parts without words are absent, even as empty lines", () => {
  const cases = [{}, { probs: null, origin: "" }, { hint: "larger" }, { isKnown: false }, { isKnown: false, version: 5 }, { isKnown: false, isDark: true }, { isKnown: false, hint: "one", origin: "" }];
  for (const reading of cases) {
    const [digit, line, detail, caution, , origin] = shown(reading).root.children;
    for (const part of [digit, line, caution, origin, ...detail.children]) assert.equal(part.hidden, !part.textContent, JSON.stringify(reading));
    assert.equal(detail.hidden, [...detail.children].every((part) => part.hidden), JSON.stringify(reading));
  }
});

test("unchanged text isn't written again, so that the browser needn't lay out the page", () => {
  const parent = parentOf("ink-answer");
  const leave = show({ data: { version: 4, nearest: NEAREST, words: WORDS, caution: "Be careful." }, parentElement: parent });
  readings.publish({ ...READING, version: null });
  const texts = [...parent.firstChild.children, ...parent.firstChild.children[2].children].filter((each) => each.textContent);
  const before = texts.map((each) => each.firstChild);
  readings.publish({ ...READING, version: null, probs: PROBS.slice() });
  texts.forEach((each, i) => assert.equal(each.firstChild, before[i]));
  leave();
});
