// Learning signs in the browser: both ways, drawings held back, and the thread.

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS ?? "{}");
const { buildChosen } = await import("../../model/training/fitting.js");
const { Backprop } = await import("../../model/backprop/backprop.js");
const { bodyOf, FROM_NOTHING, Learner, sharesOf, variantsFor } = await import("../../model/signs/learn.js");
const { confusionsOf, heldBack, neediest } = await import("../../model/signs/held_back.js");
const { thread } = await import("../../model/signs/signs_thread.js");

const BASE = buildChosen({ hidden_layers: 2, units: 32, activation: "relu", seed: 5 });
const done = (steps) => {
  for (;;) {
    const { done: isDone, value } = steps.next();
    if (isDone) return value;
  }
};
// A bar at one of three places, not always the same.
const barAt = (sign, i) => Float32Array.from({ length: 784 }, (_, at) => (Math.abs((at % 28) - (7 * (sign + 1) + (i % 3) - 1)) < 2 && Math.floor(at / 28) > 3 + (i % 5) ? 1 : 0));
const drawings = (count) => [0, 1, 2].flatMap((label) => Array.from({ length: count }, (_, i) => ({ number: 100 * label + i, label, image: barAt(label, i) })));
const learner = (base, all) => {
  const made = new Learner(base);
  all.forEach(({ number, image }) => made.take(number, image));
  return made;
};

for (const [title, base] of [["on a base", BASE], ["from nothing", null]])
  test(`three signs are learned ${title} and read in other drawings`, () => {
    const [taught, one] = [drawings(4), learner(base, drawings(9))];
    const weights = done(one.learn(taught, 3, 5));
    assert.deepEqual(weights.map(({ length }) => length), base ? [96, 3] : [784 * FROM_NOTHING.units, FROM_NOTHING.units, 3 * FROM_NOTHING.units, 3]);
    for (const { number, label } of drawings(9)) {
      const shares = sharesOf(weights, one.featuresOf(number));
      assert.ok(Math.abs(shares.reduce((sum, share) => sum + share) - 1) < 1e-6);
      assert.equal(shares.indexOf(Math.max(...shares)), label, `${number}`);
    }
  });

test("the same drawings give the same weights from nothing", () => {
  const [one, other] = [0, 1].map(() => done(learner(null, drawings(3)).learn(drawings(3), 3, 1)));
  one.forEach((each, i) => assert.deepEqual(each, other[i]));
});

test("what drops hidden neurons doesn't touch the outputs' own sums", () => {
  const [image, backprop] = [barAt(0, 0), new Backprop(BASE, 1)];
  const whole = backprop.forward(image, 1).slice(0, 10);
  backprop.drop = (sums, count) => sums.fill(0, 0, count);
  const { bias } = backprop.steps.at(-1).layer;
  bias.fill(0.5);
  assert.deepEqual([...backprop.forward(image, 1).slice(0, 10)], [...bias]);
  assert.notDeepEqual([...whole], [...bias]);
  bias.fill(0);
});

test("a body ends at the flattened feature maps or, without any, at the last hidden layer", () => {
  assert.deepEqual(bodyOf(BASE).layers.map(({ name }) => name), ["image", "flatten", "hidden1", "hidden1_relu", "hidden2", "hidden2_relu"]);
  const layers = ["InputLayer", "Conv2D", "Flatten", "Dense", "Softmax"].map((kind) => ({ kind, kernel: kind === "Dense" && [] }));
  assert.deepEqual(bodyOf({ layers }).layers.map(({ kind }) => kind), ["InputLayer", "Conv2D", "Flatten"]);
});

test("many drawings count with fewer variants, so that learning stays as quick", () => {
  assert.equal(variantsFor(50, 20), 20);
  assert.equal(variantsFor(400, 20), 9);
  assert.equal(variantsFor(400, 0), 0);
});

