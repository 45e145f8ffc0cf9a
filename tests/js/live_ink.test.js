// Reading the ink: whatever was requested before, a Reading matches its drawing, neurons and share.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { parentOf } from "./page.js";
import { NOTHING, PIXELS, SEVEN, THREE, answer as known, draw, give, morph, network, slow } from "./halves.js";

const { default: show } = await import("../../views/draw/canvas/live_ink.js");
const { drawings, inks, readings, selectionIn, selections, slides, surfaces } = await import("../../views/parts/component/reading.js");

const NETWORK = network("net");
const off = (number) => [{ layer: "hidden1", number, factor: 0 }];
const answer = ({ probs }) => probs.indexOf(Math.max(...probs));

const { now } = performance;
let leave, reports;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  reports = [];
  selections.publish({ network: "net", selected: null, factors: [] });
  leave = show({ data: NETWORK, parentElement: parentOf("ink-live-ink"), setTriggerValue: (...report) => reports.push(report) });
});

afterEach(() => {
  leave();
  drawings.last = readings.last = null;
  performance.now = now;
  delete globalThis.Worker;
  mock.timers.reset();
});

const turn = (factors, network = "net") => selections.publish({ network, selected: null, factors });

test("a drawing is read with the neurons that are off, and has its values with none off", () => {
  give({ image: THREE });
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
  const seen = [THREE, NOTHING, SEVEN].map((drawn) => (give({ image: drawn }), readings.last.isKnown));
  assert.deepEqual(seen, [true, false, true]);
  give({ image: null });
  turn(off(0));
  assert.deepEqual([readings.last.image, readings.last.probs, readings.last.activations, readings.last.before], [null, null, null, null]);
});

test("the pinned drawing is read both unchanged and with the neurons that are off", () => {
  const cases = [[THREE, [], 3], [SEVEN, [], 7], [THREE, [], 3], [THREE, off(0), 7], [SEVEN, off(0), 7], [SEVEN, off(1), 3], [SEVEN, [], 7]];
  for (const [before, factors, expected] of cases) {
    turn(factors);
    give({ image: SEVEN, morph: morph(before, SEVEN) });
    assert.equal(answer(readings.last.pinned), expected);
    assert.equal(readings.last.pinned.image, before);
  }
  give({ image: SEVEN });
  assert.equal(readings.last.pinned, null);
});

test("between two drawings the morph is read, without a version or a hint", () => {
  const version = give({ image: SEVEN, hint: "larger", morph: morph(THREE, SEVEN) });
  assert.deepEqual([readings.last.version, readings.last.hint, readings.last.share], [version, "larger", 1]);
  for (const [share, expected] of [[0, THREE], [1, SEVEN], [0, THREE]]) {
    slides.publish(share);
    assert.equal(readings.last.image, expected);
    assert.equal(readings.last.version, share === 1 ? version : null);
    assert.equal(readings.last.hint, share === 1 ? "larger" : "");
    assert.deepEqual([0, 1].map(readings.last.between.answerAt), [3, 7]);
  }
  give({ image: THREE, morph: morph(SEVEN, THREE) });
  assert.deepEqual([readings.last.share, answer(readings.last)], [1, 3]);
});

test("without a morph the slider does nothing", () => {
  give({ image: SEVEN });
  slides.publish(0.5);
  assert.deepEqual([readings.last.share, readings.last.image], [1, SEVEN]);
  give({ image: null, morph: { ...morph(THREE, null) } });
  slides.publish(0.5);
  assert.equal(readings.last.share, 1);
});

test("new ink is read until Python has answered it, and an older answer doesn't count", () => {
  give({ image: THREE });
  draw();
  const drawn = readings.last.image;
  assert.ok(drawn !== THREE && readings.last.version === null);
  known({ number: 0, image: THREE }); // as it was before
  assert.deepEqual([readings.last.image, readings.last.version], [drawn, null]);
  const version = known({ image: SEVEN });
  assert.deepEqual([readings.last.image, readings.last.version], [SEVEN, version]);
  draw();
  give({ image: THREE }); // a sample
  assert.equal(readings.last.image, THREE);
});

