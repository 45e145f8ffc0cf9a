// A training in a thread: it learns, reproducibly, and messages pause and stop it.

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS);
const { Random } = await import("../../model/training/random.js");
const { buildChosen, Fitting } = await import("../../model/training/fitting.js");
const { curveSteps } = await import("../../model/training/snapshot.js");
const { TrainingThread } = await import("../../model/training/thread.js");

const PIXELS = 784;
const CHOICES = { hidden_layers: 1, units: 12, activation: "relu", optimizer: "Adam", learning_rate: 0.01, batch_size: 16, images: 200, epochs: 3, seed: 1 };
const MEASURED = 60;

// Ten patterns, each image one of them with a fifth of its pixels random.
function examples(count, seed) {
  const random = new Random(seed);
  const patterns = new Random(7);
  const whole = Uint8Array.from({ length: 10 * PIXELS }, () => (patterns.next() < 0.15 ? 255 : 0));
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const images = new Uint8Array(count * PIXELS);
  for (let i = 0; i < images.length; i++) {
    const own = whole[labels[Math.floor(i / PIXELS)] * PIXELS + (i % PIXELS)];
    images[i] = random.next() < 0.2 ? 255 * (random.next() < 0.15) : own;
  }
  return { images, labels };
}

const TRAINING = examples(250, 1);
const UNSEEN = examples(100, 2);
const job = (changes = {}) => ({ choices: { ...CHOICES, ...changes }, training: TRAINING, unseen: UNSEEN, measured: MEASURED });

// Starts one, and returns its messages until it ends; `onMessage` gets the thread and each message.
function trained(started, onMessage = () => {}) {
  return new Promise((resolve) => {
    const sent = [];
    const thread = new TrainingThread((message) => {
      sent.push(structuredClone(message));
      if (message.outcome) resolve(sent);
      else onMessage(thread, message);
    }, setImmediate);
    thread.handle(started);
  });
}

test("it learns, and gives its accuracy on all unseen images", async () => {
  const sent = await trained(job());
  const { outcome } = sent.at(-1);
  assert.equal(outcome.state, "done");
  assert.ok(outcome.testAccuracy > 0.9, `${outcome.testAccuracy}`);
  const [first, last] = [sent[0].snapshot, sent.filter(({ snapshot }) => snapshot).at(-1).snapshot];
  assert.equal(first.now.step, 0);
  assert.equal(last.now.step, 39); // 13 batches, three times
  assert.ok(last.now.loss < first.now.loss / 5 && last.now.testLoss < first.now.testLoss / 2);
  assert.deepEqual(last.curve.map(({ step }) => step), Array.from({ length: 40 }, (_, step) => step));
  assert.equal(last.gradientSizes.length, 2);
  assert.deepEqual(last.weights.map(({ length }) => length), [PIXELS * 12, 12, 120, 10]);
});

test("the same choices give the same network, another seed another one", async () => {
  const weightsOf = async (changes) => (await trained(job(changes))).filter(({ snapshot }) => snapshot).at(-1).snapshot.weights;
  assert.deepEqual(await weightsOf(), await weightsOf());
  assert.notDeepEqual(await weightsOf(), await weightsOf({ seed: 2 }));
});

test("each epoch shows every image once, in another order", () => {
  const fitting = new Fitting(CHOICES, TRAINING, UNSEEN, MEASURED);
  const orders = [1, 2].map(() => {
    for (let step = 0; step < 13; step++) fitting.takeStep();
    return [...fitting.order];
  });
  for (const order of orders) assert.deepEqual([...order].sort((a, b) => a - b), Array.from({ length: 200 }, (_, i) => i));
  assert.notDeepEqual(orders[0], orders[1]);
});

test("measuring uses the current network, and doesn't change it", () => {
  const fitting = new Fitting({ ...CHOICES, hidden_layers: 2 }, TRAINING, UNSEEN, MEASURED);
  fitting.network.layers.find(({ name }) => name === "hidden1").bias.fill(-100); // no neuron in it ever fires
  const before = structuredClone(fitting.weights);
  const [now, { dead, gradientSizes }] = [fitting.point(), fitting.gradients()];
  assert.deepEqual(fitting.weights, before);
  assert.deepEqual(dead, [12, 12]);
  assert.equal(gradientSizes[0], 0);
  assert.ok(Math.abs(now.loss - Math.log(10)) < 0.5 && now.accuracy < 0.3);
});

test("the measures are loss and accuracy on training and unseen images", () => {
  const unseen = { ...UNSEEN, labels: UNSEEN.labels.map((label) => (label + 1) % 10) }; // in another order than the others
  const fitting = new Fitting({ ...CHOICES, hidden_layers: 2 }, TRAINING, unseen, MEASURED);
  for (let i = 0; i < 5; i++) fitting.takeStep();
  const now = fitting.point();
  assert.equal(now.step, 5);
  const lossOf = ({ images, labels }, count) => fitting.measuring.run(images, labels, count).loss;
  assert.equal(now.loss, lossOf(TRAINING, fitting.measured));
  assert.equal(now.testLoss, lossOf(unseen, fitting.atOnce));
  assert.notEqual(now.loss, now.testLoss);
  assert.deepEqual(fitting.point(fitting.gradients().logits), now);
  const answers = fitting.answers(unseen.images, 0, fitting.atOnce);
  assert.equal(Math.round(now.testAccuracy * fitting.atOnce), answers.filter((answer, i) => answer === unseen.labels[i]).length);
});

