// How the ink is read: the network's file or message; which messages of Python and canvas count; what is requested again.

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, mock, test } from "node:test";
import { parentOf } from "./page.js";
import { SEVEN, THREE, draw, give, image, morph, network, slow } from "./halves.js";

const { default: show } = await import("../../views/draw/canvas/live_ink.js");
const { drawings, readings, selections, slides, surfaces } = await import("../../views/parts/component/reading.js");

const later = setImmediate;
const turns = async (count = 50) => {
  for (let i = 0; i < count; i++) await new Promise((done) => later(done));
};
const until = async (holds) => {
  for (let i = 0; i < 100_000 && !holds(); i++) await turns(1); // a file is unpacked in another thread
  assert.ok(holds());
};
const { now, fetch } = globalThis.performance && { now: performance.now, fetch: globalThis.fetch };

let pass, parent, reports, leave, received, asked;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [parent, reports, received, asked] = [parentOf("ink-live-ink"), [], [], []];
  selections.publish({ network: "net", selected: null, factors: [] });
  readings.subscribe("test", (reading) => received.push(reading));
  leave = () => {};
});

afterEach(() => {
  leave();
  readings.unsubscribe("test");
  for (const channel of [drawings, readings, surfaces]) channel.last = null;
  performance.now = now;
  globalThis.fetch = fetch;
  delete globalThis.Worker;
  mock.timers.reset();
});

const begin = (data = network("net")) => (leave = show({ data, parentElement: parent, setTriggerValue: (...report) => reports.push(report) }));
const turn = (factors, selected = null) => selections.publish({ network: "net", selected, factors });
const off = (number) => [{ layer: "hidden1", number, factor: 0 }];
const answer = ({ probs }) => probs.indexOf(Math.max(...probs));

// Sets the answer for a network's address, once it comes.
function serve(answers) {
  globalThis.fetch = (address) => (asked.push(address), new Promise((come) => (answers[address] = come)));
}

const apart = (bytes) => bytes.map((_, place) => bytes[(place % (bytes.length / 4)) * 4 + Math.floor(place / (bytes.length / 4))]);
const found = (name) => new Response(gzipSync(apart(network(name))));

test("a network's file is fetched once, and read like its message", async () => {
  const answers = {};
  serve(answers);
  begin({ address: "/net.bin" });
  give({ image: THREE });
  assert.deepEqual([readings.last?.network ?? null, readings.last?.probs ?? null], [null, null]);
  begin({ address: "/net.bin" });
  answers["/net.bin"](found("net"));
  await until(() => readings.last?.network);
  assert.deepEqual([asked, readings.last.network, answer(readings.last), reports], [["/net.bin"], "net", 3, []]);
});

test("a network without a drawing has no version, and nothing is requested", async () => {
  begin();
  await turns(3);
  const { network, version, origin, image, pinned, between, isDark } = readings.last;
  assert.deepEqual([network, version, origin, image, pinned, between, !!isDark], ["net", null, "", null, null, null, false]);
});

test("if the file fails to load its message is requested, unless another network is chosen meanwhile", async () => {
  const answers = {};
  serve(answers);
  begin({ address: "/net.bin" });
  answers["/net.bin"]({ ok: false, status: 404 });
  await turns();
  assert.deepEqual(reports, [["missing", "/net.bin"]]);
  begin({ address: "/old.bin" });
  begin({ address: "/new.bin" });
  answers["/old.bin"]({ ok: false, status: 404 });
  await turns();
  assert.equal(reports.length, 1);
  answers["/new.bin"](found("new"));
  await until(() => readings.last?.network === "new");
});

test("a network that arrives after a later choice, or after the page is left, is dropped", async () => {
  const answers = {};
  serve(answers);
  begin({ address: "/old.bin" });
  begin(network("new"));
  answers["/old.bin"](found("old"));
  begin({ address: "/third.bin" });
  leave();
  answers["/third.bin"](found("third"));
  begin({ address: "/last.bin" });
  answers["/last.bin"](found("last"));
  await until(() => readings.last?.network === "last");
  assert.deepEqual([...new Set(received.map(({ network }) => network))], ["new", "last"]);
});

test("a reading's questions and lines are answered by its own network", () => {
  begin();
  give({ image: THREE });
  const { digitLogits, lines, evidence, probs } = readings.last;
  assert.equal(digitLogits.length, 10);
  assert.ok(digitLogits.every((each) => each === digitLogits[0]) && digitLogits[0] >= 1); // all of them use the sum of both halves
  const chosen = lines({ layer: "hidden1", index: [0] });
  assert.ok(chosen.length && chosen.every(({ from, to }) => [from, to].some(({ layer, flatIndex }) => layer.name === "hidden1" && flatIndex === 0)));
  assert.deepEqual([evidence().winner, probs.indexOf(Math.max(...probs))], [3, 3]);
});

