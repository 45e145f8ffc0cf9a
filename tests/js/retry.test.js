// A message that Streamlit may lose is repeated until there is an answer.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./window.js";

import { answered, reportAlone, retry } from "../../views/parts/component/retry.js";

test("it's reported at once, repeated until it's answered, one request at a time", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const [owner, other, requests] = [{}, {}, []];
  const wait = () => (mock.timers.tick(600), requests.splice(0).sort());
  retry(owner, () => requests.push("first"));
  assert.deepEqual(requests.splice(0), ["first"]);
  assert.deepEqual(wait(), ["first"]);
  retry(owner, () => requests.push("second"));
  retry(other, () => requests.push("other"));
  requests.splice(0);
  assert.deepEqual(wait(), ["other", "second"]);
  answered(owner);
  assert.deepEqual(wait(), ["other"]);
  answered(other);
  assert.deepEqual(wait(), []);
  mock.timers.reset();
});

test("a click comes after earlier reports have been sent", async () => {
  const events = [];
  const listener = ({ isLate }) => events.push(isLate ? "clicked late" : "clicked");
  reportAlone(() => setTimeout(() => events.push("sent")));
  addEventListener("click", listener);
  dispatchEvent(new Event("click"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  dispatchEvent(new Event("click"));
  removeEventListener("click", listener);
  assert.deepEqual(events, ["sent", "clicked late", "clicked"]);
});

test("a click's own effect happens on arrival, and only once", async () => {
  const acts = [];
  const listener = (event) => acts.push(!event.defaultPrevented);
  reportAlone(() => {});
  addEventListener("click", listener);
  const [held, free] = [new Event("click", { cancelable: true }), new Event("click", { cancelable: true })];
  dispatchEvent(held);
  assert.deepEqual([held.defaultPrevented, acts], [true, []]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  dispatchEvent(free);
  removeEventListener("click", listener);
  assert.deepEqual([free.defaultPrevented, acts], [false, [true, true]]);
});

test("an answer within a fifth of a second isn't requested twice", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const [owner, requests] = [{}, []];
  retry(owner, () => requests.push("wish"));
  mock.timers.tick(200);
  answered(owner);
  mock.timers.tick(5000);
  assert.deepEqual(requests, ["wish"]);
  mock.timers.reset();
});
