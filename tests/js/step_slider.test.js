// The slider of the replay: it reports while it's dragged, one step at a time, and a hand has the last word.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { parentOf } from "./page.js";

const { mailed } = await import("../../views/parts/component/outbox.js");
const { default: slider } = await import("../../views/training/replay/step_slider.js");

let leave;
afterEach(() => leave());

const LABELS = ["start", "step 1", "step 2", "[epoch](words#epoch) 1", "[epoch](words#epoch) 2"];

/** Shows a slider; returns its input, its reports and functions that answer the newest report, move it, hold it and let it go. */
function shown() {
  const [parentElement, reports, show] = [parentOf("ink-step-slider"), [], mailed(slider)];
  let newest = 0;
  const report = (_, { number, sent }) => ((newest = number), reports.push(sent));
  const answer = (step, taken = newest) => (leave = show({ data: { name: "Training step", labels: LABELS, step }, taken, parentElement, setTriggerValue: report }));
  answer(0);
  const input = parentElement.querySelector("input");
  const move = (step) => {
    input.valueAsNumber = step;
    input.oninput();
  };
  return { input, reports, answer, move, hold: () => input.onpointerdown(), letGo: () => dispatchEvent(new Event("pointerup")), parentElement };
}

test("each answer is followed by the newest step, and steps in between are left out", () => {
  const { input, reports, answer, move } = shown();
  for (const step of [1, 2, 3]) move(step);
  assert.deepEqual(reports, [1]);
  answer(1, 0); // shown again for another reason
  assert.deepEqual([reports, input.valueAsNumber], [[1], 3]);
  answer(1);
  assert.deepEqual([reports, input.valueAsNumber], [[1, 3], 3]);
  answer(3);
  assert.deepEqual([reports, input.valueAsNumber], [[1, 3], 3]);
  answer(4); // by Play, or a click on the film
  assert.equal(input.valueAsNumber, 4);
});

test("it doesn't move under a hand, and a hand that only held it has stopped a replay", () => {
  const { input, reports, answer, hold, letGo } = shown();
  hold();
  answer(1);
  assert.deepEqual([reports, input.valueAsNumber], [[], 0]);
  letGo();
  letGo();
  answer(1, 0);
  assert.deepEqual([reports, input.valueAsNumber], [[0], 0]);
  answer(0);
  answer(2);
  assert.equal(input.valueAsNumber, 2);
});

test("it's named, and its step is said in words", () => {
  const { input, move, parentElement } = shown();
  move(3);
  assert.deepEqual(["aria-label", "aria-valuetext"].map((name) => input.getAttribute(name)), ["Training step", "epoch 1"]);
  assert.equal(parentElement.querySelector("p").textContent, "Training step epoch 1");
});
