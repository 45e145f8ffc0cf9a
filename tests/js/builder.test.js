// The part on which a neuron is painted: what it shows, learns and reports, and that it stops once removed.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { bytesOf } from "../../model/base64.js";
import { Element, parentOf } from "./page.js";

const PIXELS = 784;
Element.prototype.insertAdjacentHTML = function () {}; // a picture on a button
globalThis.localStorage = { getItem: () => null, setItem() {} };
globalThis.inklingDigitFiles = new Map();
const labels = Uint8Array.from({ length: 40 }, (_, i) => i % 2);
const DIGITS = { labels, images: Uint8Array.from({ length: 40 * PIXELS }, (_, i) => (i % 28 === (labels[Math.floor(i / PIXELS)] ? 14 : 4) ? 255 : 0)) };
const { default: show } = await import("../../views/building/builder.js");
const blank = () => ({ weights: Array(PIXELS).fill(0), bias: 0 });

let frames, reports, parent, leave, bringTraining;
let revision = 2;

beforeEach(() => {
  let number = 0;
  [frames, reports, parent] = [new Map(), [], parentOf("ink-builder")];
  globalThis.requestAnimationFrame = (act) => (frames.set(++number, act), number);
  globalThis.cancelAnimationFrame = (which) => void frames.delete(which);
  inklingDigitFiles.set("/test", Promise.resolve(DIGITS));
  inklingDigitFiles.set("/train", new Promise((done) => (bringTraining = () => done(DIGITS))));
});

afterEach(() => {
  leave();
  parent.remove();
});

const pass = () => new Promise((done) => setImmediate(done));
const turn = (number = 1) => {
  for (let i = 0; i < number; i++) {
    const due = [...frames.values()];
    frames.clear();
    for (const act of due) act();
  }
};
const open = (goal = "1-0", revision = 1, about = {}) => {
  const painted = { goal, activation: "step", places_itself: true, neurons: goal === "either" ? [{ ...blank(), weights: Array(PIXELS).fill(9) }, blank()] : [blank()], ...about };
  const data = { address: { test: "/test", train: "/train" }, revision, painted, chosen: null, drawing: null, allows: { brushes: ["push", "pull", "erase"], learning: true, goals: true }, words: { step: "", two: "" } };
  leave = show({ data, parentElement: parent, setTriggerValue: (_, value) => reports.push(value) });
};
const panel = () => parent.querySelector(".ink-learn");
const button = (text) => panel().querySelectorAll("button").find(({ textContent }) => textContent === text);
const both = () => panel().querySelectorAll("div")[1];
const said = () => panel().querySelector("p").textContent;

/** A new one has been learning for two frames. */
async function learning(goal) {
  open(goal, (revision += 1));
  bringTraining();
  await pass();
  button("Until it settles").onclick();
  await pass();
  turn(2);
  assert.ok(button("Stop"));
}

test("it learns until it converges, and reports that once", async () => {
  await learning();
  turn(300);
  assert.deepEqual([reports.length, both().hidden, parent.querySelector("b").textContent], [1, false, "over 99.9%"]);
});

test("leaving the part first reports pending paint and learning, with their goal", async () => {
  await learning();
  const at = (target, type) => dispatchEvent(Object.assign(new Event(type), { composedPath: () => [target] }));
  at(parent.querySelector(".ink-field"), "pointerdown");
  assert.equal(reports.length, 0);
  dispatchEvent(Object.assign(new Event("keydown"), { composedPath: () => [document.body], repeat: true })); // a key that is held
  assert.equal(reports.length, 0);
  at(document.body, "pointerdown");
  assert.deepEqual([reports.length, reports[0].revision, !!button("Stop")], [1, revision, true]);
  button("Stop").onclick();
  at(document.body, "keydown");
  at(document.body, "keydown"); // nothing is pending any more
  assert.equal(reports.length, 2);
  leave();
  at(document.body, "pointerdown");
  assert.equal(reports.length, 2);
});

test("leaving or switching neurons while images load learns nothing", async () => {
  const turns = [["1-0", () => open("1-0", 2)], ["either", () => parent.querySelector(".ink-which").children[1].onclick()], ["1-0", () => (parent.remove(), leave())]];
  for (const [goal, turnAway] of turns) {
    open(goal, (revision += 1));
    await pass();
    turn();
    button("Until it settles").onclick();
    turn();
    assert.equal(said(), "Loading the training images …");
    turnAway();
    bringTraining();
    await pass();
    turn(3);
      const second = reports.flatMap(({ neurons }) => neurons.slice(1)); // reported since it's under the brush
    assert.deepEqual([reports.length, second.some(({ weights }) => /[^A=]/.test(weights)), button("Stop")], [second.length, false, undefined]);
  }
});

