// A device's part in a round, repair's groups, and versions that are compared on the same drawings.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: swap } = await import("../../views/classroom/swap/swap.js");
const { readings } = await import("../../views/parts/component/reading.js");
const { historyOf, Reader } = await import("../../views/classroom/swap/history.js");
const { foundIn } = await import("../../views/signs/repair.js");
const { left } = await import("../../views/parts/clock.js");

const FIND = ["<b>A", "B"];
const JUDGE = { number: 7, picture: "data:", classes: ["A", "B"] };
const reading = (probs, more) => ({ version: 3, image: new Float32Array(784), probs: Float32Array.from(probs), isKnown: true, ...more });

/** A device: `put` is Python's data, `press` presses the button with this text, `picked` its reports. */
function device() {
  const [parent, picked] = [parentOf("ink-swap"), []];
  const root = parent.querySelector(".ink-swap");
  const put = (data) => swap({ data: { title: "Break", ends: 0, says: [], acts: [], find: null, judge: null, note: "", ...data }, parentElement: parent, setTriggerValue: (name, deed, kind) => picked.push([deed, kind]) });
  const buttons = () => [...root.querySelectorAll("button")];
  return { put, picked, root, buttons, press: (text) => buttons().find(({ textContent }) => textContent === text).onclick() };
}

test("a find is of the drawing that is shown, and never what the network answers", () => {
  const { put, picked, buttons, press, root } = device();
  put({ find: FIND });
  readings.publish(reading([0.9, 0.1], { image: null }));
  assert.deepEqual(buttons().map(({ disabled }) => disabled), [true, true]);
  readings.publish(reading([0.9, 0.1]));
  assert.deepEqual(buttons().map(({ disabled }) => disabled), [true, false]);
  assert.equal(root.querySelector(".ink-swap-find p").textContent, "The network reads <b>A. What is it? Press the sign, and it's sent as a find.");
  press("B");
  readings.publish(reading([0.9, 0.1], { isKnown: false, version: null })); // while a stroke is drawn
  assert.deepEqual(buttons().map(({ disabled }) => disabled), [true, true]);
  readings.publish(reading([0.9, 0.1], { isKnown: false, version: 4 }));
  press("<b>A"); // the network refuses it, so any of them is a find
  assert.deepEqual(picked, [[{ do: "find", number: 3, label: 1 }, "find"], [{ do: "find", number: 4, label: 0 }, "find"]]);
});

test("a judgment names the find, and one can say that one can't tell", () => {
  const { put, picked, press } = device();
  put({ judge: JUDGE });
  press("B");
  press("I can't tell");
  assert.deepEqual(picked.map(([deed]) => deed), [{ do: "judge", number: 7, label: 1 }, { do: "judge", number: 7, label: null }]);
});

test("nothing moves under a pointer while only the clock changes, and it counts down to zero", () => {
  const { put, buttons } = device();
  put({ acts: [{ do: "load", number: 2, text: "Read" }], ends: 5 });
  const [before] = buttons();
  put({ acts: [{ do: "load", number: 2, text: "Read" }], ends: 9 });
  assert.equal(buttons()[0], before);
  assert.deepEqual([left(0), left(605, 0), left(5, 4001), left(5, 9000)], ["", "10:05", "0:01", "0:00"]);
});

test("each version reads each drawing once, and a new drawing makes all of them read it", async () => {
  const read = [];
  let done = null;
  const reader = new Reader(() => done());
  const versions = [0, 1].map((key) => ({ key: `${key}`, reads: ({ name }) => (read.push(`${key}${name}`), key) }));
  const drawings = [..."ab"].map((name) => ({ number: name, label: 1, image: { name } }));
  const compare = (those) => new Promise((resolve) => {
    done = () => resolve(reader.compare(versions, those));
    const found = [1, 2].map(() => reader.compare(versions, those)); // asked again before it is read
    if (found[1]) done();
  });
  assert.deepEqual((await compare(drawings)).map(({ right }) => right), [0, 2]);
  const [before, after] = await compare([...drawings, { number: "c", label: 0, image: { name: "c" } }]);
  assert.deepEqual([before.right, after.right, before.count, after.count], [1, 2, 3, 3]);
  assert.deepEqual(read.sort(), ["0a", "0b", "0c", "1a", "1b", "1c"]);
});

test("versions are compared on everybody's drawings and on MNIST's, each with its own label", () => {
  const image = (level) => new Uint8Array(784).fill(level);
  const wall = [[4, 51], [6, 102]].map(([number, level], label) => ({ number, label, image: Buffer.from(image(level)).toString("base64") }));
  const test = { images: Uint8Array.from({ length: 784 * 300 }, (_each, i) => Math.floor(i / 784) % 256), labels: Uint8Array.from({ length: 300 }, (_each, i) => i % 10) };
  const { versions, tests } = foundIn({ versions: [{ version: 2, address: "2" }], wall }, test);
  assert.deepEqual(versions, [{ key: "2", title: "Version 2" }]);
  const seen = tests.map(({ drawings }) => drawings.map(({ number, label, image }) => [number, label, Math.round(255 * image[783])]));
  assert.deepEqual(seen[0], [["wall 4", 0, 51], ["wall 6", 1, 102]]);
  assert.deepEqual([seen[1].length, seen[1][7], seen[1][299]], [300, ["test 7", 7, 7], ["test 299", 9, 43]]);
});

test("a chart says each share with its uncertainty, for a screen reader too", () => {
  const [chart] = historyOf(["Version 1"], [{ title: "Finds", shares: [{ right: 1, count: 2 }] }, { title: "Others", shares: null }]);
  const [bar, waits] = chart.querySelectorAll("[role=img]");
  assert.match(bar.getAttribute("aria-label"), /Finds: 1 of 2 right, so 9.* to 9/);
  assert.equal(waits.getAttribute("aria-label"), "Others");
});
