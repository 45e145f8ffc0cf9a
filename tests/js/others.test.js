// Several networks' answers to one drawing: each by what its outputs mean, and compared only where they mean the same.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { parentOf } from "./page.js";
import { NOTHING, SEVEN, THREE, network } from "./halves.js";

const { base64Of } = await import("../../model/base64.js");
const { readImage } = await import("../../model/read_image.js");
const { readNetwork } = await import("../../model/network/network.js");
const { default: show } = await import("../../views/draw/answer/others.js");
const { readings } = await import("../../views/parts/component/reading.js");

const WORDS = Object.fromEntries(["compare", "blank", "agree", "differ", "failed"].map((name) => [name, name]));
const SIGNS = ["A", "B", "C", "<i>", "D", "E", "F", "☂", "G", "H"];
let leave = () => {};
afterEach(() => leave());

function compared(other, image) {
  const one = readNetwork(network("net"));
  const networks = [{ name: "net", title: "Net", factors: [], none: "no digit" }, { name: "own", title: "Own", factors: [], none: "none of yours", file: base64Of(other) }];
  const parentElement = parentOf("ink-others");
  parentElement.firstChild.getClientRects = () => [1];
  readings.last = null;
  leave = show({ data: { words: WORDS, networks, chosen: "net", on: true }, parentElement, setTriggerValue() {} });
  readings.publish({ network: "net", classes: one.classes, ...readImage(one, image, []), isFinished: true, version: 1 });
  const [, list, sentence] = parentElement.firstChild.children;
  return [...list.children].map((row) => row.querySelector("b").textContent).concat(sentence.textContent);
}

test("networks for the same digits agree or differ", () => {
  assert.deepEqual(compared(network("own"), THREE), ["3", "3", "agree"]);
});

test("a network for signs says its own, and neither agrees nor differs", () => {
  const own = network("own", SIGNS);
  assert.deepEqual(compared(own, THREE), ["3", "<i>", ""]);
  assert.deepEqual(compared(own, SEVEN), ["7", "☂", ""]);
  assert.deepEqual(compared(own, NOTHING), ["no digit", "none of yours", ""]);
});
