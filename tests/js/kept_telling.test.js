// A network stored in the browser is sent to Python in parts, and again until Python has it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

let timers = new Map();
globalThis.setTimeout = (act, delay = 0) => (timers.set((timers.last = {}), { act, delay }), timers.last);
globalThis.clearTimeout = (timer) => timers.delete(timer);
const app = { dataset: {} }; // Streamlit's own element
document.querySelector = () => app;
globalThis.addEventListener = globalThis.removeEventListener = () => {};
const { Telling } = await import("../../views/training/here/kept_telling.js");
const { default: shelf } = await import("../../views/training/here/kept_networks.js");
const { default: awaited } = await import("../../views/training/here/awaited_network.js");

const NETWORK = { run: "r", choices: { batch: 64 }, name: "Otto", title: "", parts: [{ weights: "a" }, { weights: "b" }] };

/** Five seconds pass. */
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

test("each part is sent once if it's answered", () => {
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

test("an unanswered part is sent again until an answer, or until nobody listens", () => {
  const [one, told] = telling();
  one.answer([NETWORK], { run: "r", received: 0 }, true);
  wait();
  wait();
  assert.deepEqual(told, Array(3).fill(NETWORK.parts[0]));
  one.end();
  wait();
  assert.equal(told.length, 3);
});

test("while Python is busy, nothing is sent again", () => {
  const [one, told] = telling();
  app.dataset.testScriptState = "running";
  one.answer([NETWORK], { run: "r", received: 0 }, true);
  wait();
  wait();
  assert.equal(told.length, 1);
  app.dataset.testScriptState = "notRunning";
  wait();
  assert.deepEqual(told, Array(2).fill(NETWORK.parts[0]));
});

test("of two consecutive requests, only the last is repeated", () => {
  const [one, told] = telling();
  one.ask(NETWORK);
  one.ask({ ...NETWORK, run: "s" });
  wait();
  wait();
  assert.deepEqual(told.map(({ run }) => run), ["r", "s", "s", "s"]);
});

const soon = (act) => setImmediate(act);
const store = { getAll: () => ({ result: [NETWORK] }), put: () => ({}) };
const changed = () => {
  const change = { objectStore: () => store };
  soon(() => change.oncomplete());
  return change;
};
globalThis.indexedDB = {
  open() {
    const opening = { result: { transaction: changed } };
    soon(() => opening.onsuccess());
    return opening;
  },
};
const isRead = async () => {
  for (let i = 0; i < 5; i++) await new Promise(soon);
};

/** Shows a component with Python's request; returns its reports and a function that removes it. */
function shown(component, coming) {
  timers.clear();
  delete globalThis.inklingAwaited;
  const told = [];
  const parentElement = parentOf("ink-kept-networks");
  const leave = component({ data: { now: null, coming, used: null, asks: false, session: "s", none: "none" }, parentElement, setTriggerValue: (_, said) => told.push(said) });
  return { parentElement, told, leave };
}

for (const [name, component] of Object.entries({ "a shelf": shelf, "what an address means": awaited })) {
  test(`${name} sends nothing after it's removed, and later continues where Python is`, async () => {
    const one = shown(component, { run: "r", received: 0 });
    await isRead();
    wait();
    one.leave();
    for (let i = 0; i < 10; i++) wait();
    assert.deepEqual(one.told, Array(2).fill(NETWORK.parts[0]));
    const early = shown(component, { run: "r", received: 0 });
    early.leave(); // before the store has answered
    await isRead();
    wait();
    assert.deepEqual(early.told, []);
    const again = shown(component, { run: "r", received: 1 });
    await isRead();
    assert.deepEqual(again.told, [NETWORK.parts[1]]);
  });
}

test("a requested network is reported at once, however soon the page is left", async () => {
  const { parentElement, told, leave } = shown(shelf, null);
  await isRead();
  parentElement.querySelector("li button").onclick();
  leave();
  await isRead();
  wait();
  assert.deepEqual(told, [{ run: "r", choices: NETWORK.choices }]);
});
