// Solved tasks are stored in the browser, another tab's too, and a new session gets them.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import "./window.js";

const { default: taskStore } = await import("../../views/tasks/task_store.js");
const NAME = "inkling.tasks.1";
let store, reports;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [store, reports] = [new Map(), []];
  delete globalThis.inklingTasks;
  globalThis.localStorage = { getItem: (name) => store.get(name) ?? null, setItem: (name, text) => store.set(name, text) };
});

afterEach(() => mock.timers.reset());

const send = ({ session = "one", read = true, solved = [] }) => taskStore({ data: { session, read, solved }, setTriggerValue: (...report) => reports.push(report) });
const stored = () => JSON.parse(store.get(NAME));
const pass = () => {
  for (let seconds = 0; seconds < 60; seconds++) mock.timers.tick(1000);
};

test("a solved task is stored, beside another tab's", () => {
  send({ solved: ["bar"] });
  store.set(NAME, '["bar", "ring"]');
  send({ solved: ["bar", "hole"] });
  assert.deepEqual(stored(), ["bar", "ring", "hole"]);
});

test("a new session gets them until it has them, also without a rerun, but not for ever", () => {
  store.set(NAME, '["bar"]');
  send({ read: false });
  pass();
  assert.deepEqual(reports, Array(3).fill(["picked", ["bar"]]));
  send({ read: false, session: "two" });
  send({ read: true, session: "two", solved: ["bar"] });
  pass();
  assert.equal(reports.length, 4);
  send({ read: false, session: "three" })();
  pass();
  assert.equal(reports.length, 5);
});

test("damaged data is replaced, and excess data makes room", () => {
  for (const text of ["{", "3", '{"bar": 1}', JSON.stringify(["x".repeat(1990)]), "x".repeat(3000)]) {
    store.set(NAME, text);
    send({ session: text, solved: ["bar", "ring"] });
    assert.deepEqual([stored(), reports], [["bar", "ring"], []], text.slice(0, 20));
  }
});

test("a browser without storage is not an error", () => {
  globalThis.localStorage = { getItem: () => { throw new Error("closed"); } };
  send({ solved: ["bar"] });
  assert.deepEqual(reports, []);
});
