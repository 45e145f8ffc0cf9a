// The map of a network for signs: its drawings, and where the drawing lies among them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { base64Of } from "../../model/base64.js";
import { packed } from "./message.js";
import { parentOf } from "./page.js";

const { default: show, placeOfSums } = await import("../../views/draw/map/signs_map.js");
const { readings } = await import("../../views/parts/component/reading.js");
const NAMES = ["<b>A</b>", "☂", "C"];

test("sums lie towards the largest one's sign, wherever all of them are", () => {
  const near = (sums, expected) => placeOfSums(Float32Array.from(sums)).forEach((each, i) => assert.ok(Math.abs(each - expected[i]) < 1e-6, `${sums}: ${each}`));
  near([2, 0, 0, 0], [0, 2]);
  near([7, 7, 7, 9], [-2, 0]);
  near([5, 5, 5], [0, 0]);
  near([1, 3], [0, -2]);
});

test("the drawings lie at their sums, and the drawing moves among them while it's drawn", () => {
  const [parent, left] = [parentOf("ink-signs-map"), []];
  const sums = Float32Array.of(4, 0, 0, 0, 2, 0, 0, 0, 4);
  const leave = show({ data: packed({ network: "signs", names: NAMES, images: base64Of(new Uint8Array(3 * 784)), labels: Float32Array.of(0, 1, 2), sums }), parentElement: parent, setTriggerValue: (name) => left.push(name) });
  const all = (selector) => [...parent.querySelectorAll(selector)];
  const upOf = (element) => Number(element.style.getPropertyValue("--up"));
  assert.deepEqual(all("b").map(({ textContent }) => textContent), NAMES);
  assert.deepEqual(all("canvas").map(({ title }) => title), NAMES);
  assert.ok(upOf(all("canvas")[0]) > 0.5 && upOf(all("canvas")[1]) < 0 && upOf(all("canvas")[2]) < 0);
  const read = (logits, network = "signs") => readings.publish({ network, activations: logits && { logits: Float32Array.from(logits) }, image: new Float32Array(784) });
  read([9, 0, 0], "conv");
  assert.equal(all(".ink-own").length, 0);
  for (const [logits, isUp] of [[[90, 0, 0], true], [[0, 1, 1], false]]) {
    read(logits);
    assert.equal(upOf(all(".ink-own")[0]) > 0, isUp);
    assert.ok(Math.abs(upOf(all(".ink-own")[0])) <= 0.8, "it stays inside");
  }
  read(null);
  assert.equal(all(".ink-own").length, 0);
  all("button")[0].onclick();
  assert.deepEqual(left, ["left"]);
  leave();
  read([1, 0, 0]);
  assert.equal(all(".ink-own").length, 0);
});
