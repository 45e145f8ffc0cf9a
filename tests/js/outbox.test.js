// What Python has to know is sent until Python has answered, one message at a time.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import "./page.js";

const app = { dataset: {}, getAttribute: () => app.line };
globalThis.MutationObserver = class {
  constructor(look) {
    app.look = look;
  }
  observe() {}
};
document.querySelector = () => app;
const { AGAIN, mailed, MOST_AGAIN, outbox } = await import("../../views/parts/component/outbox.js");
let sent;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (call, after = 0) => setTimeout(call, after); // the mock takes it for never
  sent = [];
});

afterEach(() => {
  for (const owner of [...outbox.waiting.keys()]) outbox.answered(owner);
  delete app.dataset.testScriptState;
  mock.timers.reset();
});

const put = (owner) => (outbox.put(owner, () => sent.push(owner.name)), owner);
const since = (milliseconds) => (sent.splice(0), mock.timers.tick(milliseconds), sent.splice(0));

test("messages wait for the answer to those before them", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => put({ name }));
  assert.deepEqual(sent.splice(0), ["a"]);
  outbox.answered(b); // nobody needs its answer any more
  outbox.answered(a);
  assert.deepEqual(sent.splice(0), ["c"]);
  outbox.answered(c);
  assert.deepEqual(since(60_000), []);
});

test("without an answer a message is repeated, later each time, and then every 12 seconds", () => {
  const owner = put({ name: "a" });
  for (const wait of [AGAIN, 2 * AGAIN, 4 * AGAIN, MOST_AGAIN, MOST_AGAIN]) {
    assert.deepEqual(since(wait - 1), []);
    assert.deepEqual(since(1), ["a"]);
  }
  outbox.answered(owner);
  put(owner);
  assert.deepEqual(since(AGAIN), ["a"]); // from the beginning
});

test("an unanswered message doesn't keep others out", () => {
  put({ name: "dead" });
  const other = put({ name: "other" });
  assert.deepEqual(since(AGAIN), ["other"]);
  outbox.answered(other);
  assert.deepEqual(sent, ["dead"]);
  since(AGAIN); // it's repeated, and the next time would be later
  const later = put({ name: "later" });
  assert.deepEqual(sent.splice(0), ["later"]);
  outbox.answered(later);
  assert.deepEqual(sent, ["dead"]);
});

test("nothing is repeated while Python is at work, because that would cut its run short", () => {
  put({ name: "a" });
  app.dataset.testScriptState = "running";
  assert.deepEqual(since(60_000), []);
  delete app.dataset.testScriptState;
  assert.deepEqual(since(AGAIN), ["a"]);
});

test("when the connection is back, the message is sent at once", () => {
  put({ name: "a" });
  sent.splice(0);
  for (const [line, expected] of [["CONNECTING", []], ["CONNECTED", ["a"]]]) {
    app.line = line;
    app.look();
    assert.deepEqual(since(400), expected);
  }
});

test("a newer message of the same owner takes the old one's place", () => {
  const owner = put({ name: "old" });
  const other = put({ name: "other" });
  owner.name = "new";
  put(owner);
  assert.deepEqual(sent.splice(0), ["old", "new"]);
  outbox.answered(owner);
  outbox.answered(other);
  assert.deepEqual(sent, ["other"]);
});

// A component with two kinds of messages.
function component() {
  const parentElement = {};
  let mine;
  const show = mailed(({ setTriggerValue, forget }) => (mine = { send: (value, kind) => setTriggerValue("picked", value, kind), forget, report: setTriggerValue }));
  const shown = (taken = 0) => (show({ parentElement, taken, setTriggerValue: (event, { name, number, sent: value }) => sent.push([name ?? event, value, number]) }), mine);
  return shown;
}

test("a component's messages have growing numbers, and Python's number answers all before it", () => {
  const [shown, other] = [component(), component()];
  const { send } = shown();
  send("first", "a");
  send("second", "b");
  other().send("other");
  assert.deepEqual(sent.map(([, value]) => value), ["first"]);
  const [[, , number]] = sent.splice(0);
  shown(number);
  assert.deepEqual(sent.splice(0), [["picked", "second", number + 1]]);
  shown(number); // shown again for another reason
  assert.deepEqual(sent, []);
  shown(number + 1);
  assert.deepEqual(sent, [["picked", "other", number + 2]]);
});

test("a newer message waits for the answer to the older one, and only the newest is sent then, or repeated", () => {
  const shown = component();
  const { send, forget } = shown();
  for (const value of [1, 2, 3]) send(value);
  const [[, value, number]] = sent.splice(0);
  assert.deepEqual([value, sent], [1, []]); // 2 and 3 don't cut its run short
  shown(number);
  assert.deepEqual(sent.splice(0), [["picked", 3, number + 2]]);
  send(4);
  assert.deepEqual(since(AGAIN).map(([, repeated]) => repeated), [4]);
  forget("picked");
  assert.deepEqual(since(60_000), []);
});

test("a component that leaves sends what waits once, and repeats nothing", () => {
  const [busy, leaving] = [component(), { parentElement: {}, taken: 0, setTriggerValue: (_, { name }) => sent.push(name) }];
  busy().send("before");
  sent.splice(0);
  const end = mailed(({ setTriggerValue }) => (setTriggerValue("now"), () => setTriggerValue("at the end")))(leaving);
  end();
  assert.deepEqual(sent, ["now", "at the end"]);
  const [alone, values] = [{ ...leaving, parentElement: {}, setTriggerValue: (_, message) => values.push(message.sent) }, []];
  for (const owner of [...outbox.waiting.keys()]) outbox.answered(owner);
  mailed(({ setTriggerValue }) => (setTriggerValue("picked", 1), () => setTriggerValue("picked", 2)))(alone)();
  assert.deepEqual(values, [1, 2]);
  busy();
  assert.deepEqual(since(60_000).filter(([, value]) => value !== "before"), []);
});

test("a request for a run, and a report of a component with packed data, is sent once", () => {
  const { report } = component()(0);
  report("again", {});
  component()(null).report("picked", {});
  mailed(({ setTriggerValue }) => setTriggerValue("picked", 3))({ parentElement: {}, setTriggerValue: (...about) => sent.push(about) });
  assert.deepEqual([sent.shift()[0], sent.pop()], ["again", ["picked", 3]]);
  for (const owner of [...outbox.waiting.keys()]) outbox.answered(owner);
  assert.deepEqual(since(60_000), []);
});

test("a click comes after reports that Streamlit hasn't sent yet", () => {
  const events = [];
  const [add, remove] = [globalThis.addEventListener, globalThis.removeEventListener];
  const page = new EventTarget();
  globalThis.addEventListener = page.addEventListener.bind(page);
  globalThis.removeEventListener = page.removeEventListener.bind(page);
  const owner = put({ name: "a" });
  page.addEventListener("click", ({ isLate }) => events.push(isLate ? "clicked late" : "clicked"));
  const held = new Event("click", { cancelable: true });
  page.dispatchEvent(held);
  assert.deepEqual([held.defaultPrevented, events], [true, []]);
  mock.timers.tick(0);
  page.dispatchEvent(new Event("click"));
  assert.deepEqual(events, ["clicked late", "clicked"]);
  outbox.answered(owner);
  Object.assign(globalThis, { addEventListener: add, removeEventListener: remove });
});
