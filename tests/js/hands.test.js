// The second lesson's middle, in a page without a screen: networks learn, read twelve hands' digits, and what they read is reported.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";
import { drawOn } from "./paper.js";

document.baseURI = "https://inkling.test/";

const { buildChosen } = await import("../../model/training/fitting.js");
const labels = Uint8Array.from({ length: 10_000 }, (_, i) => i % 10);
const digits = { labels, images: new Uint8Array(10_000 * 784).fill(90) };
const writers = Uint16Array.from({ length: 10_000 }, (_, i) => (i < 5001 ? 2100 + Math.floor(i / 20) : Math.floor(i / 100)));
globalThis.inklingDigitFiles = new Map([["https://inkling.test/test", Promise.resolve(digits)], ["https://inkling.test/writers", Promise.resolve({ test: writers })]]);
let fails = false;
const posted = [];
// A thread that has learned at once: it reads every second test image right.
globalThis.Worker = class {
  postMessage({ run, choices }) {
    posted.push(choices.whose);
    const send = (data) => setImmediate(() => this.onmessage?.({ data: { run, ...data } }));
    if (fails) return send({ unreachable: true });
    const weights = buildChosen(choices).layers.filter(({ kernel }) => kernel).flatMap(({ kernel, bias }) => [kernel, bias]);
    send({ fetched: 0.5 });
    send({ snapshot: { weights, now: { step: 100 } } });
    const groups = { adults: { right: 4600, count: 4999 }, students: { right: choices.whose === "adults" ? 4100 : 4500, count: 5001 }, own: { right: 34, count: 38 } };
    send({ outcome: { state: "done", groups, misread: { adults: [[9000, 4]], students: [[0, 6], [1, 2]] }, answers: labels.map((label, i) => (i % 2 ? label : 0)), writers: 95, seconds: 1 } });
  }
  terminate() {}
};
const { default: show } = await import("../../views/lesson/middles/hands.js");
const { firstOf } = await import("../../views/lesson/middles/hands_tables.js");

const ADDRESSES = { train: ["train"], test: "test", writers: "writers" };
const NAMES = { adults: "adults", students: "students", both: "both", more: "adults", writer: "writer", ten: "ten", seventy: "seventy" };
const networks = Object.fromEntries(Object.entries(NAMES).map(([name, whose]) => [name, [whose, name === "more" ? 25_000 : 70]]));

/** Open a step; returns what is on the page and what was reported. */
function open(step, isOpen = true, has = true) {
  const parent = parentOf("ink-hands");
  const reports = [];
  const data = (more) => ({ step, networks, addresses: ADDRESSES, isOpen, size: 118_282, has, ...more });
  const give = (more = {}) => show({ data: data(more), parentElement: parent, setTriggerValue: (_, message) => reports.push(message) });
  const leave = give();
  return { parent, reports, give, leave, all: (selector) => [...parent.querySelectorAll(selector)], text: () => parent.textContent };
}
const until = async (is) => {
  for (const began = Date.now(); !is() && Date.now() - began < 20_000; ) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(is());
};
const learn = ({ all }) => all(".ink-hands-top .ink-primary")[0].onclick();
function draw({ all }, strokes, isFinished = true) {
  const [pad] = all(".ink-pad canvas");
  for (const stroke of strokes) drawOn(pad, stroke, isFinished && stroke === strokes.at(-1));
}

test("two sets of ten digits are by other people each, and say whose they are once it's guessed", async () => {
  const page = open("who", false);
  await until(() => page.all("canvas").length === 20);
  assert.deepEqual(page.all("h4").map(({ textContent }) => textContent), ["Set A", "Set B"]);
  page.give({ isOpen: true });
  assert.deepEqual(page.all("h4").map(({ textContent }) => textContent), ["Set A: adults", "Set B: students"]);
  assert.deepEqual([page.reports, posted], [[], []]); // nothing has learned yet
  for (const only of [null, 1]) {
    const found = firstOf(labels, writers, "students", only);
    assert.deepEqual([found.map((i) => labels[i]), new Set(found.map((i) => writers[i])).size], [found.map((_i, number) => only ?? number), 10]);
  }
  page.leave();
});

test("digits that don't arrive are said, and can be fetched again", async () => {
  fails = true;
  const page = open("adults");
  learn(page);
  await until(() => page.text().includes("We couldn't fetch the training digits."));
  fails = false;
  assert.equal(page.all(".ink-primary")[0].disabled, false);
  learn(page);
  await until(() => page.reports.length);
  assert.deepEqual(page.reports.at(-1).rights, [["adults", 4600, 4100]]);
  assert.deepEqual(page.all("td").map(({ textContent }) => textContent), ["4,600", "399", "4,100", "901"]);
  assert.deepEqual(page.all("figcaption").map(({ textContent }) => textContent), ["0 as 4", "0 as 6", "1 as 2"]);
  page.leave();
});

