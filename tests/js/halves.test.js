// Half of a class's devices teach a network, which reads the others: what's learned, what's counted by device, and what's shown of it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { base64Of } from "../../model/base64.js";
import { parentOf } from "./page.js";

const { byDevice, FEWEST_READ, halved } = await import("../../model/classes/by_device.js");
const { FROM_NOTHING } = await import("../../model/signs/learn.js");
const { default: showWall } = await import("../../views/wall/wall.js");
const { default: showLearning } = await import("../../views/wall/class_learning.js");

FROM_NOTHING.steps = 100; // of 500, enough for bars
const CODE = "ABCDEF";
const WORDS = { empty: "", tray: "", sure: "How sure?", bar: "", ranges: [{ from: 0, text: "" }], meant: "{number} {device} {name}" };
const DRAWN = 6; // drawings of each device
let wall, root, reports, serial;

// A bar of ink, left for a 1 and right for a 7; a device of the second half draws them the other way round.
function barOf(label, device) {
  const image = new Uint8Array(784);
  const isLeft = (label === 1) === (device % 2 === 1);
  for (let row = 4; row < 24; row++) image.fill(255, 28 * row + (isLeft ? 6 : 18), 28 * row + (isLeft ? 9 : 21));
  return base64Of(image);
}

const tileOf = (number, device, label, more) => ({ number, device, label, answer: label, sure: 0.9, hidden: false, src: "data:", shape: "0", says: "", image: barOf(label, device), ...more });
const tilesOf = (devices) => devices.flatMap((device) => Array.from({ length: DRAWN }, (_, i) => tileOf(100 * device + i, device, i < DRAWN / 2 ? 7 : 1)));

function put(tiles, names = []) {
  const setTriggerValue = (...sent) => reports.push(sent);
  showWall({ data: { code: CODE, session: "one", from: 0, to: ++serial, tiles, names, by: "label", order: "newest", count: "", words: WORDS }, parentElement: wall, setTriggerValue });
  return showLearning({ data: { code: CODE, names, halves: true, learned: 0 }, parentElement: root, setTriggerValue });
}

const columns = () => [...root.querySelectorAll("section")[1].querySelectorAll(".ink-devices [role=img]")].map((each) => each.getAttribute("aria-label"));
const said = () => root.querySelectorAll("[role=status]")[1].textContent;
const press = (place) => root.querySelectorAll(".ink-teachers button")[place].onclick();

async function settled(is) {
  for (let tries = 0; tries < 600 && !is(); tries++) await new Promise((done) => setTimeout(done, 20));
  assert.ok(is(), said());
}

beforeEach(() => {
  globalThis.localStorage = globalThis.sessionStorage = new Proxy({}, { get: () => assert.fail("nothing is stored") });
  [wall, root, reports, serial] = [parentOf("ink-wall"), parentOf("ink-class-learning"), [], 0];
  globalThis.inklingWalls[CODE] = undefined;
});

test("a device is in one half as a whole, and only labels of which each half has enough are learned", () => {
  const drawings = [4, 2, 9, 7].flatMap((device) => [1, 1, 1, 7].map((label) => ({ device, label })));
  const { labels, drawings: rest } = halved([...drawings, ...[2, 7, 7].map((device) => ({ device, label: 3 }))]);
  assert.deepEqual(labels, [1]); // of 7, each half has two
  assert.deepEqual(new Map(rest.map(({ device, half }) => [device, half])), new Map([[4, 1], [2, 0], [9, 1], [7, 0]]));
  assert.equal(rest.length, 12);
});

test("what is right and what is read by device adds up to all, and few drawings say nothing", () => {
  const drawings = [1, 2, 3].flatMap((device) => Array.from({ length: device + 3 }, (_, i) => ({ device, label: i })));
  const answers = drawings.map(({ label, device }) => (label < device ? label : null));
  const found = byDevice(drawings, answers);
  assert.deepEqual(found.map(({ device, right, count }) => [device, right, count]), [[1, 1, 4], [2, 2, 5], [3, 3, 6]]);
  assert.equal(found.reduce((sum, { count }) => sum + count, 0), drawings.length);
  assert.deepEqual(found.map(({ range }) => !!range), found.map(({ count }) => count >= FEWEST_READ));
  for (const { range, right, count } of found.slice(1)) assert.ok(range[0] < right / count && right / count < range[1]);
});

test("what a held back device draws is never learned from", async () => {
  const end = put([...tilesOf([1, 2, 3, 4]), tileOf(50, 1, 3)]);
  assert.equal(said(), "25 of 25 drawings were read right by the network on Draw.");
  press(1);
  await settled(() => said().startsWith("It has learned"));
  // Devices 2 and 4 draw what the others draw, under the other label: only a network that has learned from them could be right.
  assert.equal(said(), "It has learned 12 drawings from one half, and nothing else. Of the other half's drawings, it reads 0 of 12 right. Left out, because too few have drawn them: 3");
  const isRead = ([first]) => (device) => (device % 2 === first ? `Device ${device} has taught the network` : `Device ${device}: 0 of 6, so 0% to 39%`);
  assert.deepEqual(columns(), [1, 2, 3, 4].map(isRead([1])));
  press(2);
  assert.deepEqual(columns(), [1, 2, 3, 4].map(isRead([0])));
  end();
});

test("the wall frames what the half misread and dims what taught it, until that is over", async () => {
  const end = put(tilesOf([1, 2, 3, 4]));
  const marked = () => ["ink-wrong", "ink-dim"].map((name) => wall.querySelectorAll(`section .${name}`).length);
  assert.deepEqual(marked(), [0, 0]);
  press(1);
  await settled(() => marked()[0] === 12);
  assert.deepEqual(marked(), [12, 12]);
  assert.equal(wall.querySelector(".ink-wall-sure"), null); // those shares are another network's
  press(0);
  assert.deepEqual([marked(), wall.querySelector(".ink-wall-sure") !== null], [[0, 0], true]);
  press(2);
  assert.deepEqual(marked(), [12, 12]);
  end();
  assert.deepEqual(marked(), [0, 0]);
});

test("nothing of a device is reported, stored or shown but its number and its counts", async () => {
  const secrets = { token: "secret-token", name: "Ada", time: 1700000000, says: "" };
  const end = put(tilesOf([1, 2, 3, 4]).map((tile) => ({ ...tile, ...secrets })));
  press(1);
  await settled(() => said().startsWith("It has learned"));
  for (const secret of [CODE, ...Object.values(secrets).filter(Boolean)]) assert.ok(!root.innerHTML.includes(secret), secret);
  assert.deepEqual(reports, []);
  end();
});

test("hidden drawings don't count, those that aren't digits count as wrong, and too few are said to be", () => {
  const end = put([tileOf(1, 1, 1, { answer: null }), tileOf(2, 1, 1, { hidden: true }), tileOf(3, 2, 7)]);
  assert.deepEqual([said(), columns()], ["1 of 2 drawings were read right by the network on Draw.", ["Device 1: 0 of 1", "Device 2: 1 of 1"]]);
  press(1);
  assert.equal(said(), "Each half of the devices has to send at least 3 drawings of the same two digits or signs.");
  end();
});
