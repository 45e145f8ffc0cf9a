// Reading the ink: whatever was requested before, a Reading matches its drawing, neurons and share.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { parentOf } from "./page.js";
import "./window.js";
import { NOTHING, PIXELS, SEVEN, THREE, draw, network } from "./halves.js";

const { default: show } = await import("../../views/draw/canvas/live_ink.js");
const { drawings, readings, selectionIn, selections, slides, surfaces } = await import("../../views/parts/component/reading.js");

const SETTLED = 2000; // milliseconds after which Python's drawing counts, whatever has been drawn

const NETWORK = network("net");
const off = (number) => [{ layer: "hidden1", number, factor: 0 }];
const answer = ({ probs }) => probs.indexOf(Math.max(...probs));
const morph = (before, after) => ({ before, after, moved: [], gone: [], come: [], of_images: true });

let leave, reports, change;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [reports, change] = [[], 0];
  selections.publish({ network: "net", selected: null, factors: [] });
  leave = show({ data: NETWORK, parentElement: parentOf("ink-live-ink"), setTriggerValue: (...report) => reports.push(report) });
});

afterEach(() => {
  leave();
  drawings.last = readings.last = null;
  mock.timers.reset();
});

// A drawing of another step, unless one is given.
const send = (given) => drawings.publish({ change: ++change, version: change, origin: "", hint: "", morph: null, image: null, ...given });
const turn = (factors, network = "net") => selections.publish({ network, selected: null, factors });

test("a drawing is read with the neurons that are off, and has its values with none off", () => {
  send({ image: THREE });
  assert.equal(answer(readings.last), 3);
  assert.equal(readings.last.before, null);
  turn(off(0));
  assert.equal(answer(readings.last), 7);
  assert.equal(answer({ probs: readings.last.before }), 3);
  turn(off(0), "another");
  assert.equal(answer(readings.last), 3); // a neuron that is off is off in another network, too
  assert.deepEqual(selectionIn("net").factors, []);
  turn([]);
  assert.equal(answer(readings.last), 3);
});

test("a non-digit is called so, and blank paper has no reading", () => {
  const seen = [THREE, NOTHING, SEVEN].map((drawn) => (send({ image: drawn }), readings.last.isDigit));
  assert.deepEqual(seen, [true, false, true]);
  send({ image: null });
  assert.deepEqual([readings.last.image, readings.last.probs, readings.last.activations], [null, null, null]);
});

test("the kept drawing is read both unchanged and with the neurons that are off", () => {
  const kept = [[THREE, [], 3], [SEVEN, [], 7], [THREE, [], 3], [THREE, off(0), 7], [SEVEN, off(0), 7], [SEVEN, off(1), 3], [SEVEN, [], 7]];
  for (const [before, factors, expected] of kept) {
    turn(factors);
    send({ image: SEVEN, morph: morph(before, SEVEN) });
    assert.equal(answer(readings.last.kept), expected);
    assert.equal(readings.last.kept.image, before);
  }
  send({ image: SEVEN });
  assert.equal(readings.last.kept, null);
});

test("between two drawings the morph is read, without a version or a hint", () => {
  send({ image: SEVEN, hint: "larger", morph: morph(THREE, SEVEN) });
  assert.deepEqual([readings.last.version, readings.last.hint, readings.last.share], [change, "larger", 1]);
  for (const [share, expected] of [[0, THREE], [1, SEVEN], [0, THREE]]) {
    slides.publish(share);
    assert.equal(readings.last.image, expected);
    assert.equal(readings.last.version, share === 1 ? change : null);
    assert.equal(readings.last.hint, share === 1 ? "larger" : "");
    assert.deepEqual([0, 1].map(readings.last.between.answerAt), [3, 7]);
  }
  send({ image: THREE, morph: morph(SEVEN, THREE) });
  assert.deepEqual([readings.last.share, answer(readings.last)], [1, 3]);
});

test("without a morph the slider does nothing", () => {
  send({ image: SEVEN });
  slides.publish(0.5);
  assert.deepEqual([readings.last.share, readings.last.image], [1, SEVEN]);
  send({ image: null, morph: { ...morph(THREE, null) } });
  slides.publish(0.5);
  assert.equal(readings.last.share, 1);
});

const stroke = () => draw(() => {});

test("new ink is read until Python has it, another step comes, or time is up", () => {
  send({ image: THREE });
  stroke();
  const drawn = readings.last.image;
  assert.notEqual(drawn, THREE);
  assert.equal(readings.last.version, null);
  send({ image: THREE, change }); // as it was before
  assert.deepEqual([readings.last.image, readings.last.version], [drawn, null]);
  const same = drawn.map((value) => value * 0.99);
  send({ image: same, change });
  assert.deepEqual([readings.last.image, readings.last.version], [same, drawings.last.version]);

  stroke();
  send({ image: SEVEN }); // undone, or a sample
  assert.deepEqual([readings.last.image, readings.last.version], [SEVEN, drawings.last.version]);

  stroke();
  send({ image: THREE, change });
  assert.equal(readings.last.version, null);
  mock.timers.tick(SETTLED);
  assert.deepEqual([readings.last.image, readings.last.version], [THREE, drawings.last.version]);
});

