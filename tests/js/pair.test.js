// The slider between two drawings: its keys, its flips, and both ends.

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/draw/pair/pair.js");
const { flipsOf } = await import("../../model/preprocess/flips.js");
const { Switched } = await import("../../views/draw/network/switched.js");
const { readings, slides } = await import("../../views/parts/component/reading.js");

const WORDS = Object.fromEntries(["unpin", "draw", "card", "looking", "no_flips", "no_digit"].map((name) => [name, name]));
Object.assign(WORDS, { pinned: "Kept", drawn: "Now", slider: "Way", at: "at {share}", flip: "{before} to {after} at {share}", flips: "first {before}; {parts}", from: "{share}: {answer}", none: "none" });

let leave;
const published = [];
slides.subscribe("test", (share) => published.push(share));

const probs = (digit) => Float32Array.from({ length: 10 }, (_, each) => (each === digit ? 0.91 : 0.01));

function begin(answerAt = () => 4) {
  const parent = parentOf("ink-pair");
  leave = show({ data: { words: WORDS }, parentElement: parent, setTriggerValue() {} });
  const reading = { classes, pinned: { probs: probs(4), isKnown: true, image: null }, probs: probs(9), isKnown: true, image: null, share: 1, version: 1, between: { answerAt, inkAt: () => new Uint8Array(0) } };
  readings.publish(reading);
  const root = parent.firstChild;
  return { root, slider: root.querySelector("input"), at: (share) => readings.publish({ ...reading, version: null, share }) };
}

afterEach(() => {
  leave();
  published.length = 0;
});

const pressed = (slider, key) => (assert.ok(slider.press(key), key), published.pop());

const classes = [..."0123456789"];

test("arrow keys move the slider by equal steps, within its ends", () => {
  const { slider, at } = begin();
  at(0.5);
  const [right, up, left, down] = ["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"].map((key) => pressed(slider, key));
  assert.ok(right > 0.5 && right < 0.6);
  assert.deepEqual([up, left, down], [right, 1 - right, 1 - right]);
  for (const [end, onward, back] of [[1, ["ArrowRight", "ArrowUp"], ["ArrowLeft", "ArrowDown"]], [0, ["ArrowLeft", "ArrowDown"], ["ArrowRight", "ArrowUp"]]]) {
    at(end);
    for (const key of onward) assert.equal(pressed(slider, key), end);
    for (const key of back) assert.equal(Math.abs(pressed(slider, key) - end), right - 0.5);
  }
});

test("other keys, Home and End among them, are left to the slider itself", () => {
  const { slider } = begin();
  for (const key of ["Home", "End", "Tab", "Enter", "a"]) assert.equal(slider.press(key), false);
  assert.deepEqual(published, []);
});

test("the pinned drawing's answer is at the start, the newest one's at the end", () => {
  const { root } = begin();
  assert.deepEqual(root.querySelectorAll("b").map((each) => each.textContent), ["4", "9"]);
  assert.deepEqual(root.querySelectorAll("small").map((each) => each.textContent), ["91.0%", "91.0%"]);
});

test("a slider that appears during a morph looks for flips, too", () => {
  const { at } = begin();
  at(0.5);
  leave();
  const parent = parentOf("ink-pair");
  leave = show({ data: { words: WORDS }, parentElement: parent, setTriggerValue() {} });
  assert.equal(parent.querySelector("p").textContent, "looking");
});

test("every flip has its mark in place, and clicks lead to either side of it", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { root, slider, at } = begin((share) => (share < 0.25 ? 4 : share < 0.75 ? null : 9));
  for (let i = 0; i < 50; i++) mock.timers.tick(1);
  const marks = root.querySelectorAll(".ink-flips button");
  assert.deepEqual(marks.map((each) => each.textContent), ["?", "9"]);
  assert.deepEqual(marks.map((each) => each.title.split(" at ")[0]), ["4 to none", "none to 9"]);
  assert.equal(root.dataset.flips, "2");
  marks.forEach((mark, i) => {
    const place = [0.25, 0.75][i];
    assert.ok(Math.abs(mark.style["--share"] - place) < 1 / 1024);
    mark.click();
    const high = published.pop();
    at(high);
    mark.click();
    const low = published.pop();
    assert.ok(low < place && place <= high && high - low <= 1 / 1024);
    assert.equal(slider.valueAsNumber, high);
  });
  mock.timers.reset();
});

test("a newly firing neuron has a solid ring, a newly silent one a dashed one, others none", () => {
  const switched = new Switched(Float32Array.of(0, 2, 3, 0), Float32Array.of(1, 0, 4, 0));
  const rings = [0, 1, 2, 3].map((number) => {
    const seen = [];
    let dash = [];
    switched.ring({ beginPath() {}, arc() {}, setLineDash: (pixels) => (dash = pixels), stroke: () => seen.push(dash.length > 0) }, [0, 0, 10, 10], number);
    assert.deepEqual(dash, [], "what is drawn next is whole");
    return seen;
  });
  assert.deepEqual(rings, [[false], [true], [], []]);
});