test("a pause doesn't change the result", async () => {
  const undisturbed = (await trained(job())).filter(({ snapshot }) => snapshot).at(-1).snapshot;
  let paused = false;
  const sent = await trained(job(), (thread, { snapshot }) => {
    if (paused || !snapshot) return;
    paused = true;
    thread.handle("pause");
    setTimeout(() => thread.handle("resume"), 20);
  });
  assert.ok(paused);
  assert.deepEqual(sent.filter(({ snapshot }) => snapshot).at(-1).snapshot.weights, undisturbed.weights);
});

test("it stops where it is, running or paused", async () => {
  for (const first of [[], ["pause"]]) {
    let fitting;
    const sent = await trained(job({ epochs: 100 }), (thread, { snapshot }) => {
      ({ fitting } = thread);
      if (snapshot?.now.step === 0) for (const each of [...first, "stop"]) setImmediate(() => thread.handle(each));
    });
    const { outcome } = sent.at(-1);
    assert.equal(outcome.state, "stopped");
    assert.equal(outcome.testAccuracy, null);
    const { now, weights } = sent.filter(({ snapshot }) => snapshot).at(-1).snapshot;
    assert.ok(now.step > 0 && now.step === fitting.step);
    assert.deepEqual(weights, fitting.weights);
  }
});

test("a training that has had its time stops, and has its last measures", async () => {
  const sent = await trained({ ...job({ epochs: 100_000 }), longest: 0.1 });
  const { outcome } = sent.at(-1);
  assert.equal(outcome.state, "stopped");
  assert.ok(outcome.seconds >= 0.1 && outcome.seconds < 5);
  assert.ok(sent.filter(({ snapshot }) => snapshot).at(-1).snapshot.now.step > 0);
});

test("every extreme of the choices can be built and takes a step", () => {
  for (const activation of ["relu", "tanh", "sigmoid", "linear", "step"])
    for (const optimizer of ["Adam", "SGD", "RMSprop"])
      for (const [hidden_layers, units, learning_rate, batch_size] of [[0, 4, 1e-5, 1], [4, 4, 1e3, 200], [1, 512, 1e-5, 200], [4, 512, 1e3, 1]]) {
        const fitting = new Fitting({ ...CHOICES, activation, optimizer, hidden_layers, units, learning_rate, batch_size }, TRAINING, UNSEEN, MEASURED);
        const before = fitting.weights.at(-2).slice();
        fitting.takeStep();
        assert.notDeepEqual(fitting.weights.at(-2), before, `${activation} ${optimizer} ${units}`);
      }
});

test("a training that explodes ends there, and says so", async () => {
  const sent = await trained(job({ optimizer: "SGD", learning_rate: 1e30, epochs: 50 }));
  assert.equal(sent.at(-1).outcome.state, "blew up");
  assert.ok(sent.filter(({ snapshot }) => snapshot).at(-1).snapshot.now.step < 100);
});

test("it starts with the given weights", async () => {
  const weights = new Fitting({ ...CHOICES, seed: 9 }, TRAINING, UNSEEN, MEASURED).weights;
  const [first] = await trained({ ...job(), weights });
  assert.deepEqual(first.snapshot.weights, weights);
});

test("weights fill Keras's range exactly, and biases are 0", () => {
  const { layers } = buildChosen({ ...CHOICES, units: 100 });
  const { kernel, bias } = layers.find(({ name }) => name === "hidden1");
  const limit = Math.sqrt(6 / 884);
  assert.ok(kernel.every((weight) => Math.abs(weight) <= limit));
  const mean = kernel.reduce((sum, weight) => sum + weight, 0) / kernel.length;
  const spread = kernel.reduce((sum, weight) => sum + weight * weight, 0) / kernel.length;
  assert.ok(Math.abs(mean) < limit / 100 && Math.abs(spread / (limit * limit / 3) - 1) < 0.02);
  assert.ok(bias.every((each) => each === 0));
});

test("curves have points at the same steps every time, and a bounded number of them", () => {
  assert.deepEqual([...curveSteps(7)].sort((one, other) => one - other), [0, 1, 2, 3, 4, 5, 6, 7]);
  const steps = [...curveSteps(800)].sort((one, other) => one - other);
  assert.deepEqual(steps.slice(0, 7), [0, 1, 2, 5, 10, 20, 40]);
  for (const step of [50, 100, 200, 500, 780, 800]) assert.ok(steps.includes(step));
  assert.ok(!steps.includes(790));
  for (const all of [1, 200, 12_000, 60_000 * 200]) assert.ok(curveSteps(all).size <= 65 && Math.max(...curveSteps(all)) === all && curveSteps(all).has(1));
});
