// What the site keeps beforehand: it drops its own older versions, and nothing that others keep on the same host.

import assert from "node:assert/strict";
import { test } from "node:test";

const heard = {};
const kept = new Map(["inkling-1", "inkling-2", "another-app", "my-inkling"].map((name) => [name, {}]));
Object.assign(globalThis, {
  FILES: { version: "2", hashes: {} },
  self: { location: "https://example.org/inkling/worker.js", addEventListener: (type, listener) => (heard[type] = listener), clients: { claim() {} } },
  caches: { keys: async () => [...kept.keys()], delete: async (name) => kept.delete(name) },
});
await import("../../deploy/site/shell/worker.js");

test("a version that begins drops older ones, and leaves alone what other pages of the host have kept", async () => {
  let done;
  heard.activate({ waitUntil: (work) => (done = work) });
  await done;
  assert.deepEqual([...kept.keys()], ["inkling-2", "another-app", "my-inkling"]);
});
