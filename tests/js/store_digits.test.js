// A browser's labeled drawings: every session gets them once, and two tabs keep each other's.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import "./window.js";

import storeDigits from "../../views/session/store_digits.js";

const NAME = "inkling.digits.1";
let store, windowOf;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  store = new Map();
  windowOf = {};
  globalThis.localStorage = {
    getItem: (name) => store.get(name) ?? null,
    setItem: (name, text) => store.set(name, text),
  };
});

afterEach(() => mock.timers.reset());

const stored = () => JSON.parse(store.get(NAME) ?? "[]");

/** A run of the component in a tab, which is its own window; returns its reports. */
function run(tab, digits, { removed = [], read = true, session = tab, most = 5 } = {}) {
  const said = [];
  globalThis.inklingDigits = windowOf[tab];
  storeDigits({ data: { session, read, digits, removed, most }, setTriggerValue: (name, value) => said.push([name, value]) });
  windowOf[tab] = globalThis.inklingDigits;
  return said;
}

test("stored drawings are given to a new session until it has them, at most three times", () => {
  run("first", { a: "A", b: "B" });
  assert.deepEqual(stored(), [["a", "A"], ["b", "B"]]);
  for (const _ of [1, 2, 3]) assert.deepEqual(run("second", {}, { read: false }), [["picked", "A\nB"]]);
  assert.deepEqual(run("second", {}, { read: false }), []);
  assert.deepEqual(run("second", { a: "A", b: "B" }), []);
});

test("after a server restart, a window's new session gets them again", () => {
  run("tab", { a: "A" }, { session: "one" });
  for (const session of ["two", "three"]) assert.deepEqual(run("tab", {}, { session, read: false }), [["picked", "A"]]);
});

test("earlier labels are stored for the next session, too, and without storage each is reported", () => {
  run("tab", { a: "A" }, { session: "one" });
  store.clear();
  run("tab", { a: "A" }, { session: "two" });
  assert.deepEqual(stored(), [["a", "A"]]);
  globalThis.localStorage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  for (const session of ["three", "four"]) assert.deepEqual(run("tab", { b: "B" }, { session }), [["unstored", true]]);
});

test("another tab's new, relabeled or removed drawings stay so", () => {
  run("first", { a: "A", b: "B" });
  run("second", { a: "A", b: "B" });
  run("second", { a: "A2", c: "C" }, { removed: ["b"] });
  run("first", { a: "A", b: "B" });
  assert.deepEqual(stored(), [["a", "A2"], ["c", "C"]]);
});

test("a removed drawing that comes back is stored again", () => {
  run("tab", { a: "A", b: "B" });
  run("tab", {}, { removed: ["a", "b"] });
  assert.deepEqual(stored(), []);
  run("tab", { a: "A", b: "B" });
  assert.deepEqual(stored(), [["a", "A"], ["b", "B"]]);
});

test("at most the allowed number is stored, the newest ones", () => {
  run("tab", { a: "A", b: "B", c: "C" }, { most: 2 });
  assert.deepEqual(stored(), [["b", "B"], ["c", "C"]]);
});

test("damaged data is replaced", () => {
  for (const text of ["{", "17", '[1, ["a"], ["b", 3], null]', '"text"', '[["b", 3]]', '[["b", "B", "C"]]']) {
    store.set(NAME, text);
    assert.deepEqual(run("tab", { a: "A" }, { session: text, read: false }), []);
    assert.deepEqual(stored(), [["a", "A"]]);
  }
});

test("a browser without storage, or with a full one, says so", () => {
  globalThis.localStorage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  assert.deepEqual(run("full", { a: "A" }), [["unstored", true]]);
  assert.deepEqual(run("full", { a: "A" }), []);
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("denied", "SecurityError");
    },
  });
  assert.deepEqual(run("private", { a: "A" }), [["unstored", true]]);
  delete globalThis.localStorage;
});
