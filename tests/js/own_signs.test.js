// The page on which signs are taught, in a page without a screen: what is drawn is learned, read, stored, undone and sent.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { base64Of } from "../../model/base64.js";
import { isRead, kept } from "./database.js";
import { messageOf } from "./message.js";
import { Element, parentOf } from "./page.js";
import { drawOn as draw } from "./paper.js";

const stores = new Map();
globalThis.localStorage = { getItem: (name) => stores.get(name) ?? null, setItem: (name, text) => stores.set(name, text), removeItem: (name) => stores.delete(name) };
globalThis.sessionStorage = localStorage;
Element.prototype.select = () => {};
globalThis.inklingDigitFiles = new Map();
const { buildChosen } = await import("../../model/training/fitting.js");
const { FROM_NOTHING } = await import("../../model/signs/learn.js");
const { default: show } = await import("../../views/signs/signs.js");
FROM_NOTHING.steps = 100; // of 500, enough for these signs
const MESSAGE = base64Of(messageOf("base", buildChosen({ hidden_layers: 1, units: 16, activation: "relu", seed: 3 }).layers));
const background = { labels: new Uint8Array(1), images: Uint8Array.from({ length: 784 }, (_, i) => (i % 3 ? 0 : 255)) };

const SIGNS = [[[60, 60], [220, 220]], [[140, 60], [140, 220]], [[60, 140], [220, 140]]]; // ＼ ｜ ―
let [parent, leave, reports] = [null, null, []];

function open(digits = [], { tells = false, ...about } = {}) {
  parent ??= parentOf("ink-signs");
  const data = { network: null, packed: MESSAGE, background: "/background", digits, tells };
  leave = show({ data, parentElement: parent, setTriggerValue: (_, message, kind) => reports.push({ message, kind }), isWaiting: false, ...about });
}

beforeEach(() => {
  inklingDigitFiles.set("/background", Promise.resolve(background));
  stores.clear();
  kept.clear();
  [parent, reports] = [null, []];
});
afterEach(() => {
  leave();
  parent.remove();
});

const all = (selector) => [...parent.querySelectorAll(selector)];
const button = (text) => all("button").find(({ textContent }) => textContent === text);
const said = () => parent.querySelector(".st-key-signs_trained").textContent;
const pads = () => all(".ink-sign .ink-pad canvas");
const counts = () => all(".ink-sign footer span").map(({ textContent }) => Number(textContent.split(" ")[0]));
const stored = () => JSON.parse(stores.get("inkling.signs.1"));

const drawAll = (times) => {
  for (let i = 0; i < times; i++) SIGNS.forEach(([[x, y], [u, v]], sign) => draw(pads()[sign], [[x + 3 * i, y], [u, v - 2 * i]]));
};
const until = async (is) => {
  for (const began = Date.now(); !is() && Date.now() - began < 30_000; ) await isRead();
  assert.ok(is(), said());
};

test("three drawings of each sign are learned in both ways, held back, and used", async () => {
  open();
  all(".ink-curves")[0].clientWidth = 360;
  assert.match(said(), /^Draw each sign once/);
  drawAll(1);
  assert.deepEqual(counts(), [1, 1, 1]);
  await until(() => said().startsWith("So far, it answers by the nearest drawing") && all(".ink-sign-answer").length === 2);
  draw(all(".ink-tried canvas")[0], SIGNS[1], false);
  assert.deepEqual(all(".ink-sign-answer").map(({ textContent }) => textContent), ["B", "B"]);
  drawAll(2);
  await until(() => said().startsWith("Each drawing was held back once"));
  assert.match(said(), /reads [89] of 9 right\. From nothing, it reads [6-9] of 9\.$/);
  assert.equal(all(".ink-curves path").length, 2);
  assert.match(all(".ink-curves header span")[0].textContent, /^On the shoulders of the Picture network \d/);
  button("Clear").onclick();
  draw(all(".ink-tried canvas")[0], SIGNS[2], false);
  assert.deepEqual(all(".ink-sign-answer").map(({ textContent }) => textContent), ["C", "C"]);
  all(".ink-way .ink-primary").forEach((each) => each.onclick());
  await isRead();
  await isRead();
  assert.deepEqual(reports.map(({ kind }) => kind), ["network", "network"]);
  const [{ message }, { message: other }] = reports;
  assert.deepEqual([message.names, message.base, other.base, message.labels.length], [["A", "B", "C"], "conv", "none", 9]);
  assert.ok(message.threshold > 0 && /^[0-9a-f]{16}$/.test(message.run) && message.run !== other.run);
  assert.deepEqual([...kept.keys()].sort(), [message.run, other.run].sort());
  assert.deepEqual(kept.get(message.run).parts, [message]);
});

