// A wall's drawings: similar ones stand together, and the shares of its answers are counted in ranges.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { alike } = await import("../../model/classes/alike.js");
const { sureRow } = await import("../../views/wall/sure_row.js");
const { default: showWall } = await import("../../views/wall/wall.js");
const { default: vote } = await import("../../views/classroom/vote.js");

const shape = (...inks) => ({ shape: inks.map((ink) => ink.toString(16)).join("") });

test("each drawing is followed by its most similar one, and the first is most like all", () => {
  const [low, high, middle, apart] = [shape(0, 0, 1), shape(0, 5, 1), shape(0, 3, 1), shape(15, 15, 15)];
  const sorted = alike([low, apart, high, middle]);
  assert.deepEqual(sorted, [high, middle, low, apart]);
  const inks = [11, 0, 5, 10, 1].map((ink) => shape(ink)); // not in the order of their distance from the mean
  assert.deepEqual(alike(inks).map((tile) => tile.shape), ["5", "1", "0", "a", "b"]);
  assert.deepEqual(alike([]), []);
  assert.deepEqual(alike([low]), [low]);
});

test("every drawing is in one bar, as high as their number, the misread ones apart", () => {
  const words = { sure: "How sure?", bar: "{range}: {count}, {wrong}", ranges: [{ from: 0, text: "low" }, { from: 0.5, text: "middle" }, { from: 0.9, text: "high" }] };
  const tiles = [[0.5, 3, 3], [0.7, 3, 8], [0.89, 4, 4], [0.9, 1, 1], [1, 2, 2], [1, 2, 7]].map(([sure, label, answer]) => ({ sure, label, answer }));
  const [, ...columns] = sureRow(tiles, words).children;
  assert.deepEqual(columns.map(({ title }) => title), ["low: 0, 0", "middle: 3, 1", "high: 3, 1"]);
  assert.deepEqual(columns.map((column) => column.children[0].textContent), ["0", "3", "3"]);
  const shares = columns.map((column) => [...column.children[1].children].map((part) => part.style["--ink-share"]));
  assert.deepEqual(shares, [[0, 0], [2 / 3, 1 / 3], [2 / 3, 1 / 3]]);
});

function asked() {
  const [parent, picked] = [parentOf("ink-vote"), []];
  const [root, always] = [parent.firstChild, { question: "Which?", options: ["a", "b", "c"], says: "7 answers" }];
  return {
    root,
    picked,
    put: (data) => vote({ data: { ...always, ...data }, parentElement: parent, setTriggerValue: (name, value) => picked.push([name, value]) }),
    rows: () => [...root.querySelector(".ink-vote-options").children],
    buttons: () => root.querySelectorAll("p button"),
  };
}

test("a wall hides choices until they're revealed, and its buttons are named", () => {
  const { put, rows, buttons, picked, root } = asked();
  put({ counts: null, acts: { reveal: "Reveal", end: "End" } });
  assert.deepEqual([root.querySelector("h2").textContent, root.querySelector("details"), root.querySelector("p span").textContent], ["Which?", null, "7 answers"]);
  assert.deepEqual(rows().map((row) => [row.localName, row.children[0].style["--ink-share"], row.children[2].textContent]), Array(3).fill(["div", 0, ""]));
  for (const button of buttons()) button.onclick();
  assert.deepEqual(picked, [["picked", { do: "reveal", number: 0 }], ["picked", { do: "end", number: 0 }]]);
  put({ counts: [4, 0, 2], acts: { end: "End" } });
  assert.deepEqual(rows().map((row) => [row.children[0].style["--ink-share"], `${row.children[2].textContent}`]), [[1, "4"], [0, "0"], [0.5, "2"]]);
  assert.equal(buttons().length, 1);
  put({ counts: [0, 0, 0] });
  assert.deepEqual(rows().map((row) => row.children[0].style["--ink-share"]), [0, 0, 0]);
});