test("of a class's drawings, whole devices are held back, and two devices are needed", () => {
  const all = drawings(6).map((each, i) => ({ ...each, device: 1 + (i % 6 > 2) }));
  const taught = [];
  const one = learner(BASE, all);
  const { learn } = one;
  one.learn = (chosen, ...others) => (taught.push(chosen), learn.call(one, chosen, ...others));
  const { answers, curve } = done(heldBack(one, all, 3, 2));
  assert.deepEqual(taught.map((chosen) => [...new Set(chosen.map(({ device }) => device))]), [[2], [1]]);
  assert.deepEqual([answers.length, curve], [18, []]);
  assert.equal(done(heldBack(one, all.map((each) => ({ ...each, device: 1 })), 3, 2)), null);
});

test("each drawing is read once without having been learned from", () => {
  const all = drawings(6);
  all[0].label = 1; // which is wrong: only a network that learned from it can know
  const taught = [];
  const one = learner(BASE, all);
  const { learn } = one;
  one.learn = (some, ...rest) => (taught.push(some.map(({ number }) => number)), learn.call(one, some, ...rest));
  const { answers, sure, curve } = done(heldBack(one, all, 3, 2));
  assert.equal(answers[0], 0);
  const right = answers.filter((answer, i) => answer === all[i].label).length;
  assert.ok(right >= 14);
  const folds = taught.slice(0, 5);
  for (const { number } of all) assert.equal(folds.filter((numbers) => !numbers.includes(number)).length, 1, `${number}`);
  assert.deepEqual(curve.map(({ drawings: count }) => count), [1, 2, 3, 4]);
  assert.ok(sure[0] < 0.5 && sure[5] > 0.5 && curve.at(-1).right === right / 18);
  assert.equal(done(heldBack(one, drawings(2), 3, 0)), null); // too few
});

test("pairs that are confused come by how often, and the sign misread most needs a drawing", () => {
  const labels = [0, 0, 0, 1, 1, 1, 2, 2, 2];
  const answers = [1, 1, 0, 1, 1, 1, 0, 2, 2];
  assert.deepEqual(confusionsOf(answers, labels), [{ label: 0, answer: 1, count: 2 }, { label: 2, answer: 0, count: 1 }]);
  assert.deepEqual(neediest({ answers, sure: Array(9).fill(0.9) }, labels, 3), { sign: 0, wrong: 2, count: 3 });
  const sure = [0.9, 0.9, 0.9, 0.6, 0.6, 0.6, 0.8, 0.8, 0.8];
  assert.deepEqual(neediest({ answers: labels, sure }, labels, 3), { sign: 1, wrong: 0, count: 3 });
});

const task = (turn, all, variants = 1) => ({ turn, images: all.map(({ number, image }) => [number, image]), drawings: all.map(({ number, label }) => ({ number, label })), classes: 3, variants });

test("a thread answers by nearest drawings first, then by what it has learned, then with drawings held back", async () => {
  const said = [];
  const handle = thread((message) => said.push(message), setImmediate);
  handle({ data: { base: BASE, background: [barAt(0, 0).map((value) => 1 - value)] } });
  await handle({ data: task(1, drawings(1)) });
  assert.deepEqual([said.length, said[0].turn, said[0].weights], [1, 1, []]);
  assert.equal(said[0].known.drawings.length, 3);
  await handle({ data: task(2, drawings(3)) });
  assert.deepEqual(said.slice(1).map((each) => (each.held ? "held" : each.weights.length)), [2, 2, "held"]); // without variants first
  assert.ok(said[2].known.threshold > 0 && said[2].known.spread.length === 9);
});

test("a newer task ends an older one", async () => {
  const [said, waiting] = [[], []];
  FROM_NOTHING.steps = 50;
  const { now } = performance;
  let time = 0;
  performance.now = () => (time += 100); // so that it listens after each step
  const handle = thread((message) => said.push(message), (then) => waiting.push(then));
  handle({ data: { base: null, background: [barAt(1, 1)] } });
  const first = handle({ data: task(1, drawings(3)) });
  const second = handle({ data: task(2, drawings(4)) });
  let isOver = false;
  Promise.all([first, second]).then(() => (isOver = true));
  while (!isOver) {
    waiting.splice(0).forEach((then) => then());
    await new Promise(setImmediate);
  }
  performance.now = now;
  assert.deepEqual([...new Set(said.map(({ turn }) => turn))], [2]);
});
