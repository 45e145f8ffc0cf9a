// A fragment reruns when its content is outdated, in whatever order the page's parts load.

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import "./page.js";

const { readings, selections, surfaces } = await import("../../views/parts/component/reading.js");
const { default: refresh } = await import("../../views/draw/canvas/refresh.js");
const reading = { version: 5, isKnown: true };
const factors = [{ layer: "hidden1", number: 3, factor: 0 }];
let leave;

function asked(data) {
  const versions = [];
  const root = {};
  leave = refresh({ data, parentElement: { querySelector: () => root }, setTriggerValue: (name, version) => versions.push(version) });
  return versions;
}

afterEach(() => leave());

test("a reading that comes before any selection is accepted", () => {
  readings.publish(reading);
  assert.deepEqual(asked({ version: 5, when: "always" }), []);
  leave();
  assert.deepEqual(asked({ version: 4, when: "always" }), [5]);
});

test("changed factors request a rerun, those of another network don't", () => {
  selections.publish({ network: "dense", selected: null, factors });
  assert.deepEqual(asked({ version: 5, when: "always", network: "dense", factors: [] }), [5]);
  leave();
  assert.deepEqual(asked({ version: 5, when: "always", network: "conv", factors: [] }), []);
  leave();
  assert.deepEqual(asked({ version: 5, when: "always", network: "dense", factors }), []);
});

const isRequested = (given, when) => {
  readings.publish({ version: 5, ...given });
  const versions = asked({ version: 4, when });
  leave();
  return versions.length > 0;
};

test("content for non-digits is only requested for those, and constant content never", () => {
  for (const [isKnown, wanted] of [[false, true], [true, false], [null, false]]) assert.equal(isRequested({ isKnown }, "no digit"), wanted, `${isKnown}`);
  for (const isKnown of [true, false]) {
    assert.ok(isRequested({ isKnown }, "always"));
    assert.ok(!isRequested({ isKnown }, "never"));
  }
});

test("while Python lacks the ink, and for a drawing already shown, nothing is requested", () => {
  for (const version of [null, 3, 4]) assert.ok(!isRequested({ version, isKnown: true }, "always"), `${version}`);
});

test("a drawing is sent at once if Python's result is always shown, or for non-digits if it stays one", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let hurried;
  surfaces.last = { hurry: () => hurried++ };
  const after = (given, when, wait) => {
    hurried = 0;
    readings.publish({ version: 5 });
    asked({ version: 5, when });
    readings.publish({ version: null, ...given });
    mock.timers.tick(wait);
    const found = hurried;
    readings.publish({ version: null, isKnown: null });
    mock.timers.tick(1000);
    leave();
    return [found, hurried];
  };
  const finished = { isWaiting: true, isKnown: false };
  assert.deepEqual(after({ isKnown: false }, "always", 0), [0, 0]); // of an unfinished stroke
  assert.deepEqual(after(finished, "always", 0), [1, 1]);
  assert.deepEqual(after(finished, "no digit", 499), [0, 0]);
  assert.deepEqual(after(finished, "no digit", 500), [1, 1]);
  assert.deepEqual(after({ ...finished, isKnown: true }, "no digit", 500), [0, 0]);
  assert.deepEqual(after(finished, "never", 500), [0, 0]);
  surfaces.last = null;
  mock.timers.reset();
});
