// A course page that frames this one is told which step is done, and nobody else.

import assert from "node:assert/strict";
import { test } from "node:test";

const { reportDone } = await import("../../views/address/course.js");
const COURSE = "https://moodle.test:8443";

// What is told, of which origin, where the address has this field.
function told(course, isFramed = true) {
  const heard = [];
  globalThis.location = { search: course === null ? "?step=neuron" : `?step=neuron&course=${encodeURIComponent(course)}` };
  globalThis.window = globalThis;
  globalThis.parent = isFramed ? { postMessage: (...all) => heard.push(all) } : globalThis;
  globalThis.postMessage = (...all) => heard.push(all);
  reportDone("neuron");
  return heard;
}

test("it is told that the step is done, and no other page than that", () => {
  for (const course of [COURSE, "http://localhost:8000"]) assert.deepEqual(told(course), [[{ inkling: "done", step: "neuron" }, course]]);
});

test("without the field, or not framed, nobody is told", () => {
  assert.deepEqual([told(null), told(""), told(COURSE, false)], [[], [], []]);
});

test("what is no origin of a page is nobody: never all at once", () => {
  for (const course of ["*", "/", "null", "moodle.test", `${COURSE}/`, `${COURSE}/mod`, `https://ada@moodle.test`, "HTTPS://moodle.test", "javascript:alert(1)", "file:///", "data:text/html,", "blob:https://moodle.test/1"]) {
    assert.deepEqual(told(course), [], course);
  }
});
