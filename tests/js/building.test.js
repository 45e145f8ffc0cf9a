// A painted neuron: what a brush does, what is stored by name, and what is reported.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { parentOf } from "./page.js";

const store = new Map();
globalThis.localStorage = { getItem: (name) => store.get(name) ?? null, setItem: (name, text) => store.set(name, text) };
const { dab, Past, stroke } = await import("../../model/perceptron/brush.js");
const { Descent, differMost } = await import("../../model/perceptron/descent.js");
const { ghostOf } = await import("../../model/perceptron/goals.js");
const { bestBias, histogram, tally, worst } = await import("../../model/perceptron/perceptron.js");
const { blank, messageOf, Painted, paintedOf } = await import("../../model/perceptron/painted.js");
const { SavedNeurons } = await import("../../views/building/saved_neurons.js");
const { fileOf, Gallery, neuronsIn } = await import("../../views/building/gallery.js");
const { equationOf } = await import("../../views/building/shown.js");

const PUSH = { brush: "push", edge: "hard" };
const SENT = { goal: "1-0", activation: "step", places_itself: true, neurons: [blank()] };

afterEach(() => store.clear());

test("a stroke doesn't depend on the hand's speed, and weights stay within -1 and 1", () => {
  for (const edge of ["hard", "soft"]) {
    const [slow, fast] = [new Int16Array(784), new Int16Array(784)];
    for (let y = 4; y < 24; y++) stroke(slow, { brush: "pull", edge }, [14, y], [14, y + 1]);
    stroke(fast, { brush: "pull", edge }, [14, 4], [14, 24]);
    assert.deepEqual(slow, fast);
    assert.equal(Math.min(...fast) >= -1000 && fast.some((weight) => weight < -500), true);
    stroke(fast, { brush: "erase", edge: "hard" }, [14, 0], [14, 28]);
    assert.ok(Math.abs(fast[14 * 28 + 14]) === 0);
  }
  const corner = new Int16Array(784);
  dab(corner, PUSH, -9, -9);
  dab(corner, PUSH, 0, 0);
  assert.equal(corner[0], 1000);
});

test("redo brings a stroke back, until something else is painted", () => {
  const past = new Past();
  past.leave("one");
  past.leave("two");
  assert.equal(past.step(-1, "three"), "two");
  assert.equal(past.step(-1, "two"), "one");
  assert.equal(past.step(-1, "one"), null);
  assert.equal(past.step(1, "one"), "two");
  past.leave("two");
  assert.equal(past.step(1, "four"), null);
});

test("the report is what is painted, and invalid data isn't read", () => {
  const painted = new Painted(SENT);
  dab(painted.neuron.weights, PUSH, 14, 14);
  painted.neuron.bias = -1234;
  const message = messageOf(painted, 3);
  const read = paintedOf(JSON.parse(JSON.stringify(message)));
  assert.deepEqual([read.goal, read.neurons[0].bias, [...read.neurons[0].weights]], ["1-0", -1234, [...painted.neuron.weights]]);
  const [neuron] = message.neurons;
  const odd = [{ goal: "1" }, { activation: "tanh" }, { neurons: [] }, { neurons: [null] }, { neurons: [{ ...neuron, weights: "AAAA" }] }, { neurons: [{ ...neuron, bias: 1e9 }] }, { neurons: [{ ...neuron, weights: btoa("\x7f".repeat(1568)) }] }];
  for (const each of odd) assert.equal(paintedOf({ ...message, ...each }), null, JSON.stringify(each).slice(0, 60));
});

test("a reported neuron places its own threshold once there are images", () => {
  const painted = new Painted(SENT);
  dab(painted.neuron.weights, PUSH, 14, 14);
  const pixels = [0, 255].map((ink) => new Uint8Array(784).fill(ink));
  const { bias } = painted.neuron;
  assert.equal(painted.placed(null).neuron.bias, bias);
  const examples = { images: Uint8Array.from([...pixels[0], ...pixels[1]]), wanted: [false, true], drawing: null };
  painted.sums = () => ({ of: (weights) => pixels.map((image) => image.reduce((sum, value, i) => sum + value * weights[i], 0)) });
  const placed = painted.placed(examples).neuron.bias;
  assert.notEqual(placed, bias);
  painted.read(examples);
  assert.equal(painted.neuron.bias, placed);
});