test("what is none of the signs is refused beyond the threshold, which can be moved and put back", async () => {
  open();
  drawAll(3);
  await until(() => all(".ink-distances input").length === 2 && said().startsWith("Each"));
  draw(all(".ink-tried canvas")[0], [[64, 60], [219, 217]], false); // nearly as one of them
  const slider = all(".ink-distances input")[0];
  slider.value = "0";
  slider.oninput();
  assert.equal(all(".ink-sign-answer")[0].textContent, "None of yours");
  assert.notEqual(all(".ink-sign-answer")[1].textContent, "None of yours"); // the other way has its own
  assert.ok(all(".ink-distances div")[0].querySelectorAll(".ink-refused").length >= 8);
  button("Back to the threshold that was found").onclick();
  assert.notEqual(all(".ink-sign-answer")[0].textContent, "None of yours");
});

test("a task is told what was taught, tried, confused and found, once it's settled, and nothing else is", async () => {
  open();
  drawAll(1);
  assert.deepEqual(reports, []); // no task asks
  open([], { tells: true });
  await until(() => reports.length);
  const told = () => reports.at(-1).message;
  assert.deepEqual(reports, [{ kind: "told", message: { signs: [["A", 1], ["B", 1], ["C", 1]], learned: false, confused: null, found: false, tried: null } }]);
  open([], { tells: true }); // Python's answer
  assert.equal(reports.length, 1);
  draw(all(".ink-tried canvas")[0], SIGNS[1], false);
  assert.deepEqual(told().tried, [1, 1]);
  draw(pads()[0], SIGNS[1]); // the paper to try it still has the same drawing
  draw(pads()[0], SIGNS[1]);
  drawAll(2);
  const before = reports.length;
  await until(() => told().learned && told().confused);
  assert.equal(reports.length, before + 1); // at the end of learning
  assert.deepEqual([told().signs, told().tried[0], told().found], [[["A", 5], ["B", 3], ["C", 3]], 1, false]);
  const found = all(".ink-sign .ink-smalls button").map((_, i) => {
    all(".ink-sign .ink-smalls button")[i].onclick();
    return told().found;
  });
  assert.ok(found.includes(true) && found.includes(false));
  open([], { tells: false });
  draw(all(".ink-tried canvas")[0], SIGNS[0], false);
  assert.deepEqual(told().tried[0], 1);
});

test("strokes before a pause are one drawing, and undo takes them back", () => {
  open();
  draw(pads()[0], SIGNS[0], false);
  draw(pads()[0], SIGNS[1], false);
  assert.deepEqual([counts(), stored().drawings[0].strokes.length], [[1, 0, 0], 2]);
  draw(pads()[1], SIGNS[1], false); // another pad ends it
  draw(pads()[0], SIGNS[2]);
  assert.deepEqual([counts(), stored().drawings.at(-1).strokes.length], [[2, 1, 0], 1]);
  for (const left of [[1, 1, 0], [1, 0, 0], [0, 0, 0]]) {
    button("Undo").onclick();
    assert.deepEqual(counts(), left);
  }
  assert.equal(button("Undo").disabled, true);
});

test("a drawing gets another sign or is removed, and signs are named, added and removed", () => {
  open();
  drawAll(2);
  all(".ink-smalls button")[0].onclick();
  button("B").onclick();
  assert.deepEqual(counts(), [1, 3, 2]);
  button("Remove").onclick();
  assert.deepEqual(counts(), [1, 2, 2]);
  const field = all(".ink-sign header input")[0];
  field.value = "☂";
  field.onchange();
  assert.deepEqual(stored().names, ["☂", "B", "C"]);
  field.value = "B";
  field.onchange(); // which is another's
  assert.deepEqual([field.value, stored().names[0]], ["☂", "☂"]);
  button("Add a sign").onclick();
  assert.deepEqual(stored().names, ["☂", "B", "C", "A"]);
  all(".ink-sign header button")[1].onclick();
  assert.deepEqual([stored().names, counts()], [["☂", "C", "A"], [1, 2, 0]]);
});

