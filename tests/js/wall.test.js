// A wall's drawings: those that look alike stand together, and how sure the network was is counted in ranges.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./window.js";
import { Element } from "./page.js";

const { alike } = await import("../../model/classes/alike.js");
const { sureRow } = await import("../../views/wall/sure_row.js");

const shape = (...inks) => ({ shape: inks.map((ink) => ink.toString(16)).join("") });

test("each is followed by what is most like it, and the first is most like all", () => {
  const [low, high, middle, apart] = [shape(0, 0, 1), shape(0, 5, 1), shape(0, 3, 1), shape(15, 15, 15)];
  const sorted = alike([low, apart, high, middle]);
  assert.deepEqual(sorted, [high, middle, low, apart]);
  const inks = [11, 0, 5, 10, 1].map((ink) => shape(ink)); // not in the order of how far each is from the mean
  assert.deepEqual(alike(inks).map((tile) => tile.shape), ["5", "1", "0", "a", "b"]);
  assert.deepEqual(alike([]), []);
  assert.deepEqual(alike([low]), [low]);
});

test("every drawing is in one bar, as high as they are many, and the misread ones apart", () => {
  const words = { sure: "How sure?", bar: "{range}: {count}, {wrong}", ranges: [{ from: 0, text: "low" }, { from: 0.5, text: "middle" }, { from: 0.9, text: "high" }] };
  const tiles = [[0.5, 3, 3], [0.7, 3, 8], [0.89, 4, 4], [0.9, 1, 1], [1, 2, 2], [1, 2, 7]].map(([sure, label, answer]) => ({ sure, label, answer }));
  const [, ...columns] = sureRow(tiles, words).children;
  assert.deepEqual(columns.map(({ title }) => title), ["low: 0, 0", "middle: 3, 1", "high: 3, 1"]);
  assert.deepEqual(columns.map((column) => column.children[0].textContent), ["0", "3", "3"]);
  const shares = columns.map((column) => [...column.children[1].children].map((part) => part.style["--ink-share"]));
  assert.deepEqual(shares, [[0, 0], [2 / 3, 1 / 3], [2 / 3, 1 / 3]]);
});

test("on a wall what was chosen is hidden until it is revealed, on a device one's own choice is pressed", async () => {
  const { parentOf } = await import("./page.js");
  const { default: vote } = await import("../../views/wall/vote.js");
  const [parent, picked] = [parentOf("ink-vote"), []];
  const put = (data) => vote({ data: { question: "Which?", options: ["a", "b", "c"], says: "7 answers", counts: null, ...data }, parentElement: parent, setTriggerValue: (name, value) => picked.push([name, value]) });
  const rows = () => [...parent.firstChild.children[1].children];
  put({ chosen: null });
  assert.deepEqual(rows().map((row) => [row.style?.x, row.children[0].style["--ink-share"], row.children[2].textContent]), Array(3).fill([undefined, 0, ""]));
  put({ chosen: null, counts: [4, 0, 2] });
  assert.deepEqual(rows().map((row) => [row.children[0].style["--ink-share"], `${row.children[2].textContent}`]), [[1, "4"], [0, "0"], [0.5, "2"]]);
  put({ chosen: null, counts: [0, 0, 0] });
  assert.deepEqual(rows().map((row) => row.children[0].style["--ink-share"]), [0, 0, 0]);
  put({ question: "And now?", chosen: -1 });
  rows()[2].click();
  assert.deepEqual(picked, [["picked", 2]]);
  put({ question: "And now?", chosen: 2 });
  assert.deepEqual(rows().map((row) => `${row.getAttribute("aria-pressed")}`), ["false", "false", "true"]);
});

test("files that are chosen at once are read here, those too long left out, and the same can be chosen again", async () => {
  const { parentOf } = await import("./page.js");
  const { default: files } = await import("../../views/wall/files.js");
  const [parent, picked] = [parentOf("ink-files"), []];
  files({ data: { label: "Choose", most: 5 }, parentElement: parent, setTriggerValue: (name, value) => picked.push([name, value]) });
  const input = parent.firstChild.firstChild.children[1];
  input.files = ["one", "too long", "three"].map((text) => ({ size: text.length, text: async () => text }));
  input.value = "chosen";
  await input.onchange();
  assert.deepEqual([picked, input.value], [[["picked", ["one", "three"]]], ""]);
});

test("all of a tile's device is removed at the second press, and another tile is asked about again", async () => {
  globalThis.Image = class extends Element {
    constructor() {
      super("img");
    }
  };
  const { parentOf } = await import("./page.js");
  const { default: wall } = await import("../../views/wall/wall.js");
  const [parent, picked] = [parentOf("ink-wall"), []];
  const tile = (number, device) => ({ number, device, hidden: false, src: "data:,", shape: "0", says: `${number}`, label: 4, answer: 4, sure: 0.7 });
  const words = { open: "", hide: "", show: "", remove: "", close: "", device: "All", again: "Again: {count}", sure: "", bar: "", ranges: [{ from: 0, text: "" }] };
  const put = (tiles, to) => wall({ data: { code: "ABC346", session: "s", from: to - 1, to, tiles, by: "label", order: "newest", count: "", paused: false, words }, parentElement: parent, setTriggerValue: (name, value) => picked.push([name, value]) });
  const columns = () => parent.firstChild.children.find(({ className }) => className === "ink-wall-columns");
  const press = (place) => columns().children[4].children.filter(({ onclick }) => onclick)[place].click();
  const button = () => parent.firstChild.children.at(-1).children.find(({ textContent }) => /^A/.test(textContent));
  put([tile(1, 1), tile(2, 2), tile(3, 1)], 1);
  press(0); // number 3
  button().click();
  assert.equal(button().textContent, "Again: 2");
  put([tile(4, 1)], 2); // what others send meanwhile
  assert.equal(button().textContent, "Again: 3");
  press(2); // number 2
  assert.equal(button().textContent, "All");
  press(0);
  assert.equal(button().textContent, "All");
  assert.deepEqual(picked, []);
  button().click();
  button().click();
  assert.deepEqual(picked, [["picked", { do: "remove_device", number: 4 }]]);
});