test("Python's answer to a stroke may come before its last picture, which isn't read then", () => {
  give({ image: THREE });
  draw();
  const version = known({ image: SEVEN });
  inks.publish({ alpha: null, isDown: false, done() {} });
  assert.deepEqual([readings.last.image, readings.last.version], [SEVEN, version]);
});

test("a stroke that drew nothing leaves Python's reading", () => {
  const version = give({ image: THREE });
  draw((move) => {
    move();
    inks.publish({ alpha: null, isDown: false, done() {} });
    assert.deepEqual([readings.last.image, readings.last.version], [THREE, version]);
  });
});

test("during a stroke Python's drawing doesn't count, but after it", () => {
  give({ image: THREE });
  draw((move) => {
    surfaces.publish({ isDown: true });
    const before = readings.last;
    give({ image: SEVEN });
    assert.equal(readings.last, before);
    surfaces.publish({ isDown: false });
    move();
  });
  assert.equal(readings.last.version, null);
  surfaces.last = null;
});

test("a drawing's origin comes with its version, and dark means that no detector neuron fires", () => {
  give({ image: THREE, origin: "A sample." });
  assert.deepEqual([readings.last.origin, readings.last.isDark], ["A sample.", false]);
  turn([...off(0)]);
  assert.equal(readings.last.isDark, false); // the other one does
  turn([...off(0), ...off(1)]);
  assert.equal(readings.last.isDark, true);
  turn([]);
  draw();
  assert.deepEqual([readings.last.origin, readings.last.time === null], ["", false]);
});

test("while drawing, no reading is repeated for its lines, and a resting pen gets lines of its own", () => {
  const { pass } = slow(0);
  const evidence = [];
  give({ image: THREE });
  draw((move) => {
    readings.subscribe("lines", (reading) => reading.activations && evidence.push(reading.evidence()));
    evidence.length = 0;
    for (let picture = 0; picture < 5; picture++) {
      pass(150); // longer than lines have to stay, at every other one
      move();
    }
    assert.equal(evidence.length, 5);
    assert.deepEqual([1, 2, 3, 4].map((picture) => evidence[picture] === evidence[picture - 1]), [false, true, false, true]);
    pass(1000);
    assert.equal(evidence.length, 6);
    assert.notEqual(evidence[5], evidence[4]);
  });
  readings.unsubscribe("lines");
});

test("ink that Python gets later is marked as waiting, isn't read twice, and stops waiting when known or extended", () => {
  const waits = () => readings.last.isWaiting;
  const say = (isWaiting) => surfaces.publish({ isWaiting });
  give({ image: THREE });
  say(true);
  assert.equal(waits(), false); // Python's own
  say(false);
  draw(() => {
    say(true);
    assert.equal(waits(), false);
  });
  const drawn = readings.last;
  say(false);
  say(true);
  assert.deepEqual([waits(), readings.last.image === drawn.image, readings.last.activations === drawn.activations], [true, true, true]);
  draw(() => assert.equal(waits(), false));
  known({ image: readings.last.image });
  assert.deepEqual([waits(), readings.last.version !== null], [false, true]);
  surfaces.last = null;
});

test("slow readings move to a thread, and outdated ones are dropped", () => {
  const { threads } = slow(20);
  const answer = (image) => threads[0].onmessage({ data: { image, hint: "", read: { image, activations: { hidden1_relu: [], probs: [] }, probs: [], digitLogits: null, isKnown: true } } });
  give({ image: THREE });
  draw((move) => {
    move();
    const [{ tasks }] = threads;
    assert.deepEqual([tasks.length, readings.last.image !== THREE], [1, true]); // the network; meanwhile it's read here
    threads[0].onmessage({ data: true });
    const before = readings.last;
    move();
    assert.deepEqual([tasks.length, readings.last], [2, before]);
    answer(SEVEN);
    assert.deepEqual([readings.last.image, readings.last.version], [SEVEN, null]);
    move();
    turn(off(0));
    const turned = readings.last;
    answer(NOTHING); // with none off
    assert.equal(readings.last, turned);
    turn([]);
  });
  const { image, version } = readings.last; // of the finished stroke, which is read here
  assert.ok(image !== THREE && image !== SEVEN && version === null);
  leave();
  assert.ok(threads[0].isEnded);
});
