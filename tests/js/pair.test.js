// The slider between two drawings: its keys, its flips, and what is shown at both ends.

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { parentOf } from "./page.js";

globalThis.requestAnimationFrame = (call) => setTimeout(call, 16);
globalThis.cancelAnimationFrame = clearTimeout;
const { default: show } = await import("../../views/draw/pair.js");
const { Switched } = await import("../../views/draw/switched.js");
const { readings, slides } = await import("../../views/parts/reading.js");

const WORDS = Object.fromEntries(["let_go", "draw", "card", "looking", "no_flips", "no_digit"].map((name) => [name, name]));
Object.assign(WORDS, { kept: "Kept", drawn: "Now", slider: "Way", at: "at {share}", flip: "{before} to {after} at {share}", flips: "first {before}; {parts}", from: "{share}: {answer}", many_flips: "{count}", no_digit_mark: "?", none: "none" });

let leave;
const published = [];
slides.subscribe("test", (share) => published.push(share));

const probs = (digit) => Float32Array.from({ length: 10 }, (_, each) => (each === digit ? 0.91 : 0.01));

function begin(answerAt = () => 4) {
  const parent = parentOf("ink-pair");
  leave = show({ data: { words: WORDS }, parentElement: parent, setTriggerValue() {} });
  const reading = { kept: { probs: probs(4), isDigit: true, image: null }, probs: probs(9), isDigit: true, image: null, share: 1, version: 1, between: { answerAt, inkAt: () => new Uint8Array(0) } };
  readings.publish(reading);
  const root = parent.firstChild;
  return { root, slider: root.querySelector("input"), at: (share) => readings.publish({ ...reading, version: null, share }) };
}

afterEach(() => {
  leave();
  published.length = 0;
});

const pressed = (slider, key) => (assert.ok(slider.press(key), key), published.pop());

test("Right and Up go on, Left and Down go back, by the same, and none beyond an end", () => {
  const { slider, at } = begin();
  at(0.5);
  const [right, up, left, down] = ["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"].map((key) => pressed(slider, key));
  assert.ok(right > 0.5 && right < 0.6);
  assert.deepEqual([up, left, down], [right, 1 - right, 1 - right]);
  for (const [end, onward, back] of [[1, ["ArrowRight", "ArrowUp"], ["ArrowLeft", "ArrowDown"]], [0, ["ArrowLeft", "ArrowDown"], ["ArrowRight", "ArrowUp"]]]) {
    at(end);
    for (const key of onward) assert.equal(pressed(slider, key), end);
    for (const key of back) assert.equal(Math.abs(pressed(slider, key) - end), right - 0.5);
  }
});

test("keys that it does not know, Home and End among them, are left to the slider itself", () => {
  const { slider } = begin();
  for (const key of ["Home", "End", "Tab", "Enter", "a"]) assert.equal(slider.press(key), false);
  assert.deepEqual(published, []);
});

test("the kept drawing's answer stands at the beginning, the newest one's at the end", () => {
  const { root } = begin();
  assert.deepEqual(root.querySelectorAll("b").map((each) => each.textContent), ["4", "9"]);
  assert.deepEqual(root.querySelectorAll("small").map((each) => each.textContent), ["91.0 %", "91.0 %"]);
});

test("a slider that comes to the page while it is read in between looks for flips, too", () => {
  const { at } = begin();
  at(0.5);
  leave();
  const parent = parentOf("ink-pair");
  leave = show({ data: { words: WORDS }, parentElement: parent, setTriggerValue() {} });
  assert.equal(parent.querySelector("p").textContent, "looking");
});

test("every flip has its mark where it is, and clicks lead to its one side and its other", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { root, slider, at } = begin((share) => (share < 0.25 ? 4 : share < 0.75 ? null : 9));
  for (let i = 0; i < 50; i++) mock.timers.tick(1);
  const marks = root.querySelectorAll(".ink-flips button");
  assert.deepEqual(marks.map((each) => each.textContent), ["?", "9"]);
  assert.deepEqual(marks.map((each) => each.title.split(" at ")[0]), ["4 to none", "none to 9"]);
  assert.equal(root.dataset.flips, 2);
  marks.forEach((mark, i) => {
    const place = [0.25, 0.75][i];
    assert.ok(Math.abs(mark.style["--share"] - place) < 1 / 1024);
    mark.click();
    const high = published.pop();
    at(high);
    mark.click();
    const low = published.pop();
    assert.ok(low < place && place <= high && high - low <= 1 / 1024);
    assert.equal(slider.valueAsNumber, high);
  });
  mock.timers.reset();
});

test("a neuron that fires for the other drawing only has a whole ring, one that has gone silent a broken one, others none", () => {
  const switched = new Switched(Float32Array.of(0, 2, 3, 0), Float32Array.of(1, 0, 4, 0));
  const rings = [0, 1, 2, 3].map((number) => {
    const seen = [];
    let dash = [];
    switched.ring({ beginPath() {}, arc() {}, setLineDash: (pixels) => (dash = pixels), stroke: () => seen.push(dash.length > 0) }, [0, 0, 10, 10], number);
    assert.deepEqual(dash, [], "what is drawn next is whole");
    return seen;
  });
  assert.deepEqual(rings, [[false], [true], [], []]);
});
