// A component's end is that of its newest call.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newest } from "../../views/parts/component/newest.js";

test("what an earlier call has returned ends nothing, and each element has calls of its own", () => {
  const ended = [];
  const show = newest(({ data }) => () => ended.push(data));
  const [one, other] = [{}, {}];
  const call = (parentElement, data) => show({ parentElement, data });
  const [first, second, elsewhere] = [call(one, "first"), call(one, "second"), call(other, "elsewhere")];
  first();
  assert.deepEqual(ended, []);
  elsewhere();
  second();
  assert.deepEqual(ended, ["elsewhere", "second"]);
});

test("a component that has nothing to end ends", () => {
  newest(() => undefined)({ parentElement: {} })();
});
