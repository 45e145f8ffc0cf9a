// Damage to the drawing: what is read, where the answer flips, and whose choice counts.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { parentOf } from "./page.js";
import { NOTHING, SEVEN, THREE, draw, give, network } from "./halves.js";

const { default: read } = await import("../../views/draw/canvas/live_ink.js");
const { default: show } = await import("../../views/draw/breaking/breaking.js");
const { drawings, readings, selections } = await import("../../views/parts/component/reading.js");

const frames = [];
globalThis.requestAnimationFrame = (call) => frames.push(call);
globalThis.cancelAnimationFrame = () => (frames.length = 0);
const search = () => {
  while (frames.length) frames.shift()();
};

const DEGREES = Array.from({ length: 19 }, (_, i) => 10 * i);
const kind = (kind, degrees) => ({ kind, name: kind, degrees, texts: degrees.map((degree) => `${kind} ${degree}`), ticks: degrees.map(String) });
const KINDS = [kind("slid", [0, 1, 2, 10]), kind("turned", DEGREES), kind("noised", [0, 5])];
const NAMES = ["kind", "degree", "centered", "undo", "draw", "looking", "same"];
const WORDS = { ...Object.fromEntries(NAMES.map((name) => [name, name])), other: "was {digit}", from: "{share}: {answer}", flips: "first {before}; {parts}", no_flips: "always {answer}" };
const chosen = (kind, degree = 0, centered = false) => ({ kind, degree, centered });

let leaves, root, parent, reports;

function take(choice) {
  const degrees = { slid: 0, turned: 0, noised: 0, [choice.kind]: choice.degree };
  const setTriggerValue = (name, { kind, place, centered }) => reports.push([name, chosen(kind, KINDS.find((each) => each.kind === kind).degrees[place], centered)]);
  return show({ data: { kinds: KINDS, choice, degrees, noise: "", none: "none", words: WORDS }, parentElement: parent, setTriggerValue });
}

beforeEach(() => {
  [reports, parent] = [[], parentOf("ink-breaking")];
  selections.publish({ network: "net", selected: null, factors: [] });
  leaves = [read({ data: network("net"), parentElement: parentOf("ink-live-ink") })];
  give({ image: THREE });
  leaves.unshift(take(chosen("turned")));
  root = parent.firstChild;
});

afterEach(() => {
  for (const leave of leaves) leave();
  drawings.last = readings.last = null;
  frames.length = 0;
});

const slider = () => root.querySelector("input[type=range]");
const slide = (place) => {
  slider().valueAsNumber = place;
  slider().oninput();
};
const answer = ({ probs }) => probs.indexOf(Math.max(...probs));

test("while the slider moves, the damaged image is read, beside the drawing itself, and Python isn't told", () => {
  const version = readings.last.version;
  slide(18); // upside down
  assert.deepEqual([answer(readings.last), answer(readings.last.undamaged)], [7, 3]);
  assert.deepEqual([readings.last.version, readings.last.undamaged.version], [null, version]);
  assert.equal(readings.last.before, readings.last.undamaged.probs);
  assert.deepEqual(reports, []);
  slider().onchange();
  assert.deepEqual(reports, [["picked", chosen("turned", 180)]]);
  take(chosen("turned", 180));
  assert.equal(readings.last.version, version);
  slide(0);
  assert.deepEqual([answer(readings.last), readings.last.undamaged], [3, undefined]);
});

test("new ink is damaged, too, and only once when it's published again", () => {
  slide(18);
  draw();
  const { image } = readings.last;
  readings.publish({ ...readings.last, isWaiting: true });
  assert.deepEqual([readings.last.image, readings.last.isWaiting], [image, true]);
  give({ image: SEVEN });
  assert.equal(answer(readings.last), 3);
});

test("where the answer flips is marked and said, and a mark leads there", () => {
  search();
  const marks = root.querySelectorAll(".ink-flips button");
  assert.ok(marks.length > 0);
  assert.equal(marks.at(-1).textContent, "7");
  assert.match(root.querySelector("p").textContent, /^first 3; .*: 7$/);
  marks.at(-1).click();
  const { degree } = reports.at(-1)[1];
  assert.equal(answer(readings.last), 7);
  assert.match(root.querySelector("p").textContent, /^was 3 first 3; /);
  slide(DEGREES.indexOf(degree) - 1);
  assert.notEqual(answer(readings.last), 7);
});

test("a drawing that stays what it is has no marks", () => {
  give({ image: NOTHING });
  search();
  assert.equal(root.querySelectorAll(".ink-flips button").length, 0);
  assert.equal(root.querySelector("p").textContent, "always none");
});

test("the newest choice counts, until Python has answered it", () => {
  const [first, second] = root.querySelectorAll(".ink-kinds button");
  first.click();
  second.click();
  take(chosen("slid"));
  assert.equal(second.getAttribute("aria-pressed"), "true");
  take(chosen("turned"));
  take(chosen("slid", 2)); // another tab's link, for example
  assert.deepEqual([first.getAttribute("aria-pressed"), slider().valueAsNumber], ["true", 2]);
});

test("each kind keeps its degree, and clearing the canvas undoes the damage", async () => {
  slide(9);
  slider().onchange();
  root.querySelectorAll(".ink-kinds button")[0].click();
  root.querySelectorAll(".ink-kinds button")[1].click();
  assert.deepEqual(reports.at(-1)[1], chosen("turned", 90));
  give({ image: null });
  await null;
  assert.deepEqual(reports.at(-1)[1], chosen("turned", 0));
});

test("on another page nothing is damaged", () => {
  slide(18);
  leaves.shift()();
  assert.deepEqual([answer(readings.last), readings.last.undamaged], [3, undefined]);
  give({ image: SEVEN });
  assert.equal(answer(readings.last), 7);
});
