// A component's cleanup is that of its newest call, and its data is unpacked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newest } from "../../views/parts/component/newest.js";

test("an earlier call's cleanup does nothing, and each element has its own calls", () => {
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

test("a component without a cleanup can be removed", () => {
  newest(() => undefined)({ parentElement: {} })();
});

test("data comes out of its list, or as it is", () => {
  const shown = [];
  const show = newest(({ data, parentElement }) => shown.push([data, !!parentElement]));
  for (const data of [[{ a: 1 }], new Uint8Array(1), undefined]) show({ data, parentElement: {} });
  assert.deepEqual(shown, [[{ a: 1 }, true], [new Uint8Array(1), true], [undefined, true]]);
});