test("ten questions have bars with figures as text, and the step of what half missed", () => {
  const { put, buttons, picked, root } = asked();
  const rows = [
    { title: "<i>One</i>", bars: [["Before", 0.25, "2 of 8"], ["After", 0.75, "6 of 8"]] },
    { title: "Two", bars: [["After", 0.5, "4 of 8"]], step: "A step", address: "/lesson?step=share" },
  ];
  put({ rows, acts: { end: "End" } });
  const bars = [...root.querySelectorAll("li div > div")];
  assert.deepEqual(bars.map(({ children: [, text, figure] }) => `${text.textContent}: ${figure.textContent}`), ["Before: 2 of 8", "After: 6 of 8", "After: 4 of 8"]);
  assert.deepEqual(bars.map((each) => each.firstChild.style["--ink-share"]), [0.25, 0.75, 0.5]);
  assert.equal(root.querySelector("b").textContent, "<i>One</i>");
  assert.deepEqual([...root.querySelectorAll("a")].map((each) => [each.textContent, each.getAttribute("href")]), [["A step", "/lesson?step=share"]]);
  buttons()[0].onclick();
  assert.deepEqual(picked, [["picked", { do: "end", number: 0 }]]);
  put({ rows: [] });
  assert.equal(root.querySelectorAll("li").length, 0);
});

test("a device shows the whole question with its own choice, and folds once it has one", () => {
  const { put, rows, picked, root } = asked();
  const head = () => [...root.querySelector("summary").children].map(({ textContent }) => textContent);
  put({ chosen: -1 });
  assert.deepEqual([head(), root.firstChild.open, rows()[0].localName], [["Which?", ""], true, "button"]);
  rows()[2].onclick();
  assert.deepEqual([picked, root.firstChild.open], [[["picked", 2]], false]);
  put({ chosen: 2 });
  assert.deepEqual(rows().map((row) => `${row.getAttribute("aria-pressed")}`), ["false", "false", "true"]);
  assert.deepEqual([head(), root.firstChild.open], [["Which?", "c"], false]);
  put({ question: "And now?", chosen: -1 });
  assert.deepEqual([head(), root.firstChild.open], [["And now?", ""], true]);
});

const WORDS = { empty: "Nothing", tray: "{count} aside", paused: "Paused", open: "Open", hide: "Hide", show: "Show", remove: "Remove", device: "All", again: "Again: {count}", close: "Close", sure: "How sure?", bar: "", ranges: [{ from: 0, text: "" }] };
const tile = (number, sure, about) => ({ number, sure, label: 7, answer: 7, hidden: false, src: "data:", shape: "0", says: `number ${number}`, ...about });

/** A wall: `put` is Python's data, `column` the drawings under a digit, `tray` those apart, `card` the selected one, `picked` the reports. */
function wallOf(code) {
  const [parent, picked] = [parentOf("ink-wall"), []];
  const root = parent.firstChild;
  const saysOf = (part) => [...(part?.querySelectorAll("img") ?? [])].map(({ alt }) => alt);
  return {
    picked,
    put: (data) => showWall({ data: { code, session: "one", from: 0, to: 1, tiles: [], by: "label", order: "newest", count: "3 drawings", paused: false, words: WORDS, ...data }, parentElement: parent, setTriggerValue: (_, { do: what, number }) => picked.push([what, number]) }),
    column: (digit) => saysOf(root.querySelectorAll("section")[digit]),
    tray: () => saysOf(root.querySelector("details")),
    press: (says) => root.querySelectorAll("button").find(({ title }) => title === says).onclick(),
    card: () => root.querySelector(".ink-wall-card"),
  };
}

test("each order begins with what its name says", () => {
  const tiles = [tile(1, 0.9), tile(2, 0.5), tile(3, 0.7)];
  for (const [order, numbers] of [["newest", [3, 2, 1]], ["sure", [1, 3, 2]], ["unsure", [2, 3, 1]]]) {
    const wall = wallOf(order);
    wall.put({ tiles, order });
    assert.deepEqual(wall.column(7), numbers.map((number) => `number ${number}`), order);
  }
});

test("a drawing is under its label or its reading; hidden ones and non-digits are apart, removed ones gone", () => {
  const wall = wallOf("columns");
  wall.put({ tiles: [tile(1, 0.9, { answer: 1 }), tile(2, 0.5, { answer: null }), tile(3, 0.7, { hidden: true })] });
  assert.deepEqual([wall.column(7), wall.column(1), wall.tray()], [["number 1"], [], ["number 3", "number 2"]]);
  wall.put({ by: "answer", from: 1 });
  assert.deepEqual([wall.column(7), wall.column(1)], [[], ["number 1"]]);
  wall.put({ from: 1, to: 2, tiles: [{ number: 1, hidden: false }, tile(3, 0.7)] });
  assert.deepEqual([wall.column(7), wall.tray()], [["number 3"], ["number 2"]]);
});