test("a part removed before its first picture is painted when it's shown again", async () => {
  open();
  leave();
  open();
  await pass();
  turn();
  assert.match(parent.querySelector("b").textContent, /%/);
});

test("dragging the threshold or switching neurons stops the learning, and the new state is reported", async () => {
  await learning();
  const slider = parent.querySelector("input[type=range]");
  slider.valueAsNumber = 100;
  slider.oninput();
  turn(3);
  assert.deepEqual([reports.length, reports[0].neurons[0].bias, both().hidden, Boolean(button("Stop"))], [1, -1000, true, false]);

  await learning("either");
  parent.querySelector(".ink-which").children[1].onclick();
  turn(3);
  const [first, second] = reports[1].neurons.map(({ weights }) => /[^A=]/.test(weights));
  assert.deepEqual([reports.length, first, second, both().hidden, Boolean(button("Stop"))], [2, true, false, true, false]);
});

test("another neuron from Python stops the learning", async () => {
  await learning();
  open("2-0", (revision += 1));
  await pass();
  turn(3);
  assert.deepEqual([reports, both().hidden, Boolean(button("Stop"))], [[], true, false]);
});

test("painted and learned are compared only if both exist and the images are loaded", async () => {
  open();
  assert.equal(both().hidden, true);
  await pass();
  await learning();
  assert.equal(both().hidden, false);
  inklingDigitFiles.set("/test", Promise.reject(new Error("away")));
  parent.querySelector(".ink-goals").querySelectorAll("button")[1].onclick();
  await pass();
  turn();
  assert.deepEqual([both().hidden, parent.querySelector(".ink-result").querySelector("span").textContent], [true, "Your browser couldn't load the digits. Reload the page."]);
});

test("pending changes are sent when the page is left, and nothing after that", () => {
  open("1-0", (revision += 1));
  parent.querySelector(".ink-undoing").children[2].onclick(); // Clear
  assert.equal(reports.length, 0);
  leave();
  assert.equal(reports.length, 1);
  parent.querySelector(".ink-undoing").children[2].onclick();
  dispatchEvent(Object.assign(new Event("keydown"), { composedPath: () => [document.body] })); // on another page
  assert.equal(reports.length, 1);
});

test("what changes while images load is reported once they're there", async () => {
  open("1-0", (revision += 1));
  parent.querySelector(".ink-goals").querySelectorAll("button")[1].onclick();
  assert.equal(reports.length, 0);
  await pass();
  assert.deepEqual(reports.map(({ goal }) => goal), ["7-1"]);
});

test("Clear and learning change the neuron under the brush and leave the other one", async () => {
  const painted = () => reports.at(-1).neurons.map(({ weights }) => [...new Int16Array(bytesOf(weights).buffer)]);
  for (const [act, isBlank] of [[() => parent.querySelector(".ink-undoing").children[2].onclick(), true], [() => button("One step").onclick(), false]]) {
    open("either", (revision += 1), { neurons: [9, 5].map((weight) => ({ ...blank(), weights: Array(PIXELS).fill(weight) })) });
    bringTraining();
    await pass();
    parent.querySelector(".ink-which").children[1].onclick();
    act();
    await pass();
      const [first, other] = painted();
    assert.deepEqual([first.every((weight) => weight === 9), other.every((weight) => weight === 5), other.every((weight) => !weight)], [true, false, isBlank]);
  }
});

test("the proof that one neuron can't do XOR has the bias in each sum", async () => {
  const neurons = [{ weights: Array(PIXELS).fill(9), bias: -300 }]; // a bar has 60 pixels: 60 × 0.009 = 0.54
  open("either", (revision += 1), { places_itself: false, neurons });
  await pass();
  turn();
  const [none, both, sum, left, right, again] = parent.querySelector(".ink-sums").lastChild.textContent.match(/[−\d]+\.\d{3}/g);
  assert.deepEqual([none, both, sum, left, right, again], ["−0.300", "0.780", "0.480", "0.240", "0.240", "0.480"]);
});