const passed = (milliseconds) => {
  for (let i = 0; i < milliseconds; i++) mock.timers.tick(1);
};
const tellsOf = (answerAt) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { root } = begin(answerAt);
  passed(50);
  mock.timers.reset();
  leave();
  return root.querySelector("p").textContent;
};

test("flips are listed in order with their answers, above three they're counted, and none is stated, too", () => {
  const steps = (...answers) => (share) => answers[Math.min(answers.length - 1, Math.floor(share * answers.length))];
  assert.equal(tellsOf(() => 4), "no_flips");
  assert.match(tellsOf(steps(4, 9)), /^first 4; (49\.9|50\.0)%: 9$/);
  assert.match(tellsOf(steps(null, 9)), /^first none; (49\.9|50\.0)%: 9$/);
  assert.match(tellsOf(steps(4, null, 7, 1)), /^first 4; (24\.9|25\.0)%: none; (49\.9|50\.0)%: 7; (74\.9|75\.0)%: 1$/);
  assert.equal(tellsOf(steps(4, null, 7, 1, 0)), "On the way, the answer flips 4 times.");
});

test("only the latest drawing's flips are searched for, and none once the page is left", () => {
  let [now, waiting] = [0, []];
  const clock = mock.method(performance, "now", () => (now += 5)); // two passes, and the page goes on
  const timer = mock.method(globalThis, "setTimeout", (call) => waiting.push(call));
  const cancel = mock.method(globalThis, "clearTimeout", (number) => delete waiting[number - 1]);
  const goOn = () => waiting.splice(0, waiting.length, ...Array(waiting.length)).forEach((call) => call?.());
  const passes = [0, 0];
  const of = (drawing) => ({ answerAt: () => (passes[drawing]++, 4), inkAt: () => new Uint8Array(0) });
  const publish = (drawing) => readings.publish({ classes, pinned: null, probs: probs(1), isKnown: true, image: null, share: 1, version: 2 + drawing, between: of(drawing) });
  begin();
  publish(0);
  for (let i = 0; i < 3; i++) goOn();
  const [old] = passes;
  publish(1);
  for (let i = 0; i < 3; i++) goOn();
  assert.ok(old > 0 && passes[1] > 0);
  leave();
  const before = [...passes];
  for (let i = 0; i < 3; i++) goOn();
  assert.deepEqual([passes[0], passes], [old, before]);
  for (const each of [clock, timer, cancel]) each.mock.restore();
});

test("the page gets a turn after every answer", () => {
  let asked = 0;
  const search = flipsOf((share) => (asked++, share > 0.3));
  for (let turns = 1; !search.next().done; turns++) assert.ok(asked <= turns);
});

test("a non-digit is called so, without a share, and a missing drawing is nothing", () => {
  const { root } = begin();
  const said = () => root.children.filter((each) => each.tagName === "FIGURE").map((end) => ["span", "b", "small"].map((tag) => end.querySelector(tag).textContent));
  assert.deepEqual(said(), [["Kept", "4", "91.0%"], ["Now", "9", "91.0%"]]);
  const reading = { classes, share: 1, version: 2, between: null, image: null };
  readings.publish({ ...reading, pinned: { probs: probs(0), isKnown: false, image: null }, probs: probs(0), isKnown: true });
  assert.deepEqual(said(), [["Kept", "no_digit", ""], ["Now", "0", "91.0%"]]);
  readings.publish({ ...reading, pinned: null, probs: null, isKnown: null });
  assert.deepEqual(said(), [["Kept", "", ""], ["Now", "", ""]]);
  assert.equal(root.querySelector("p").textContent, "draw");
  assert.equal(root.querySelector("input").disabled, true);
});

test("while the slider moves its share is announced and the newest answer stays", () => {
  const { root, slider } = begin();
  assert.deepEqual([slider.valueAsNumber, slider.disabled], [1, false]);
  const between = { answerAt: () => 4, inkAt: () => new Uint8Array(0) };
  readings.publish({ classes, pinned: { probs: probs(4), isKnown: true, image: null }, probs: probs(1), isKnown: true, image: null, share: 0.25, version: null, between });
  assert.deepEqual(root.querySelectorAll("b").map((each) => each.textContent), ["4", "9"]);
  assert.deepEqual([slider.getAttribute("aria-valuetext"), slider.valueAsNumber], ["at 25.0%", 0.25]);
});