test("three networks learn side by side, no network twice, and a measure marks the best", async () => {
  const page = open("fair", false);
  const before = posted.length;
  learn(page);
  await until(() => page.reports.at(-1)?.rights.length === 3);
  assert.deepEqual(posted.slice(before), ["students", "both"]);
  assert.ok(!page.text().includes("92.0%") && page.all("[role=group] button").every(({ disabled }) => disabled)); // before the guess
  page.give({ isOpen: true });
  assert.ok(page.text().includes("92.0%"));
  page.all("[role=group] button")[0].onclick();
  assert.equal(page.reports.at(-1).measure, 0);
  page.give({ best: "students" });
  assert.deepEqual(page.all(".ink-hands-best h4").map(({ textContent }) => textContent), ["Students only ✓"]);
  page.leave();
});

test("a network of one person reads that person's other digits", async () => {
  const page = open("writers");
  learn(page);
  await until(() => page.reports.at(-1)?.person);
  assert.deepEqual(page.reports.at(-1).person, [34, 38]);
  page.leave();
});

const LINE = [[140, 50], [140, 230]];
const HANDS = {
  line: [LINE], dot: [[[140, 140]]], wide: [[[20, 140], [260, 150]]], tiny: [[[140, 140], [144, 150]]], corner: [[[2, 2], [20, 30]]], cross: [LINE, [[60, 140], [220, 140]]],
  zigzag: [[[40, 40], [240, 80], [40, 120], [240, 200]]], ring: [Array.from({ length: 25 }, (_, i) => [140 + 70 * Math.sin(i / 4), 140 - 80 * Math.cos(i / 4)])],
  edge: [[[140, -20], [140, 300]]], many: Array.from({ length: 9 }, (_, i) => [[30 + 25 * i, 60], [40 + 25 * i, 220]]), full: Array.from({ length: 14 }, (_, i) => [[5, 10 + 20 * i], [275, 10 + 20 * i]]), slanted: [[[90, 230], [190, 50]]],
};

test("twelve hands finish each step in which one draws, whatever they draw", async () => {
  assert.equal(Object.keys(HANDS).length, 12);
  for (const [name, strokes] of Object.entries(HANDS)) {
    inklingHands.images.fill(null);
    Object.assign(inklingHands, { same: null, mark: null, after: null, one: null, sent: null });
    let page = open("mine");
    assert.match(page.text(), /Draw a 0/);
    for (let digit = 0; digit < 10; digit++) draw(page, strokes);
    const report = page.reports.at(-1);
    assert.deepEqual([report.drawn, report.own.length], [10, 3], name);
    const rows = page.all(".ink-hands-own tr").slice(1).map((row) => [...row.querySelectorAll("td")]);
    assert.deepEqual(report.own, rows.map((row) => row.filter(({ textContent }, digit) => textContent === `${digit}`).length), name);
    assert.ok(report.own.every((right) => right <= 10) && page.all(".ink-hands-map .ink-you").length === 2, name);
    page.leave();
    page = open("inside");
    const [before, after] = page.all("dd").map(({ textContent }) => textContent);
    assert.ok(/^[0-9a-f]{8}$/.test(before) && after === "–");
    draw(page, strokes, false);
    assert.deepEqual([page.reports.at(-1).same, page.all("dd")[1].textContent], [true, before], name);
    page.leave();
    page = open("missing");
    draw(page, strokes, false);
    assert.ok(page.reports.at(-1).ones.every((digit) => digit >= 0 && digit < 10), name);
    page.leave();
  }
});

test("the fingerprint differs if one weight does, and that is reported", () => {
  const page = open("inside");
  draw(page, HANDS.line, false);
  inklingHands.fits.adults.found.network.layers.at(-2).kernel[0] += 1e-6;
  draw(page, HANDS.line, false);
  assert.equal(page.reports.at(-1).same, false);
  page.leave();
});

test("a digit is drawn again, and a new session of Python gets the report once", async () => {
  const page = open("mine");
  page.all(".ink-hands-own button")[7].onclick();
  assert.match(page.text(), /Draw a 7/);
  draw(page, HANDS.ring, false);
  const next = page.all(".ink-row-of-buttons button")[1];
  assert.equal(next.hidden, false);
  next.onclick();
  assert.match(page.text(), /Tap a digit/);
  const { length } = page.reports;
  page.give({ has: false });
  page.give({ has: false });
  assert.equal(page.reports.length, length + 1);
  page.leave();
});
