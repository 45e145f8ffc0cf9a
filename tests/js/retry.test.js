// A message that Streamlit may lose is repeated until there is an answer.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./window.js";

import { answered, reportAlone, retry } from "../../views/parts/component/retry.js";

test("it's reported at once, repeated until it's answered, one request at a time", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const [owner, other, heard] = [{}, {}, []];
  const wait = () => (mock.timers.tick(600), heard.splice(0).sort());
  retry(owner, () => heard.push("first"));
  assert.deepEqual(heard.splice(0), ["first"]);
  assert.deepEqual(wait(), ["first"]);
  retry(owner, () => heard.push("second"));
  retry(other, () => heard.push("other"));
  heard.splice(0);
  assert.deepEqual(wait(), ["other", "second"]);
  answered(owner);
  assert.deepEqual(wait(), ["other"]);
  answered(other);
  assert.deepEqual(wait(), []);
  mock.timers.reset();
});

test("a click comes after earlier reports have been sent", async () => {
  const heard = [];
  const hear = ({ isLate }) => heard.push(isLate ? "clicked late" : "clicked");
  reportAlone(() => setTimeout(() => heard.push("sent")));
  addEventListener("click", hear);
  dispatchEvent(new Event("click"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  dispatchEvent(new Event("click"));
  removeEventListener("click", hear);
  assert.deepEqual(heard, ["sent", "clicked late", "clicked"]);
});

test("a click's own effect happens on arrival, and only once", async () => {
  const acts = [];
  const hear = (event) => acts.push(!event.defaultPrevented);
  reportAlone(() => {});
  addEventListener("click", hear);
  const [held, free] = [new Event("click", { cancelable: true }), new Event("click", { cancelable: true })];
  dispatchEvent(held);
  assert.deepEqual([held.defaultPrevented, acts], [true, []]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  dispatchEvent(free);
  removeEventListener("click", hear);
  assert.deepEqual([free.defaultPrevented, acts], [false, [true, true]]);
});

test("an answer within a fifth of a second isn't requested twice", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const [owner, heard] = [{}, []];
  retry(owner, () => heard.push("wish"));
  mock.timers.tick(200);
  answered(owner);
  mock.timers.tick(5000);
  assert.deepEqual(heard, ["wish"]);
  mock.timers.reset();
});