test("a class's signs are the columns, with a frame around what was misread while its device was held back", () => {
  const parent = parentOf("ink-wall");
  const tiles = [0, 1, 1].map((label, i) => ({ number: i + 1, device: i, hidden: false, src: "data:", shape: "0", says: "", label, answer: label, sure: 1 }));
  const names = ["<b>A</b>", "☂"];
  showWall({ data: { code: "SIGNED", session: "s", from: 0, to: 3, tiles, names, by: "label", order: "newest", count: "3", words: {} }, parentElement: parent, setTriggerValue() {} });
  const heads = () => [...parent.querySelectorAll("h2")].map(({ textContent }) => textContent);
  const wrong = () => [...parent.querySelectorAll(".ink-wrong span")].map(({ textContent }) => textContent);
  assert.deepEqual([heads(), wrong()], [["<b>A</b>1", "☂2"], []]);
  inklingWalls.SIGNED.read = new Map([[1, 0], [2, 0], [3, 1]]);
  inklingWalls.SIGNED.redraw();
  assert.deepEqual([heads(), wrong()], [["<b>A</b>1", "☂2"], ["<b>A</b>"]]);
});

test("a pressed drawing shows its actions, also when others have arrived", () => {
  const wall = wallOf("card");
  wall.put({ tiles: [tile(1, 0.9), tile(2, 0.5, { hidden: true })] });
  assert.equal(wall.card().hidden, true);
  for (const [from, number] of [[1, 2], [2, 1]]) {
    wall.press(`number ${number}`);
    wall.put({ from, to: from + 1, tiles: [tile(from + 2, 0.9)] });
    for (const button of wall.card().querySelectorAll("button")) button.onclick();
  }
  assert.deepEqual(wall.picked, [["open", 2], ["show", 2], ["remove", 2], ["open", 1], ["hide", 1], ["remove", 1]]);
  assert.equal(wall.card().hidden, true); // Close was the last of them
});

test("a wall comes in portions, which the browser asks for; from 0 on, it starts again", () => {
  const wall = wallOf("portions");
  wall.put({ to: 2, more: true, tiles: [tile(1, 0.9), tile(2, 0.9)] });
  wall.put({ from: 2, to: 3, more: false, tiles: [tile(3, 0.9)] });
  assert.deepEqual([wall.picked, wall.column(7)], [[["more", 2]], ["number 3", "number 2", "number 1"]]);
  wall.put({ from: 0, to: 9, tiles: [tile(2, 0.9)] });
  assert.deepEqual([wall.picked.length, wall.column(7)], [1, ["number 2"]]);
});

test("a browser that lacks some drawings requests them, and shows nothing else meanwhile", () => {
  const wall = wallOf("again");
  wall.put({ to: 3, tiles: [tile(1, 0.9)] });
  wall.put({ from: 5, to: 6, tiles: [tile(6, 0.9)] });
  assert.deepEqual([wall.picked, wall.column(7)], [[["again", 3]], ["number 1"]]);
  wall.put({ session: "two", from: 5, to: 6 }); // another session: it has none of them
  assert.deepEqual(wall.picked.at(-1), ["again", 0]);
});

test("a second press removes everything of a tile's device, and another tile asks again", () => {
  const wall = wallOf("devices");
  const button = () => wall.card().querySelectorAll("button").find(({ textContent }) => /^A(ll|gain)/.test(textContent));
  wall.put({ tiles: [[1, 1], [2, 2], [3, 1]].map(([number, device]) => tile(number, 0.9, { device })) });
  wall.press("number 3");
  button().onclick();
  assert.equal(button().textContent, "Again: 2");
  wall.put({ from: 1, to: 2, tiles: [tile(4, 0.9, { device: 1 })] }); // from others, meanwhile
  assert.equal(button().textContent, "Again: 3");
  for (const says of ["number 2", "number 4"]) {
    wall.press(says);
    assert.equal(button().textContent, "All");
  }
  assert.deepEqual(wall.picked, []);
  button().onclick();
  button().onclick();
  assert.deepEqual(wall.picked, [["remove_device", 4]]);
});