test("a neuron is stored by name, opened and removed; invalid entries are skipped", () => {
  const parent = parentOf("ink-saved");
  const opened = [];
  const saved = new SavedNeurons(parent.firstChild, { open: (painted) => opened.push(painted), network: (all) => opened.push(all.length) });
  saved.take(new Painted(SENT));
  saved.input.value = " mine ";
  saved.save();
  assert.equal(JSON.parse(store.get("inkling.neurons.1"))[0].name, "mine");
  saved.make.onclick();
  saved.list.querySelectorAll("button")[0].onclick();
  assert.equal(opened[0], 1);
  assert.equal(opened[1].goal, "1-0");
  saved.list.querySelectorAll("button")[1].onclick();
  assert.equal(store.get("inkling.neurons.1"), "[]");
  for (const text of ["{", "3", '[null, {"name": "x"}]', '[{"name": 3}]']) {
    store.set("inkling.neurons.1", text);
    saved.show();
    assert.equal(saved.list.children.length, 0, text);
  }
});

test("at most 20 neurons are restored from the browser", () => {
  const one = messageOf(new Painted(SENT), null);
  store.set("inkling.neurons.1", JSON.stringify(Array.from({ length: 21 }, (_, n) => ({ name: `${n}`, ...one }))));
  const saved = new SavedNeurons(parentOf("ink-saved").firstChild, {});
  assert.deepEqual([saved.list.children.length, saved.list.children[19].querySelector("span").textContent], [20, "19"]);
});

test("behind the field, ink that all images of a kind share is darkest", () => {
  const images = new Uint8Array(3 * 784);
  images[0] = images[784 + 1] = images[2 * 784 + 1] = 255; // of the only digit, and of both others
  images[2 * 784 + 2] = 255; // of one of the two
  assert.deepEqual([...ghostOf({ images, wanted: Uint8Array.of(1, 0, 0) }).slice(0, 4)], [255, 255, 127.5, 0]);
});

test("the line of a sum adds up as written", () => {
  const digits = (text) => [...text.matchAll(/[−\d]+\.\d\d/g)].map(([number]) => Math.round(100 * number.replace("−", "-")));
  for (let turn = 1; turn < 200; turn++) {
    const terms = Float32Array.from({ length: 784 }, (_, i) => Math.sin(i * turn) / 7);
    const [pushes, pulls, bias, z] = digits(equationOf(terms, 37 * turn - 3000));
    assert.equal(pushes + pulls + bias, z);
  }
});

test("a saved file opens beside the neurons of others; invalid files are counted", async () => {
  const fileWith = (text) => ({ size: text.length, text: async () => text });
  const painted = new Painted(SENT);
  dab(painted.neuron.weights, PUSH, 14, 14);
  const mine = { name: "mine", ...messageOf(painted, null) };
  const saved = fileOf([mine]);
  const [read] = await neuronsIn(fileWith(saved));
  assert.equal(read.name, "mine");
  assert.deepEqual(paintedOf(read), paintedOf(mine));
  for (const text of ["{", "null", "[]", '{"kind": "inkling-neurons-2", "neurons": []}', '{"kind": "inkling-neurons-1"}', saved + " ".repeat(2e5)]) assert.equal(await neuronsIn(fileWith(text)), null, text.slice(0, 40));
  const odd = fileOf([{ ...mine, name: 3 }, { ...mine, goal: "x" }, null, { ...mine, name: "<b>".repeat(99) }]);
  assert.deepEqual((await neuronsIn(fileWith(odd))).map(({ name }) => name), ["<b>".repeat(10)]);

  const parent = parentOf("ink-saved");
  const opened = [];
  const gallery = new Gallery(parent.firstChild, { open: (one) => opened.push(one), mine: () => [] });
  assert.equal(gallery.save.disabled, true);
  await gallery.take([fileWith(saved), fileWith(fileOf([{ ...mine, name: "yours" }])), fileWith("?")]);
  assert.deepEqual(gallery.all.map(({ name }) => name), ["mine", "yours"]);
  assert.equal(gallery.note.textContent, "There are 2 neurons. Press one to open it. We couldn't read 1 file.");
  gallery.tiles.children[1].onclick();
  assert.deepEqual(opened, [paintedOf(mine)]);
  await gallery.take([fileWith(saved), ...Array.from({ length: 50 }, (_, n) => fileWith(fileOf(Array.from({ length: 20 }, (_, i) => ({ ...mine, name: `${n} ${i}` })))))]);
  assert.deepEqual([gallery.all.length, gallery.unread], [200, 11]);
});

