// Part of a session stays in its browser, within bounds: a new session gets it, and two tabs keep each other's.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./page.js";

const STORED = { lesson: { name: "inkling.lesson.1", most: 200, secret: "keys" }, few: { name: "inkling.few.1", most: 200, entries: 2 }, large: { in_tab: true, name: "inkling-large", most: 20 } };
globalThis.inklingConstants = { STORED };
globalThis.location = { search: "" };
const { get, set } = await import("../../views/parts/component/page_store.js");
const { default: save } = await import("../../views/session/save.js");
const NAME = STORED.lesson.name;
let store, windows;

beforeEach(() => {
  [store, windows] = [new Map(), {}];
  globalThis.localStorage = { getItem: (name) => store.get(name) ?? null, setItem: (name, text) => store.set(name, text) };
});

/** A run of the component in a tab, which is its own window; returns its reports. */
function run(tab, content, { session = tab, name = "lesson", read = true, element } = {}) {
  const reports = [];
  const own = (windows[tab] ??= { written: {}, element: {} });
  globalThis.inklingStore.written = own.written;
  save({ data: { session, fields: { [name]: { read, content } } }, parentElement: element ?? own.element, setTriggerValue: (_, [field, found], kind) => (assert.deepEqual([field, kind], [name, name]), reports.push(found)) });
  return reports;
}

const stored = (name = NAME) => JSON.parse(store.get(name) ?? "{}");

test("a session's part is stored, and not given back to it", () => {
  for (const done of [["draw"], ["draw", "off"]]) assert.deepEqual(run("tab", { done, drawing: "sample.4" }, { read: false, session: "one" }).filter(Boolean), done.length > 1 ? ['{"done":["draw"],"drawing":"sample.4"}'] : []);
  assert.deepEqual(stored(), { done: ["draw"], drawing: "sample.4" }); // until the session has read it
});

test("a new session gets what is stored, once on each page until it has read it, and writes nothing before", () => {
  store.set(NAME, '{"done":["draw"]}');
  assert.deepEqual(run("tab", { done: [] }, { read: false }), ['{"done":["draw"]}']);
  assert.deepEqual(run("tab", { done: ["off"] }, { read: false }), []); // shown again; the outbox repeats it
  assert.deepEqual(run("tab", { done: [] }, { read: false, element: {} }), ['{"done":["draw"]}']); // another page, too soon
  assert.deepEqual(stored(), { done: ["draw"] });
  assert.deepEqual(run("tab", { done: ["draw", "off"] }), []);
  assert.deepEqual(stored(), { done: ["draw", "off"] });
  assert.deepEqual(run("tab", { done: [] }, { read: false, session: "after a restart" }), ['{"done":["draw","off"]}']);
});

test("what another tab has added, changed or removed stays so", () => {
  run("first", { a: "A", b: "B" });
  run("second", { a: "A", b: "B" });
  run("second", { a: "A2", c: "C" });
  run("first", { a: "A", b: "B" });
  assert.deepEqual(stored(), { a: "A2", c: "C" });
  run("third", {}, { read: false });
  run("second", { a: "A3", c: "C" });
  run("third", { a: "A2", d: "D" }); // it couldn't take in the other
  assert.deepEqual(stored(), { a: "A3", c: "C", d: "D" });
});

test("a removed key that comes back is stored again", () => {
  run("tab", { a: "A", b: "B" });
  run("tab", {});
  assert.deepEqual(stored(), {});
  run("tab", { a: "A", b: "B" });
  assert.deepEqual(stored(), { a: "A", b: "B" });
});

test("the oldest go first if there are too many, or if they're too long", () => {
  run("tab", { a: "A", b: "B", c: "C" }, { name: "few" });
  assert.deepEqual(stored(STORED.few.name), { b: "B", c: "C" });
  run("tab", { c: "x".repeat(100), d: "y".repeat(100) });
  assert.deepEqual(stored(), { d: "y".repeat(100) });
  store.set(NAME, JSON.stringify({ a: "x".repeat(200) }));
  assert.deepEqual(run("other", { b: "B" }, { read: false }), []);
  assert.deepEqual(stored(), { b: "B" });
});

test("earlier formats are read: a list of ids, and a list of keys with their values", () => {
  for (const [text, expected] of [['["bar","ring"]', { bar: true, ring: true }], ['[["a","A"],["b","B"]]', { a: "A", b: "B" }]]) {
    store.set(NAME, text);
    assert.deepEqual(run(text, {}, { read: false }).map(JSON.parse), [expected]);
    run(text, { ...expected, c: "C" });
    assert.deepEqual(stored(), { ...expected, c: "C" });
  }
});

test("damaged data is replaced", () => {
  for (const text of ["{", "17", "null", '"text"', "[1, null]", "x".repeat(300)]) {
    store.set(NAME, text);
    assert.deepEqual(run(text, { a: "A" }, { read: false }), [], text.slice(0, 9));
    assert.deepEqual(stored(), { a: "A" }, text.slice(0, 9));
  }
});

test("a frame of another origin gets no secret, and changes none", () => {
  const own = { origin: "https://inkling.school.test" };
  const elsewhere = { location: { origin: "https://evil.school.test" } };
  const closed = { get location() { throw new Error("SecurityError"); } };
  const text = '{"device":"d","keys":{"ABC346":"k"}}';
  for (const [session, top, expected] of [["one", elsewhere, '{"device":"d"}'], ["two", closed, '{"device":"d"}'], ["three", { location: own }, text]]) {
    globalThis.window = { top, location: own };
    store.set(NAME, text);
    assert.deepEqual(run(session, {}, { read: false }), [expected]);
    run(session, { device: "e", keys: { ABC347: "other" } });
    assert.deepEqual(stored(), { device: "e", keys: session === "three" ? { ABC347: "other" } : { ABC346: "k" } });
  }
  delete globalThis.window;
});

test("a browser without storage, or with a full one, says so once a session", () => {
  globalThis.localStorage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  assert.deepEqual([run("full", { a: "A" }), run("full", { a: "A" })], [[""], []]);
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("denied", "SecurityError");
    },
  });
  assert.deepEqual([run("private", { a: "A" }), run("private", { a: "A" }, { session: "later" })], [[""], [""]]);
  delete globalThis.localStorage;
});

test("two fields don't see each other's", () => {
  store.set(NAME, '{"a":"A"}');
  assert.deepEqual(run("tab", { done: [] }, { read: false, name: "few" }), []);
  assert.deepEqual([stored(), stored(STORED.few.name)], [{ a: "A" }, { done: [] }]);
});

test("the browser's own fields are stored within bounds, and damaged ones are nothing", () => {
  const tab = (globalThis.sessionStorage = { ...localStorage, removeItem: (name) => store.delete(name) });
  assert.equal(get("large"), null);
  assert.equal(set("large", 1), true);
  assert.deepEqual([get("large"), store.get("inkling-large")], [1, "1"]);
  assert.equal(set("large", "x".repeat(20)), false); // 22 characters with its quotes
  assert.equal(get("large"), 1);
  for (const text of ["{", "x".repeat(30), `"${"x".repeat(20)}"`]) {
    store.set("inkling-large", text);
    assert.equal(get("large"), null);
  }
  set("large", null);
  assert.equal(store.has("inkling-large"), false);
  for (const name of Object.keys(tab)) tab[name] = () => { throw new DOMException("denied", "SecurityError"); };
  assert.deepEqual([get("large"), set("large", 1)], [null, false]);
});