test("Python's answer to a stroke may come before its last picture", () => {
  send({ image: THREE });
  stroke();
  const drawn = readings.last.image;
  send({ image: SEVEN });
  draw(() => send({ image: drawn, change }));
  assert.deepEqual([readings.last.image, readings.last.version], [drawn, drawings.last.version]);
});

test("less ink is other ink, just as more ink is", () => {
  for (const by of [-0.05, 0.05]) {
    send({ image: THREE });
    stroke();
    const drawn = readings.last.image;
    send({ image: drawn.map((value) => value + by), change });
    assert.equal(readings.last.version, null, `${by}`);
    send({ image: drawn.map((value) => value + by / 5), change });
    assert.equal(readings.last.version, change);
  }
});

test("a drawing's origin comes with its version, and dark means that no detector neuron fires", () => {
  send({ image: THREE, origin: "A sample." });
  assert.deepEqual([readings.last.origin, readings.last.isDark], ["A sample.", false]);
  turn([...off(0)]);
  assert.equal(readings.last.isDark, false); // the other one does
  turn([...off(0), ...off(1)]);
  assert.equal(readings.last.isDark, true);
  turn([]);
  stroke();
  assert.deepEqual([readings.last.origin, readings.last.time === null], ["", false]);
});

test("while drawing, no reading is repeated for its lines, and a resting pen gets lines of its own", () => {
  const { now } = performance;
  let clock = 1000;
  performance.now = () => clock;
  const pass = (milliseconds) => mock.timers.tick(((clock += milliseconds), milliseconds));
  const told = [];
  send({ image: THREE });
  draw((surface, event) => {
    readings.subscribe("lines", (reading) => reading.activations && told.push(reading.evidence()));
    told.length = 0;
    for (let picture = 0; picture < 5; picture++) {
      pass(130); // longer than lines have to stay, at every other one
      document.dispatchEvent(event("pointermove"));
      pass(20);
    }
    assert.equal(told.length, 5);
    assert.deepEqual([1, 2, 3, 4].map((picture) => told[picture] === told[picture - 1]), [false, true, false, true]);
    pass(1000);
    assert.equal(told.length, 6);
    assert.notEqual(told[5], told[4]);
  });
  readings.unsubscribe("lines");
  performance.now = now;
});

test("ink that Python gets later is marked as waiting, isn't read twice, and stops waiting when known or extended", () => {
  const waits = () => readings.last.isWaiting;
  const say = (isWaiting) => surfaces.publish({ number: 0, isOwn: false, isWaiting });
  send({ image: THREE });
  say(true);
  assert.equal(waits(), false); // Python's own
  say(false);
  draw((surface, event) => {
    document.dispatchEvent(event("pointermove"));
    say(true);
    assert.equal(waits(), false);
  });
  const drawn = readings.last;
  say(false);
  say(true);
  assert.deepEqual([waits(), readings.last.image === drawn.image, readings.last.activations === drawn.activations], [true, true, true]);
  draw((surface, event) => {
    document.dispatchEvent(event("pointermove"));
    mock.timers.tick(100);
    assert.equal(waits(), false);
  });
  send({ image: readings.last.image });
  assert.deepEqual([waits(), readings.last.version !== null], [false, true]);
  surfaces.last = null;
});

test("slow readings move to a thread, and outdated ones are dropped", () => {
  const { now } = performance;
  let clock = 1000;
  performance.now = () => (clock += 20); // everything takes long
  const tasks = [];
  let thread;
  globalThis.Worker = class {
    constructor() {
      thread = this;
    }
    postMessage(data) {
      tasks.push(data);
    }
    terminate() {
      this.isEnded = true;
    }
  };
  const answer = (image) => thread.onmessage({ data: { image, hint: "", read: { image, activations: { hidden1_relu: [], probs: [] }, probs: [], digitLogits: null, isDigit: true } } });
  const move = (event) => (document.dispatchEvent(event("pointermove")), mock.timers.tick(100));
  send({ image: THREE });
  draw((surface, event) => {
    move(event);
    assert.deepEqual([tasks.length, readings.last.image !== THREE], [1, true]); // the network; meanwhile it's read here
    thread.onmessage({ data: true });
    const before = readings.last;
    move(event);
    move(event);
    assert.deepEqual([tasks.length, readings.last], [2, before]); // the next one waits for this one
    answer(SEVEN);
    assert.deepEqual([readings.last.image, readings.last.version], [SEVEN, null]);
    move(event);
    turn(off(0));
    const turned = readings.last;
    answer(NOTHING); // with none off
    assert.equal(readings.last, turned);
    turn([]);
  });
  const { image, version } = readings.last; // of the finished stroke, which is read here
  assert.ok(image !== THREE && image !== SEVEN && version === null);
  leave();
  assert.ok(thread.isEnded);
  delete globalThis.Worker;
  performance.now = now;
});
