// What Streamlit may lose is reported until there is an answer.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./window.js";

import { answered, reportAlone, retry } from "../../views/parts/component/retry.js";

test("it is reported at once, again until it is answered, and for one wish at a time", () => {
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

test("a click comes after what was reported before it has been sent", async () => {
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

test("what a click does by itself it does when it comes, and so once", async () => {
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

test("an answer that takes a fifth of a second is not asked for twice", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const [owner, heard] = [{}, []];
  retry(owner, () => heard.push("wish"));
  mock.timers.tick(200);
  answered(owner);
  mock.timers.tick(5000);
  assert.deepEqual(heard, ["wish"]);
  mock.timers.reset();
});
