// Several trainings at a time, each with a group's images: what each finds, and how it ends early.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import "./page.js";

const { Random } = await import("../../model/training/random.js");
const { forward } = await import("../../model/network/network.js");
const { thread } = await import("../../views/training/here/learning_thread.js");
const { fitGroup } = await import("../../views/training/here/fit_group.js");

const [PIXELS, TRAINING, TEST] = [784, 20_000, 10_000];
const ADDRESSES = { train: ["train", "train2", "train3"], test: "test", writers: "writers" };

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
document.baseURI = "https://inkling.test/";
const asked = new Set();
globalThis.fetch = async (address) => new Response(files[address.split("/").at(-1)], asked.add(address));

let hired = 0;
globalThis.Worker = class {
  constructor() {
    hired++;
    this.handle = thread((data) => this.onmessage?.({ data: structuredClone(data) }), setImmediate);
  }
  postMessage(data) {
    this.handle({ data: structuredClone(data) });
  }
  terminate() {
    this.isOver = true;
  }
};

test("networks that learn from one group read that group, at the same time, and threads are used again", async () => {
  const news = [];
  const fits = ["adults", "students", "both"].map((whose) => fitGroup({ whose, count: 400 }, ADDRESSES, (said) => news.push(said)));
  const [adults, students, both] = await Promise.all(fits);
  assert.equal(hired, 3);
  const share = ({ groups }, group) => groups[group].right / groups[group].count;
  assert.ok(share(adults, "adults") > 0.99 && share(adults, "students") < 0.6, JSON.stringify(adults.groups));
  assert.ok(share(students, "students") > 0.99 && share(students, "adults") < 0.6);
  assert.ok(share(both, "students") > 0.99 && share(both, "adults") > 0.99);
  for (const { groups } of [adults, students, both]) {
    assert.deepEqual(Object.values(groups).map(({ count }) => count), [5000, 5000]);
  }
  assert.deepEqual(adults.learned, { count: 400, writers: 20 });
  assert.equal(adults.misread.students.length, 12);
  const [index, answer] = adults.misread.students[0];
  assert.equal((TRAINING + index) % 2, 1);
  const image = new Float32Array(PIXELS);
  const probs = forward(adults.network, image)[adults.network.layers.at(-1).name];
  assert.ok(probs.length === 10 && answer < 10);
  assert.ok(news.some(({ share: done }) => done === 1) && news.some(({ judged }) => judged > 0.9));
  const again = await fitGroup({ whose: "adults", count: 400 }, ADDRESSES);
  assert.deepEqual([hired, again.groups], [3, adults.groups]);
  assert.ok(!asked.has("https://inkling.test/train2")); // which so few images don't need
});

test("of one writer it reads the other images, too, and no more are learned from than there are", async () => {
  const { groups, learned } = await fitGroup({ whose: "writer", count: 3000 }, ADDRESSES);
  assert.deepEqual(learned, { count: 70, writers: 1 });
  assert.equal(groups.own.count, TRAINING / 40 - 70);
  assert.ok(groups.own.right / groups.own.count > 0.95);
});

test("one without digits and one without threads say so", async () => {
  const { fitGroup: withoutThreads } = await import("../../views/training/here/fit_group.js?idle");
  const why = (behaving) => {
    globalThis.Worker = class {
      constructor() {
        if (!behaving) throw new Error("no threads");
      }
      postMessage({ run }) {
        setImmediate(() => behaving(this, run));
      }
      terminate() {}
    };
    return withoutThreads({ whose: "both", count: 400 }, ADDRESSES).catch(({ message }) => message);
  };
  assert.equal(await why((worker, run) => worker.onmessage({ data: { run, unreachable: true } })), "digits");
  assert.equal(await why((worker) => worker.onerror()), "worker");
  assert.equal(await why(null), "worker");
  assert.equal(await why((worker, run) => worker.onmessage({ data: { run, outcome: { state: "blew up" } } })), "blew up");
});
