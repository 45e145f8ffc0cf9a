// A course page that frames this one receives which step is done, and nobody else does.

import assert from "node:assert/strict";
import { test } from "node:test";

const { reportDone } = await import("../../views/lesson/course.js");
const COURSE = "https://moodle.test:8443";

// Returns the messages and their target origins for this field in the address.
function messagesTo(course, isFramed = true) {
  const messages = [];
  globalThis.location = { search: course === null ? "?step=neuron" : `?step=neuron&course=${encodeURIComponent(course)}` };
  globalThis.window = globalThis;
  globalThis.parent = isFramed ? { postMessage: (...all) => messages.push(all) } : globalThis;
  globalThis.postMessage = (...all) => messages.push(all);
  reportDone("neuron");
  return messages;
}

test("a finished step is reported to that page only", () => {
  for (const course of [COURSE, "http://localhost:8000"]) assert.deepEqual(messagesTo(course), [[{ inkling: "done", step: "neuron" }, course]]);
});

test("without the field or a frame, no message is sent", () => {
  assert.deepEqual([messagesTo(null), messagesTo(""), messagesTo(COURSE, false)], [[], [], []]);
});

test("an invalid origin gets nothing, so nothing is ever sent to all", () => {
  for (const course of ["*", "/", "null", "moodle.test", `${COURSE}/`, `${COURSE}/mod`, `https://ada@moodle.test`, "HTTPS://moodle.test", "javascript:alert(1)", "file:///", "data:text/html,", "blob:https://moodle.test/1"]) {
    assert.deepEqual(messagesTo(course), [], course);
  }
});