test("the morph's ink lies over the canvas in the pen's color, until its end or until the page is left", () => {
  const canvas = parentOf("st-key-canvas").firstChild;
  const page = document.documentElement.classList;
  begin();
  const between = { answerAt: () => 4, inkAt: (share) => Uint8Array.of(0, 255 * share) };
  const at = (share) => readings.publish({ classes, pinned: null, probs: probs(4), isKnown: true, image: null, share, version: null, between });
  assert.deepEqual([page.contains("ink-paired"), page.contains("ink-slid"), canvas.children.length], [true, false, 0]);
  at(0);
  const [overlay] = canvas.children;
  let painted;
  overlay.context.putImageData = ({ data }) => (painted = [...data.slice(0, 8)]);
  at(0.4);
  const ink = [1, 3, 5].map((start) => parseInt(globalThis.inklingConstants.INK.slice(start, start + 2), 16));
  assert.deepEqual(painted, [...ink, 0, ...ink, 102]);
  assert.deepEqual([page.contains("ink-slid"), canvas.children.length, overlay.width, overlay.getAttribute("aria-hidden")], [true, 1, 280, "true"]);
  at(1);
  assert.deepEqual([page.contains("ink-slid"), canvas.children.length], [false, 0]);
  at(0.5);
  leave();
  assert.deepEqual([page.contains("ink-paired"), page.contains("ink-slid"), canvas.children.length], [false, false, 0]);
});

test("with the drawing's card open, the share shown is stated", () => {
  const card = parentOf("st-key-neuron");
  card.firstChild.innerHTML = "<h3></h3>";
  const { root, at } = begin();
  const said = () => root.querySelector("p").textContent;
  const before = said();
  at(0.5);
  assert.equal(said(), "card");
  at(1);
  assert.equal(said(), before);
  card.remove();
  at(0.5);
  assert.equal(said(), before);
});

test("both ends show their own image, pixel by pixel, or are blank", () => {
  const { root } = begin();
  const [pinned, drawn] = root.querySelectorAll("canvas");
  const painted = new Map();
  for (const each of [pinned, drawn]) {
    each.context.putImageData = ({ data }) => painted.set(each, [...new Uint32Array(data.buffer)]);
    each.context.clearRect = () => painted.set(each, null);
  }
  const image = (lit) => Float32Array.from({ length: 784 }, (_, pixel) => Number(pixel === lit));
  readings.publish({ classes, pinned: { probs: probs(4), isKnown: true, image: image(3) }, probs: probs(9), isKnown: true, image: image(700), share: 1, version: 3, between: null });
  const brightest = (canvas) => painted.get(canvas).findIndex((color) => color !== painted.get(canvas)[1]);
  assert.deepEqual([pinned, drawn].map(brightest), [3, 700]);
  readings.publish({ classes, pinned: null, probs: null, image: null, share: 1, version: 4, between: null });
  assert.deepEqual([painted.get(pinned), painted.get(drawn)], [null, null]);
});

test("both ends and the slider have visible and spoken names, and a hint to let go", () => {
  const { root, at } = begin((share) => (share < 0.5 ? 4 : 9));
  const [pinned, drawn] = root.querySelectorAll("canvas");
  assert.deepEqual([pinned, drawn, root.querySelector("input")].map((each) => each.getAttribute("aria-label")), ["Kept", "Now", "Way"]);
  assert.equal(root.querySelector(".ink-as-link").textContent, "unpin");
  const card = parentOf("st-key-neuron");
  card.firstChild.innerHTML = "<h3></h3>";
  WORDS.card = "shown at {share}";
  at(0.25);
  assert.equal(root.querySelector("p").textContent, "shown at 25.0%");
  WORDS.card = "card";
  card.remove();
});

test("without flips the one answer is stated", () => {
  WORDS.no_flips = "always {answer}";
  assert.deepEqual([tellsOf(() => 4), tellsOf(() => null)], ["always 4", "always none"]);
  WORDS.no_flips = "no_flips";
});

test("the slider reports its place once per frame, until the page is left", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { slider } = begin();
  for (const share of [0.25, 0.5]) {
    slider.valueAsNumber = share;
    slider.oninput();
  }
  assert.deepEqual(published, []);
  mock.timers.tick(16);
  assert.deepEqual(published.splice(0), [0.5]);
  slider.oninput();
  leave();
  mock.timers.tick(100);
  assert.deepEqual(published, []);
  mock.timers.reset();
});

test("a slow search for flips continues until all are found", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let now = 0;
  const clock = mock.method(performance, "now", () => (now += 5)); // two answers, and the page goes on
  const { root } = begin((share) => (share < 0.25 ? 4 : 9));
  passed(500);
  assert.equal(root.dataset.flips, "1");
  clock.mock.restore();
  mock.timers.reset();
});
