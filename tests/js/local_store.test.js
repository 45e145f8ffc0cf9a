// What a session has stays in the browser, within bounds, and is given once to a new one.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import "./window.js";

const { default: keep } = await import("../../views/parts/component/local_store.js");
const NAME = "inkling.lesson.1"; // of one who has it kept
let store, reports;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [store, reports] = [new Map(), []];
  for (const name of Object.keys(globalThis.inklingGiven)) delete globalThis.inklingGiven[name];
  globalThis.localStorage = { getItem: (name) => store.get(name) ?? null, setItem: (name, text) => store.set(name, text) };
});

afterEach(() => mock.timers.reset());

function send({ session = "one", read = false, name = NAME, ...more }) {
  const kept = { done: [], guesses: {}, drawing: "", ...more };
  return keep({ data: { name, session, read, kept, most: 100 }, setTriggerValue: (...report) => reports.push(report) });
}
const pass = () => {
  for (let seconds = 0; seconds < 60; seconds++) mock.timers.tick(1000);
};
const kept = (text) => store.set(NAME, text);

test("what this session has is kept", () => {
  send({ done: ["draw"], guesses: { nine: 1 }, drawing: "sample.4" });
  assert.deepEqual([JSON.parse(store.get(NAME)), reports], [{ done: ["draw"], guesses: { nine: 1 }, drawing: "sample.4" }, []]);
});

test("what this session has written itself is not given to it", () => {
  for (const done of [["draw"], ["draw", "off"]]) send({ done });
  assert.deepEqual([JSON.parse(store.get(NAME)).done, reports], [["draw", "off"], []]);
});

test("what was kept is given to a new session, as it is and unharmed, again until that is known, and not for ever", () => {
  kept("anything");
  for (let i = 0; i < 9; i++) send({ done: ["draw"] });
  assert.deepEqual(reports, [["picked", "anything"], ["picked", "anything"], ["picked", "anything"]]);
  send({ session: "two" });
  assert.equal(reports.length, 4);
  send({ session: "two", read: true, done: ["draw", "off"] });
  assert.deepEqual(JSON.parse(store.get(NAME)).done, ["draw", "off"]);
});

test("where nothing is shown anew it is given again, as long as it is not known and the page is there", () => {
  kept("anything");
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

test("what was kept stays where no answer has come for long, and something is to be kept", () => {
  kept("anything");
  send({});
  pass();
  send({ done: ["draw"] });
  assert.equal(store.get(NAME), "anything");
});

test("what is too long is neither given nor kept", () => {
  kept("x".repeat(101));
  send({ guesses: { nine: 1 } });
  assert.deepEqual([reports, store.get(NAME)], [[], '{"done":[],"guesses":{"nine":1},"drawing":""}']);
  send({ done: ["x".repeat(101)] });
  assert.equal(store.get(NAME), '{"done":[],"guesses":{"nine":1},"drawing":""}');
});

test("a frame of another origin gets no secret, and changes none", () => {
  const own = { origin: "https://inkling.school.test" };
  const keepSecret = (top, session, more) => {
    globalThis.window = { top, location: own };
    keep({ data: { name: NAME, session, read: false, most: 100, secret: "keys", ...more }, setTriggerValue: (...report) => reports.push(report) });
  };
  const elsewhere = { location: { origin: "https://evil.school.test" } };
  const closed = { get location() { throw new Error("SecurityError"); } };
  const text = '{"device":"d","keys":{"ABC346":"k"}}';
  for (const [top, session] of [[elsewhere, "one"], [closed, "two"]]) {
    kept(text);
    keepSecret(top, session, { kept: {} });
    assert.deepEqual(reports.pop(), ["picked", '{"device":"d"}']);
    keepSecret(top, session, { read: true, kept: { device: "e", keys: { ABC347: "other" } } });
    assert.equal(store.get(NAME), '{"device":"e","keys":{"ABC346":"k"}}');
  }
  kept(text);
  keepSecret({ location: own }, "three", { kept: {} });
  assert.deepEqual(reports.pop(), ["picked", text]);
  delete globalThis.window;
});

test("a browser that keeps nothing is no failure", () => {
  globalThis.localStorage = { getItem: () => { throw new Error("closed"); } };
  send({ done: ["draw"] });
  assert.deepEqual(reports, []);
});

test("two that have something kept hear nothing of each other's", () => {
  kept("anything");
  send({ name: "inkling.class.1", done: ["draw"] });
  assert.deepEqual([reports, store.get(NAME)], [[], "anything"]);
  send({});
  assert.deepEqual(reports, [["picked", "anything"]]);
});
