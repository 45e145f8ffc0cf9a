// A session's state stays in the browser, within bounds, and is given once to a new session.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import "./window.js";

const { default: localStore } = await import("../../views/parts/component/local_store.js");
const NAME = "inkling.lesson.1"; // of a session that stores it
let store, reports;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [store, reports] = [new Map(), []];
  for (const name of Object.keys(globalThis.inklingGiven)) delete globalThis.inklingGiven[name];
  globalThis.localStorage = { getItem: (name) => store.get(name) ?? null, setItem: (name, text) => store.set(name, text) };
});

afterEach(() => mock.timers.reset());

function send({ session = "one", read = false, name = NAME, ...more }) {
  const content = { done: [], guesses: {}, drawing: "", ...more };
  return localStore({ data: { name, session, read, content, most: 100 }, setTriggerValue: (...report) => reports.push(report) });
}
const pass = () => {
  for (let seconds = 0; seconds < 60; seconds++) mock.timers.tick(1000);
};
const put = (text) => store.set(NAME, text);

test("this session's state is stored", () => {
  send({ done: ["draw"], guesses: { nine: 1 }, drawing: "sample.4" });
  assert.deepEqual([JSON.parse(store.get(NAME)), reports], [{ done: ["draw"], guesses: { nine: 1 }, drawing: "sample.4" }, []]);
});

test("a session doesn't get its own state back", () => {
  for (const done of [["draw"], ["draw", "off"]]) send({ done });
  assert.deepEqual([JSON.parse(store.get(NAME)).done, reports], [["draw", "off"], []]);
});

test("stored state reaches a new session unchanged, repeated until confirmed, but not for ever", () => {
  put("anything");
  for (let i = 0; i < 9; i++) send({ done: ["draw"] });
  assert.deepEqual(reports, [["picked", "anything"], ["picked", "anything"], ["picked", "anything"]]);
  send({ session: "two" });
  assert.equal(reports.length, 4);
  send({ session: "two", read: true, done: ["draw", "off"] });
  assert.deepEqual(JSON.parse(store.get(NAME)).done, ["draw", "off"]);
});

test("without a rerun it's given again while unconfirmed and on the page", () => {
  put("anything");
  send({});
  pass();
  assert.equal(reports.length, 3);
  send({ session: "two" });
  send({ session: "two", read: true });
  pass();
  assert.equal(reports.length, 4);
  send({ session: "three" })();
  pass();
  assert.equal(reports.length, 5);
});

test("without an answer, stored state stays even if new state is to be stored", () => {
  put("anything");
  send({});
  pass();
  send({ done: ["draw"] });
  assert.equal(store.get(NAME), "anything");
});

test("state that is too long is neither given nor stored", () => {
  put("x".repeat(101));
  send({ guesses: { nine: 1 } });
  assert.deepEqual([reports, store.get(NAME)], [[], '{"done":[],"guesses":{"nine":1},"drawing":""}']);
  send({ done: ["x".repeat(101)] });
  assert.equal(store.get(NAME), '{"done":[],"guesses":{"nine":1},"drawing":""}');
});

test("a frame of another origin gets no secret, and changes none", () => {
  const own = { origin: "https://inkling.school.test" };
  const storeSecret = (top, session, more) => {
    globalThis.window = { top, location: own };
    localStore({ data: { name: NAME, session, read: false, most: 100, secret: "keys", ...more }, setTriggerValue: (...report) => reports.push(report) });
  };
  const elsewhere = { location: { origin: "https://evil.school.test" } };
  const closed = { get location() { throw new Error("SecurityError"); } };
  const text = '{"device":"d","keys":{"ABC346":"k"}}';
  for (const [top, session] of [[elsewhere, "one"], [closed, "two"]]) {
    put(text);
    storeSecret(top, session, { content: {} });
    assert.deepEqual(reports.pop(), ["picked", '{"device":"d"}']);
    storeSecret(top, session, { read: true, content: { device: "e", keys: { ABC347: "other" } } });
    assert.equal(store.get(NAME), '{"device":"e","keys":{"ABC346":"k"}}');
  }
  put(text);
  storeSecret({ location: own }, "three", { content: {} });
  assert.deepEqual(reports.pop(), ["picked", text]);
  delete globalThis.window;
});

test("a browser without storage is not an error", () => {
  globalThis.localStorage = { getItem: () => { throw new Error("closed"); } };
  send({ done: ["draw"] });
  assert.deepEqual(reports, []);
});

test("two stores don't see each other's state", () => {
  put("anything");
  send({ name: "inkling.class.1", done: ["draw"] });
  assert.deepEqual([reports, store.get(NAME)], [[], "anything"]);
  send({});
  assert.deepEqual(reports, [["picked", "anything"]]);
});
