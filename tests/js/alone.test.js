// A report that a click doesn't join.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./window.js";

import { reportAlone } from "../../views/parts/component/alone.js";

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
