// A network saved in the browser is sent to Python in parts, and again until Python has it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

let timers = new Map();
globalThis.setTimeout = (act, delay = 0) => (timers.set((timers.last = {}), { act, delay }), timers.last);
globalThis.clearTimeout = (timer) => timers.delete(timer);
const app = { dataset: {} }; // Streamlit's own element
document.querySelector = () => app;
globalThis.addEventListener = globalThis.removeEventListener = () => {};
const { NetworkSender } = await import("../../views/training/here/network_sender.js");
const { default: shelf } = await import("../../views/training/here/saved_networks.js");
const { default: awaited } = await import("../../views/training/here/awaited_network.js");

const NETWORK = { run: "r", choices: { batch: 64 }, name: "Otto", title: "", parts: [{ weights: "a" }, { weights: "b" }] };

/** Five seconds pass. */
function wait() {
  const due = timers;
  timers = new Map();
  for (const { act } of due.values()) act();
}

function sender() {
  timers.clear();
  const reports = [];
  return [Object.assign(new NetworkSender(), { report: (_, said) => reports.push(said) }), reports];
}

test("each part is sent once if it's answered", () => {
  const [one, reports] = sender();
  one.answer([NETWORK], null, true);
  one.answer([NETWORK], null, true); // shown again for another reason
  for (const received of [0, 0, 1]) one.answer([NETWORK], { run: "r", received }, true);
  one.answer([NETWORK], null, false);
  wait();
  assert.deepEqual(reports, [{ run: "r", choices: NETWORK.choices }, ...NETWORK.parts]);
  one.answer([NETWORK], null, true);
  assert.equal(reports.length, 3); // it was used once
});

test("an unanswered part is sent again until an answer, or until nobody listens", () => {
  const [one, reports] = sender();
  one.answer([NETWORK], { run: "r", received: 0 }, true);
  wait();
  wait();
  assert.deepEqual(reports, Array(3).fill(NETWORK.parts[0]));
  one.end();
  wait();
  assert.equal(reports.length, 3);
});

test("while Python is busy, nothing is sent again", () => {
  const [one, reports] = sender();
  app.dataset.testScriptState = "running";
  one.answer([NETWORK], { run: "r", received: 0 }, true);
  wait();
  wait();
  assert.equal(reports.length, 1);
  app.dataset.testScriptState = "notRunning";
  wait();
  assert.deepEqual(reports, Array(2).fill(NETWORK.parts[0]));
});

test("of two consecutive requests, only the last is repeated", () => {
  const [one, reports] = sender();
  one.ask(NETWORK);
  one.ask({ ...NETWORK, run: "s" });
  wait();
  wait();
  assert.deepEqual(reports.map(({ run }) => run), ["r", "s", "s", "s"]);
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
  const reports = [];
  const parentElement = parentOf("ink-saved-networks");
  const leave = component({ data: { now: null, coming, used: null, asks: false, session: "s", none: "none" }, parentElement, setTriggerValue: (_, said) => reports.push(said) });
  return { parentElement, reports, leave };
}

for (const [name, component] of Object.entries({ "a shelf": shelf, "what an address means": awaited })) {
  test(`${name} sends nothing after it's removed, and later continues where Python is`, async () => {
    const one = shown(component, { run: "r", received: 0 });
    await isRead();
    wait();
    one.leave();
    for (let i = 0; i < 10; i++) wait();
    assert.deepEqual(one.reports, Array(2).fill(NETWORK.parts[0]));
    const early = shown(component, { run: "r", received: 0 });
    early.leave(); // before the store has answered
    await isRead();
    wait();
    assert.deepEqual(early.reports, []);
    const again = shown(component, { run: "r", received: 1 });
    await isRead();
    assert.deepEqual(again.reports, [NETWORK.parts[1]]);
  });
}

test("a requested network is reported at once, however soon the page is left", async () => {
  const { parentElement, reports, leave } = shown(shelf, null);
  await isRead();
  parentElement.querySelector("li button").onclick();
  leave();
  await isRead();
  wait();
  assert.deepEqual(reports, [{ run: "r", choices: NETWORK.choices }]);
});