test("the file that the button makes can be opened", async (context) => {
  const made = [];
  context.mock.method(URL, "createObjectURL", (blob) => (made.push(blob), "blob:"));
  const mine = { name: "mine", ...messageOf(new Painted(SENT), null) };
  new Gallery(parentOf("ink-saved").firstChild, { mine: () => [mine] }).save.onclick();
  assert.deepEqual(await neuronsIn(made[0]), [mine].map(({ chosen, ...rest }) => rest));
});

test("no threshold beats the best one; of several, it's in the middle of the widest gap", () => {
  for (let turn = 1; turn < 200; turn++) {
    const added = Int32Array.from({ length: 1 + (turn % 9) }, (_, i) => 255 * Math.round(3 * Math.sin(turn * (i + 1))));
    const wanted = Uint8Array.from(added, (_, i) => (Math.cos(turn * (i + 2)) > 0 ? 1 : 0));
    const rights = Array.from({ length: 11 }, (_, n) => tally(added, n - 5, wanted).right);
    assert.equal(tally(added, bestBias(added, wanted), wanted).right, Math.max(...rights), `${added}: ${wanted}`);
  }
  const ties = [[[0, 2550, 25_500, 76_500], [0, 1, 0, 1], -200], [[76_500, 0, 25_500, 2550], [0, 1, 0, 1], -300], [[5100, 5100, -5100, 0], [1, 0, 1, 0], -10], [[2550, 0], [0, 0], -10]];
  for (const [added, wanted, best] of ties) assert.equal(bestBias(Int32Array.from(added), wanted), best, `${added}`);
  assert.equal(bestBias(Int32Array.of(2 ** 30), [0]), -200_000); // a bias has bounds
});

test("the worst are wrong, the furthest from the threshold first", () => {
  const added = Int32Array.of(2550, -2550, 5100, -255, 0, 255, 510);
  assert.deepEqual(worst(added, 0, [0, 1, 1, 1, 0, 0, 0], 4), [0, 1, 6, 3]); // of two at the same distance, the first
  assert.deepEqual(worst(added, -30, [1, 0, 1, 0, 0, 0, 0], 2), [0, 2]);
});

test("a histogram counts every sum once, ends included", () => {
  const added = Int32Array.of(-20, -11, -10, 0, 9, 10, 99);
  assert.deepEqual([...histogram(added, -20, 20, 4)], [2, 1, 2, 2]);
  assert.deepEqual([...histogram(added, -20, 20, 4, (n) => n % 2 === 0)], [1, 1, 1, 1]);
});

test("a step goes down the slope of the loss, and weights stay within -1 and 1", () => {
  const images = Uint8Array.from({ length: 6 * 784 }, (_, i) => (i * i) % 256);
  const wanted = Uint8Array.of(1, 0, 0, 1, 1, 0);
  const begin = { weights: Int16Array.from({ length: 784 }, (_, i) => (i % 9) - 4), bias: 300 };
  const place = 99;
  const lossBeside = (by) => {
    const descent = new Descent({ images, wanted }, begin);
    descent.weights[place] += by;
    return descent.step();
  };
  const slope = (lossBeside(1e-5) - lossBeside(-1e-5)) / 2e-5;
  const descent = new Descent({ images, wanted }, begin);
  const [losses, weights] = [[descent.step()], [descent.weights[place]]];
  const first = weights[0] - begin.weights[place] / 1000;
  assert.ok(Math.abs(first + 0.05 * slope) < 1e-4 * Math.abs(slope), `${first}, slope ${slope}`);
  for (let step = 0; step < 300; step++) losses.push(descent.step());
  assert.ok(losses.at(-1) < losses[0]);
  const full = new Descent({ images, wanted: Uint8Array.of(1, 1, 1, 1, 1, 1) }, { weights: new Int16Array(784).fill(1000), bias: -400_000 });
  for (let step = 0; step < 9; step++) full.step();
  assert.equal(Math.max(...full.weights), 1);
  assert.deepEqual([descent.steps, descent.rounded().weights.constructor], [301, Int16Array]);
});

test("two neurons differ most at places that lie apart", () => {
  const [one, none] = [blank(), blank()];
  for (const [place, weight] of [[30, 900], [31, -990], [200, 500], [783, -300], [400, 100]]) one.weights[place] = weight;
  assert.deepEqual(differMost(one, none), [31, 200, 783]);
  assert.deepEqual(differMost(none, none), []);
});
