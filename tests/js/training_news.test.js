// A browser training's progress: the bar, and how the network reads the drawing.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { parentOf } from "./page.js";

const { trainings } = await import("../../views/parts/component/reading.js");
const { default: runBar } = await import("../../views/training/charts/run_bar.js");
const { default: verdict } = await import("../../views/training/charts/verdict.js");

afterEach(() => trainings.publish(null));

/** Puts a component on the page; returns its root, and a function that removes it. */
function put(component, name, data) {
  const parent = parentOf(name);
  return [parent.firstChild, component({ data, parentElement: parent })];
}

test("the bar shows its own training's progress, in words too, until it's removed", () => {
  const [root, leave] = put(runBar, "ink-run-bar", { share: 0.25, text: "[Epoch](words#epoch) 1 of 4", follows: ["mine", "bar"] });
  const seen = () => [root.querySelector("u").style.width, root.querySelector("i").ariaValueNow, root.querySelector("i").ariaLabel];
  assert.deepEqual(seen(), ["25%", 25, "Epoch 1 of 4"]);
  const publish = (run, share) => trainings.publish({ run, changes: { bar: (data) => ({ ...data, share }) } });
  publish("other", 0.9);
  assert.equal(seen()[1], 25);
  publish("mine", 0.5);
  assert.deepEqual(seen().slice(0, 2), ["50%", 50]);
  leave();
  publish("mine", 0.75);
  assert.equal(seen()[1], 50);
});

test("the verdict's first line is its heading, without markup, and the rest is below it", () => {
  const [root] = put(verdict, "ink-verdict", { text: "### 7\n98 %" });
  assert.deepEqual([root.firstChild.localName, root.firstChild.textContent, root.textContent], ["h3", "7", "798 %"]);
});
