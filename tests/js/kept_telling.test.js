// A network that the browser keeps is told to Python part by part, and again where Python has not heard it.

import assert from "node:assert/strict";
import { test } from "node:test";

let timers = new Map();
globalThis.setTimeout = (act, delay = 0) => (timers.set((timers.last = {}), { act, delay }), timers.last);
globalThis.clearTimeout = (timer) => timers.delete(timer);
globalThis.addEventListener = globalThis.removeEventListener = () => {};
const { Telling } = await import("../../views/training/here/kept_telling.js");

const NETWORK = { run: "r", choices: { batch: 64 }, name: "Otto", title: "", parts: [{ weights: "a" }, { weights: "b" }] };

/** Five seconds go by. */
function wait() {
  const due = timers;
  timers = new Map();
  for (const { act } of due.values()) act();
}

function telling() {
  timers.clear();
  const told = [];
  return [Object.assign(new Telling(), { report: (_, said) => told.push(said) }), told];
}

test("each thing is told once, as long as it is answered", () => {
  const [one, told] = telling();
  one.answer([NETWORK], null, true);
  one.answer([NETWORK], null, true); // shown again for another reason
  for (const received of [0, 0, 1]) one.answer([NETWORK], { run: "r", received }, true);
  one.answer([NETWORK], null, false);
  wait();
  assert.deepEqual(told, [{ run: "r", choices: NETWORK.choices }, ...NETWORK.parts]);
  one.answer([NETWORK], null, true);
  assert.equal(told.length, 3); // it was used once
});

test("what was not heard is told again, until somebody answers or nobody listens", () => {
  const [one, told] = telling();
  one.answer([NETWORK], { run: "r", received: 0 }, true);
  wait();
  wait();
  assert.deepEqual(told, Array(3).fill(NETWORK.parts[0]));
  one.end();
  wait();
  assert.equal(told.length, 3);
});

test("of two that are asked for one after the other, only the last is told again", () => {
  const [one, told] = telling();
  one.ask(NETWORK);
  one.ask({ ...NETWORK, run: "s" });
  wait();
  wait();
  assert.deepEqual(told.map(({ run }) => run), ["r", "s", "s", "s"]);
});
