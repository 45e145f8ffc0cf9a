// Trainings with a group's images in the training thread: what each reads of every group.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import "./page.js";

const { Random } = await import("../../model/training/random.js");
const { thread } = await import("../../views/training/here/learning_thread.js");

const [PIXELS, TRAINING, TEST] = [784, 20_000, 10_000];
const at = (name) => `https://inkling.test/${name}`;
const ADDRESSES = { train: ["train", "train2", "train3"].map(at), test: at("test"), writers: at("writers") };

// Each image has a row of ink at its digit's height, a student's in the right half.
function fileOf(writers) {
  const random = new Random(3);
  const labels = Uint8Array.from(writers, () => Math.floor(10 * random.next()));
  const images = new Uint8Array(writers.length * PIXELS);
  writers.forEach((writer, i) => {
    const start = i * PIXELS + (2 * labels[i] + 4) * 28 + (writer < 2100 ? 0 : 14);
    images.fill(255, start, start + 14);
  });
  return gzipSync(Buffer.concat([labels, images]), { level: 1 });
}

const writers = Uint16Array.from({ length: TRAINING + TEST }, (_, i) => (i % 2 ? 2100 + (i % 50) : i % 40));
const files = { train: fileOf(writers.subarray(0, TRAINING)), test: fileOf(writers.subarray(TRAINING)), writers: gzipSync(new Uint8Array(writers.buffer)) };
const asked = new Set();
globalThis.fetch = async (address) => new Response(files[address.split("/").at(-1)], asked.add(address));

const messages = [];
let said = () => {};
const handle = thread((message) => said(message), setImmediate);

/** Train with so many images of some people; returns what comes last. */
function fit(whose, images) {
  const choices = { hidden_layers: 1, units: 64, activation: "relu", optimizer: "Adam", learning_rate: 1e-3, batch_size: 64, epochs: 8, seed: 1, whose, images };
  const run = `${messages.length}`;
  return new Promise((resolve) => {
    said = (message) => {
      messages.push(message);
      if (message.run === run && message.outcome) resolve(message);
    };
    handle({ data: { run, choices, mnist: images, own: null, weights: null, measured: 500, longest: 60, addresses: ADDRESSES } });
  });
}

test("networks that learn from one group read that group, from no more files than they need", async () => {
  const shares = {};
  for (const whose of ["adults", "students", "both"]) {
    const { groups } = (await fit(whose, 400)).outcome;
    assert.deepEqual(Object.values(groups).map(({ count }) => count), [5000, 5000]);
    shares[whose] = Object.values(groups).map(({ right, count }) => right / count);
  }
  assert.ok(shares.adults[0] > 0.99 && shares.adults[1] < 0.6, JSON.stringify(shares));
  assert.ok(shares.students[0] < 0.6 && shares.students[1] > 0.99);
  assert.ok(Math.min(...shares.both) > 0.99);
  assert.ok(messages.some(({ judged }) => judged > 0.9));
  assert.ok(!asked.has("https://inkling.test/train2"));
});

test("of one writer it reads the other images, too", async () => {
  const { own } = (await fit("writer", 70)).outcome.groups;
  assert.equal(own.count, TRAINING / 40 - 70);
  assert.ok(own.right / own.count > 0.95);
});
