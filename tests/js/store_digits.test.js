// A browser's labeled drawings: every session gets them once, and two tabs don't take each other's away.

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

const kept = () => JSON.parse(store.get(NAME) ?? "[]");

/** A run of the component in a tab, which is a window of its own; gives what it reports. */
function run(tab, digits, { removed = [], read = true, session = tab, most = 5 } = {}) {
  const said = [];
  globalThis.inklingDigits = windowOf[tab];
  storeDigits({ data: { session, read, digits, removed, most }, setTriggerValue: (name, value) => said.push([name, value]) });
  windowOf[tab] = globalThis.inklingDigits;
  return said;
}

test("what is kept is given to a new session until it has read, three times at most", () => {
  run("first", { a: "A", b: "B" });
  assert.deepEqual(kept(), [["a", "A"], ["b", "B"]]);
  for (const _ of [1, 2, 3]) assert.deepEqual(run("second", {}, { read: false }), [["picked", "A\nB"]]);
  assert.deepEqual(run("second", {}, { read: false }), []);
  assert.deepEqual(run("second", { a: "A", b: "B" }), []);
});

test("a window whose session is new, after the server's restart, is given it again", () => {
  run("tab", { a: "A" }, { session: "one" });
  for (const session of ["two", "three"]) assert.deepEqual(run("tab", {}, { session, read: false }), [["picked", "A"]]);
});

test("what a session has kept before is kept for the next one, too, and where nothing can be, each is told", () => {
  run("tab", { a: "A" }, { session: "one" });
  store.clear();
  run("tab", { a: "A" }, { session: "two" });
  assert.deepEqual(kept(), [["a", "A"]]);
  globalThis.localStorage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  for (const session of ["three", "four"]) assert.deepEqual(run("tab", { b: "B" }, { session }), [["unkept", true]]);
});

test("what another tab has kept, relabeled or removed stays so", () => {
  run("first", { a: "A", b: "B" });
  run("second", { a: "A", b: "B" });
  run("second", { a: "A2", c: "C" }, { removed: ["b"] });
  run("first", { a: "A", b: "B" });
  assert.deepEqual(kept(), [["a", "A2"], ["c", "C"]]);
});

test("what was removed and brought back is kept again", () => {
  run("tab", { a: "A", b: "B" });
  run("tab", {}, { removed: ["a", "b"] });
  assert.deepEqual(kept(), []);
  run("tab", { a: "A", b: "B" });
  assert.deepEqual(kept(), [["a", "A"], ["b", "B"]]);
});

test("no more are kept than may be, the newest ones", () => {
  run("tab", { a: "A", b: "B", c: "C" }, { most: 2 });
  assert.deepEqual(kept(), [["b", "B"], ["c", "C"]]);
});

test("what is damaged is begun anew", () => {
  for (const text of ["{", "17", '[1, ["a"], ["b", 3], null]', '"text"', '[["b", 3]]', '[["b", "B", "C"]]']) {
    store.set(NAME, text);
    assert.deepEqual(run("tab", { a: "A" }, { session: text, read: false }), []);
    assert.deepEqual(kept(), [["a", "A"]]);
  }
});

test("a browser that keeps nothing says so, and so does one that is full", () => {
  globalThis.localStorage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  assert.deepEqual(run("full", { a: "A" }), [["unkept", true]]);
  assert.deepEqual(run("full", { a: "A" }), []);
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("denied", "SecurityError");
    },
  });
  assert.deepEqual(run("private", { a: "A" }), [["unkept", true]]);
  delete globalThis.localStorage;
});
