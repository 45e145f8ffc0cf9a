// A network saved in the browser is sent to Python in parts, as Python requests them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";
import "./window.js";

const { default: shelf } = await import("../../views/training/here/saved_networks.js");
const { default: awaited } = await import("../../views/training/here/awaited_network.js");
const { sender } = await import("../../views/training/here/store.js");

const NETWORK = { run: "r", choices: { batch: 64 }, name: "Otto", title: "", parts: [{ weights: "a" }, { weights: "b" }] };

test("each part is sent once, and a network is asked for once", () => {
  const [next, reports] = [sender(), []];
  const answer = (coming, asks) => next([NETWORK], coming, asks, (sent) => reports.push(sent));
  answer(null, false);
  assert.deepEqual(reports, []);
  answer(null, true);
  answer(null, true); // shown again for another reason
  for (const received of [0, 0, 1]) answer({ run: "r", received }, true);
  assert.deepEqual(reports, [{ run: "r", choices: NETWORK.choices }, ...NETWORK.parts]);
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
  const reports = [];
  const parentElement = parentOf("ink-saved-networks");
  const leave = component({ data: { now: null, coming, used: null, asks: false, session: "s", none: "none" }, parentElement, setTriggerValue: (_, value) => reports.push(value) });
  return { parentElement, reports, leave };
}

for (const [name, component] of Object.entries({ "a shelf": shelf, "what an address means": awaited })) {
  test(`${name} sends nothing after it's removed, and later continues where Python is`, async () => {
    const one = shown(component, { run: "r", received: 0 });
    await isRead();
    one.leave();
    assert.deepEqual(one.reports, [NETWORK.parts[0]]);
    const early = shown(component, { run: "r", received: 0 });
    early.leave(); // before the store has answered
    await isRead();
    assert.deepEqual(early.reports, []);
    const again = shown(component, { run: "r", received: 1 });
    await isRead();
    assert.deepEqual(again.reports, [NETWORK.parts[1]]);
    again.leave();
  });
}

test("a requested network is reported at once, however soon the page is left", async () => {
  const { parentElement, reports, leave } = shown(shelf, null);
  await isRead();
  parentElement.querySelector("li button").onclick();
  leave();
  await isRead();
  assert.deepEqual(reports, [{ run: "r", choices: NETWORK.choices }]);
});
