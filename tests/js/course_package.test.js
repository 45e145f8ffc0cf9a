// In a learning platform: what is reported with SCORM 1.2's functions, and what isn't.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Api } from "./scorm.js";

const { attend, findApi } = await import("../../views/address/course_package.js");
const PLATFORM = "https://moodle.test";
const SITE = "https://inkling.test";
const STEP = `${SITE}/lesson?embed=true&step=neuron`;
const STATUS = "cmi.core.lesson_status";
const DONE = { inkling: "done", step: "neuron" };
const inside = {};

class Window extends EventTarget {
  constructor(around, more = {}) {
    super();
    this.location = { origin: PLATFORM, href: `${PLATFORM}/mod/scorm/index.html` };
    Object.assign(this, { parent: around ?? this, top: around?.top ?? this, ...more });
  }

  receive(data, origin = SITE, source = inside) {
    this.dispatchEvent(Object.assign(new Event("message"), { data, origin, source }));
  }

  leave() {
    this.dispatchEvent(new Event("pagehide"));
  }
}

// Opens the package; returns the window and those around it.
function opened(api, address = STEP) {
  const [frame, window] = [{ dataset: { address }, contentWindow: inside }, new Window(new Window(null, { API: api }))];
  attend(window, frame);
  return { frame, window };
}
const said = (api) => api.calls.map(([name, ...given]) => [name.slice(3), ...given.map((each) => each.replace(STATUS, "status"))].join(" ").trim());

test("the platform's functions are found in parents, the opener, and beyond foreign windows", () => {
  const api = new Api();
  const platform = new Window(null, { API: api });
  assert.equal(findApi(new Window(new Window(platform))), api);
  const between = new Window(platform);
  Object.defineProperty(between, "API", { get: () => assert.fail("of another origin") }); // a browser denies access to such a window
  assert.equal(findApi(new Window(between)), api);
  assert.equal(findApi(new Window(null, { opener: platform })), api);
  assert.equal(findApi(new Window(new Window(null, { opener: new Window(platform) }))), api);
  assert.equal(findApi(new Window()), null);
  let deep = platform;
  for (let i = 0; i < 60; i++) deep = new Window(deep);
  assert.equal(findApi(deep), null);
});

test("it is incomplete at the start, completed when done, saved at once, and finished on leaving", () => {
  const api = new Api();
  const { frame, window } = opened(api);
  assert.equal(frame.src, `${STEP}&course=${encodeURIComponent(PLATFORM)}`);
  assert.equal(api.stored[STATUS], "incomplete");
  window.receive(DONE);
  assert.equal(api.stored[STATUS], "completed");
  window.leave();
  window.leave();
  assert.deepEqual(said(api), ["Initialize", "GetValue status", "SetValue status incomplete", "Commit", "SetValue status completed", "Commit", "Finish"]);
  assert.deepEqual([api.phase, api.LMSGetLastError()], ["over", "0"]);
});

test("a completed step stays completed", () => {
  for (const status of ["completed", "passed"]) {
    const api = new Api({ [STATUS]: status });
    const { window } = opened(api);
    window.leave();
    assert.equal(api.stored[STATUS], status);
    assert.deepEqual(said(api), ["Initialize", "GetValue status", "Finish"]);
  }
});

test("messages of others, of another step or of another kind are ignored", () => {
  const api = new Api();
  const { window } = opened(api);
  window.receive(DONE, "https://else.test");
  window.receive(DONE, SITE, {});
  for (const data of [null, undefined, "done", 7, {}, { inkling: "done" }, { inkling: "done", step: "draw" }, { inkling: "begun", step: "neuron" }, [DONE]]) window.receive(data);
  assert.equal(api.stored[STATUS], "incomplete");
});

test("without a working platform the step is shown", () => {
  for (const api of [undefined, Object.assign(new Api(), { phase: "over" })]) {
    const { frame, window } = opened(api);
    window.receive(DONE);
    window.leave();
    assert.equal(new URL(frame.src).searchParams.get("step"), "neuron");
    assert.deepEqual(api ? said(api) : [], api ? ["Initialize"] : []);
  }
});

test("a step within the package is of the platform's own origin", () => {
  const api = new Api();
  const { frame, window } = opened(api, "site/lesson/index.html?embed=true&step=neuron");
  assert.ok(frame.src.startsWith(`${PLATFORM}/mod/scorm/site/lesson/index.html?`));
  window.receive(DONE, SITE);
  assert.equal(api.stored[STATUS], "incomplete");
  window.receive(DONE, PLATFORM);
  assert.equal(api.stored[STATUS], "completed");
});