test("digits are Python's: each change is reported, all since the last answer, and what it has is shown", () => {
  const line = (label, x) => JSON.stringify({ label, source: "my hand", strokes: [[[x, 60], [x, 200]]], widths: [20] });
  open();
  assert.equal(all(".ink-sign").length, 3);
  open([line(7, 90), line(1, 140)]); // a session gets them from the browser's store a moment later
  assert.equal(all(".ink-sign").length, 10); // a first visit begins with them
  assert.deepEqual(counts(), [0, 1, 0, 0, 0, 0, 0, 1, 0, 0]);
  draw(pads()[4], SIGNS[0]);
  all(".ink-smalls button")[0].onclick(); // the 1
  button("7").onclick();
  const { message, kind } = reports.at(-1);
  assert.equal(kind, "digits");
  assert.deepEqual(message.put.map((each) => JSON.parse(each).label), [4, 7]);
  assert.deepEqual(message.remove, []);
  open(message.put, {}); // Python's answer: another tab has removed one
  assert.deepEqual(counts(), [0, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
  draw(pads()[5], SIGNS[1]);
  assert.deepEqual(reports.at(-1).message.put.map((each) => JSON.parse(each).label), [5]);
  button("Undo").onclick();
  open(message.put, {});
  button("Remove all").onclick();
  assert.deepEqual([reports.at(-1).message.put, reports.at(-1).message.remove.length], [[], 2]);
  button("Undo").onclick();
  assert.deepEqual([reports.at(-1).message.put.length, reports.at(-1).message.remove], [2, []]);
});

test("undo leaves digits that have come from Python meanwhile", () => {
  open();
  draw(pads()[0], SIGNS[0]);
  open([JSON.stringify({ label: 7, source: "my hand", strokes: [[[90, 60], [90, 200]]], widths: [20] })]);
  button("Undo").onclick();
  assert.deepEqual([counts(), reports], [[0, 0, 0], []]);
  button("My digits, 0 to 9").onclick();
  assert.equal(counts()[7], 1);
});

test("a set stays when another one is looked at, and comes back at the next visit", () => {
  open();
  draw(pads()[0], SIGNS[0]);
  button("My digits, 0 to 9").onclick();
  assert.equal(all(".ink-sign").length, 10);
  button("A B C").onclick();
  assert.deepEqual(counts(), [1, 0, 0]);
  leave();
  parent.remove();
  parent = null;
  open();
  assert.deepEqual(counts(), [1, 0, 0]);
  button("○ △ □").onclick();
  assert.deepEqual(counts(), [0, 0, 0]);
  button("Undo").onclick();
  assert.deepEqual(counts(), [1, 0, 0]);
});

const bring = (contents) => {
  const input = all('input[type="file"]')[0];
  input.files = [{ size: contents.length, text: async () => contents }];
  return input.onchange();
};

test("a file is exported, refused with its line, and brought back", async () => {
  open();
  let file;
  globalThis.URL.createObjectURL = (blob) => ((file = blob), "blob:");
  globalThis.URL.revokeObjectURL = () => {};
  drawAll(1);
  button("Export").onclick();
  const text = await file.text();
  button("Remove all").onclick();
  await bring(`${text}oops`);
  assert.match(all('p[role="status"]').map(({ textContent }) => textContent).join(), /couldn't read line 4/);
  assert.deepEqual(counts(), [0, 0, 0]);
  await bring(text);
  assert.deepEqual(counts(), [1, 1, 1]);
  await bring(text);
  assert.deepEqual(counts(), [1, 1, 1]);
  assert.match(all('p[role="status"]').map(({ textContent }) => textContent).join(), /3 drawings are already here, and only count once\./);
});

test("finds of a file are added once, however often it's opened", async () => {
  open();
  drawAll(1);
  const find = JSON.stringify({ label: "B", source: "find", strokes: [SIGNS[0], [[9, 9]]], widths: [20, 20] });
  for (let opened = 0; opened < 3; opened++) {
    await bring(`${find}\n${find}\n`);
    button("Add to my drawings: 1")?.onclick();
    assert.deepEqual([counts(), all(".ink-groups .ink-button")], [[1, 2, 1], []]);
  }
  all(".ink-groups .ink-smalls button")[0].onclick();
  assert.equal(button("Add it as B").disabled, true);
});

test("a network's file opens a network within its bytes, and nothing else", async () => {
  open();
  const input = parent.querySelector('.ink-tried input[type="file"]');
  const bring = async (text, size = text.length) => {
    input.files = [{ size, text: async () => text }];
    input.onchange();
    await isRead();
  };
  const network = { names: ["A", "B"], weights: "" };
  for (const [text, size] of [[JSON.stringify(network), 10 ** 6], ["oops"], ["null"], ['{"names":"A","weights":""}']]) {
    await bring(text, size);
    assert.deepEqual(reports.filter(({ message }) => message.do === "open"), []);
    assert.match(all('p[role="status"]').map(({ textContent }) => textContent).join(), /isn't a network from Teach it/);
    parent.querySelectorAll('p[role="status"]').forEach((each) => (each.textContent = ""));
  }
  await bring(JSON.stringify(network));
  assert.deepEqual(reports.at(-1), { message: { do: "open", network }, kind: "network" });
});
