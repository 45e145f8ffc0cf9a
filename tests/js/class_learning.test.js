// A class that teaches one network: what the wall's browser learns from, how it reads devices held back, and what it gives to the class.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { base64Of } from "../../model/base64.js";
import { isRead } from "./database.js";
import { messageOf } from "./message.js";
import { parentOf } from "./page.js";

globalThis.inklingDigitFiles = new Map();
const { buildChosen } = await import("../../model/training/fitting.js");
const { default: show } = await import("../../views/wall/class_learning.js");
const MESSAGE = base64Of(messageOf("base", buildChosen({ hidden_layers: 1, units: 16, activation: "relu", seed: 3 }).layers));
const NAMES = ["<b>A</b>", "☂"];
let [parent, reports, tiles, wall, next] = [null, [], null, null, 1];

/** A vertical bar of sign 0 on the left or of sign 1 on the right, not always the same. */
const barOf = (sign, i) => base64Of(Uint8Array.from({ length: 784 }, (_, at) => (Math.abs((at % 28) - (sign ? 20 : 7) - (i % 3)) < 2 && Math.floor(at / 28) > 3 + (i % 5) ? 255 : 0)));
const add = (device, label, of = label, more = {}) => tiles.set(next, { number: next, device, label, image: barOf(of, next), hidden: false, ...more }) && next++;
const addAll = (device, of = (sign) => sign, count = 3) => {
  for (let i = 0; i < count; i++) NAMES.forEach((_, sign) => add(device, sign, of(sign)));
};
const said = () => parent.querySelector("[role=status]").textContent;
const give = () => parent.querySelector("button");
const items = (place) => [...parent.querySelectorAll("ul")[place].children].map(({ title, textContent }) => title || textContent);
const until = async (is) => {
  for (const began = Date.now(); !is() && Date.now() - began < 20_000; ) await isRead();
  assert.ok(is(), said());
};

function open(more = {}) {
  return show({ data: { code: "ABCDEF", names: NAMES, learned: 0, network: null, packed: MESSAGE, background: "/background", ...more }, parentElement: parent, setTriggerValue: (_, message) => reports.push(message) });
}

beforeEach(() => {
  const background = { labels: new Uint8Array(1), images: Uint8Array.from({ length: 784 }, (_, i) => (i % 3 ? 0 : 255)) };
  inklingDigitFiles.set("/background", Promise.resolve(background));
  [reports, tiles, parent] = [[], new Map(), parentOf("ink-class-learning")];
  wall = { tiles, redraws: 0, redraw: () => wall.redraws++ };
  globalThis.inklingWalls = { ABCDEF: wall };
});

test("a device that is held back is read by a network that has learned nothing from it", async () => {
  addAll(1);
  addAll(2, (sign) => 1 - sign, 6); // it calls each sign by the other's name, and would prevail
  const leave = open();
  await until(() => said().includes("held back once"));
  assert.match(said(), /18 drawings from 2 devices.* 0 of 18 right/);
  assert.deepEqual(items(0), ["Device 1: 0 of 6, so 0% to 39%", "Device 2: 0 of 12, so 0% to 24%"]);
  assert.deepEqual(items(1), ["<b>A</b> read as ☂: 9 times", "☂ read as <b>A</b>: 9 times"]);
  assert.ok(!parent.querySelector("ul b"));
  assert.deepEqual([...wall.read].map(([number, answer]) => answer !== tiles.get(number).label), Array(18).fill(true));
  assert.ok(wall.redraws > 0);
  leave();
});

test("devices that agree are read right, and the teacher gives the network to the class", async () => {
  [1, 2, 3].forEach((device) => [0, 0, 1, 1].forEach((sign) => add(device, sign)));
  const leave = open();
  assert.ok(give().disabled);
  await until(() => said().includes("held back once"));
  assert.match(said(), /12 of 12 right/);
  assert.ok(!give().disabled);
  give().onclick();
  const [{ names, base, labels, run }] = reports;
  assert.deepEqual([names, base, labels.slice(0, 6)], [NAMES, "conv", [0, 1, 0, 1, 0, 1]]); // each sign among the first ones
  assert.match(run, /^[0-9a-f]{16}$/);
  open({ learned: 1 });
  assert.match(parent.textContent, /Everyone can use it now/);
  leave();
});

test("what is hidden, a photo, or of a sign that isn't the class's, isn't learned from", async () => {
  addAll(1);
  addAll(2);
  const left = [add(3, 0, 1, { hidden: true }), add(3, 1, 0, { image: null }), add(3, 2, 0)];
  const leave = open();
  await until(() => said().includes("held back once"));
  assert.match(said(), /12 drawings from 2 devices/);
  left.forEach((number) => assert.ok(!wall.read.has(number)));
  leave();
});

test("what comes while it learns is learned afterwards, and one device is held back only once there's another", async () => {
  addAll(1);
  const leave = open();
  await until(() => said().startsWith("It has learned. When two devices"));
  addAll(2);
  inklingWallChanged();
  add(2, 0); // while that is learned
  inklingWallChanged();
  await until(() => said().includes("13 drawings from 2 devices"));
  leave();
  assert.equal(globalThis.inklingWallChanged, null);
});

test("it says which signs are missing, and that learning can't be loaded", async () => {
  add(1, 1);
  const leave = open();
  assert.match(said(), /Still to draw: <b>A<\/b>/);
  leave();
  parent = parentOf("ink-class-learning");
  inklingDigitFiles.set("/background", Promise.reject(new Error("no connection")));
  const leaveAgain = open();
  await until(() => said().startsWith("We couldn't load"));
  leaveAgain();
});