test("a network that arrives during a stroke has lines of its own", () => {
  begin();
  give({ image: THREE });
  draw(() => {
    const lines = readings.last.evidence();
    begin(network("other"));
    assert.equal(readings.last.network, "other");
    assert.notEqual(readings.last.evidence(), lines);
  });
});

test("a network without a detector reads everything as a digit, and nothing is dark", () => {
  const message = network("net");
  const text = new TextDecoder().decode(message);
  const start = text.indexOf('"novelty":');
  const [open, close] = [text.indexOf("{", start), text.lastIndexOf("}}")];
  message.set(new TextEncoder().encode(`null${" ".repeat(close - open - 3)}`), open); // as many bytes
  begin(message);
  give({ image: image(0, 0) });
  assert.deepEqual([readings.last.isKnown, readings.last.digitLogits, readings.last.isDark], [true, null, false]);
});

test("an unmoved slider and a repeated choice send nothing; new ink has no morph", () => {
  begin();
  give({ image: SEVEN, morph: morph(THREE, SEVEN) });
  const count = () => received.splice(0).length;
  count();
  slides.publish(0);
  assert.equal(count(), 1);
  slides.publish(0);
  turn([]);
  turn([], { layer: "hidden1", index: [1] });
  assert.equal(count(), 0);
  turn(off(0));
  assert.equal(count(), 1);
  draw();
  count();
  slides.publish(0.5);
  assert.deepEqual([count(), readings.last.share, readings.last.between], [0, 1, null]);
});

test("the pinned drawing is read once, and again by another network", async () => {
  begin();
  give({ image: SEVEN, morph: morph(THREE, SEVEN) });
  const { pinned } = readings.last;
  slides.publish(0);
  assert.equal(readings.last.pinned, pinned);
  begin(network("other"));
  await turns(3);
  assert.notEqual(readings.last.pinned, pinned);
  assert.equal(answer(readings.last.pinned), 3);
});

function onMachine(milliseconds) {
  const machine = slow(milliseconds);
  pass = machine.pass;
  return machine.threads;
}

const strokes = (count) => {
  for (let i = 0; i < count; i++) draw((move) => (pass(100), move(), pass(100), move(), pass(100)));
};

test("with quick readings, or without a network, there is no thread", async () => {
  let threads = onMachine(0.5);
  begin();
  give({ image: THREE });
  strokes(3);
  assert.equal(threads.length, 0);
  leave();
  threads = onMachine(20);
  serve({});
  begin({ address: "/net.bin" });
  strokes(3);
  assert.equal(threads.length, 0);
});

test("a thread reads while the pen is down, attributes only without a selected neuron, and ends with its network", async () => {
  const threads = onMachine(20);
  begin();
  give({ image: THREE });
  strokes(2);
  assert.equal(threads.length, 1);
  threads[0].onmessage({ data: true });
  const tasks = threads[0].tasks.splice(0) && threads[0].tasks;
  const result = { image: THREE, hint: "", read: null, evidence: null };
  for (const [selected, explains] of [[null, true], [{ layer: "hidden1", index: [0] }, false]]) {
    turn([], selected);
    draw((move) => {
      for (let i = 0; i < 30; i++) {
        move();
        pass(100);
        threads[0].onmessage({ data: result });
      }
    });
    assert.equal(tasks.splice(0).some((task) => task.explains), explains);
  }
  begin(network("other"));
  await turns(3);
  assert.equal(threads[0].isEnded, true);
  strokes(2);
  assert.deepEqual([threads.length, threads[1].tasks[0].network], [2, "other"]);
});

test("a slow machine shows a finished stroke's answer first and its lines later, a quick one both at once", () => {
  for (const [milliseconds, isLate] of [[20, true], [0.5, false]]) {
    onMachine(milliseconds);
    begin();
    give({ image: SEVEN });
    const explained = [];
    readings.subscribe("lines", (reading) => reading.activations && explained.push(reading.evidence()));
    strokes(1);
    pass(5000);
    const before = explained.at(-1);
    explained.length = 0;
    draw();
    assert.equal(explained.at(-1) === before, isLate, `${milliseconds}`);
    pass(5000);
    assert.notEqual(explained.at(-1), before);
    readings.unsubscribe("lines");
    leave();
    drawings.last = readings.last = null;
  }
});
