// A worker thread reads the same as this one; outdated readings are dropped.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import "./page.js";

const { Apart, readInk, thread } = await import("../../views/draw/canvas/apart.js");
const { readImage } = await import("../../model/read_image.js");

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const layer = (name, kind, shape, more = {}) => ({ name, kind, shape, parameters: [], ...more });
const image = layer("image", "InputLayer", [SIDE, SIDE]);
const flatten = layer("flatten", "Flatten", [PIXELS], { before: image });
const logits = layer("logits", "Dense", [10], { before: flatten, kernel: Float32Array.from({ length: 10 * PIXELS }, (_, i) => (i % 7) / 10), bias: new Float32Array(10) });
const probs = layer("probs", "Softmax", [10], { before: logits });
for (const each of [image, flatten]) Object.assign(each, { unitLayer: image, activationLayer: image });
for (const each of [logits, probs]) Object.assign(each, { unitLayer: logits, activationLayer: probs });
Object.assign(logits, { source: image });
const NETWORK = { network: "net", layers: [image, flatten, logits, probs], novelty: null };

let workers;

// A thread that copies its messages, as a browser does, and answers when a test says so.
class Thread {
  constructor(address, about) {
    Object.assign(this, { address, about, waiting: [], moved: [] });
    this.receive = thread((data, transfer = []) => {
      this.moved.push(transfer.length);
      this.onmessage({ data: structuredClone(data, { transfer }) });
    });
    workers.push(this);
  }

  postMessage(data, transfer) {
    const copy = structuredClone(data, { transfer });
    this.waiting.push(() => this.receive({ data: copy }));
  }

  work() {
    for (const task of this.waiting.splice(0)) task();
  }

  terminate() {
    this.isEnded = true;
  }
}

beforeEach(() => {
  workers = [];
  globalThis.Worker = Thread;
});

afterEach(() => delete globalThis.Worker);

function picture(col, width = SIDE, height = SIDE) {
  const alpha = new Uint8Array(width * height);
  for (let row = 4; row < 24; row++) alpha[width * row + col] = alpha[width * row + col + 1] = 255;
  return { alpha, width, height, time: 5 };
}

test("a thread reads pictures in order as it's done here, with changed neurons", () => {
  const apart = new Apart(NETWORK);
  assert.equal(apart.isReady, false);
  workers[0].work();
  assert.equal(apart.isReady, true);
  const found = [];
  const factors = [{ layer: "logits", number: 3, factor: 0 }];
  apart.read(picture(14), [], true, (seen) => found.push(seen));
  apart.read({ ...picture(4), alpha: new Uint8Array(PIXELS) }, [], true, (seen) => found.push(seen));
  apart.read(picture(9), factors, false, (seen) => found.push(seen));
  workers[0].work();
  const expected = [readInk(NETWORK, picture(14), [], true), { image: null, hint: "", read: null, evidence: null }, readInk(NETWORK, picture(9), factors)];
  assert.deepEqual(found, expected);
  assert.equal(found[0].read.activations.image, found[0].read.image);
  const { lines } = found[0].evidence;
  assert.ok(lines.length && lines.every(({ from, to }) => from.layer === image && to.layer === logits)); // objects of this thread
});

test("the thread is a module of this file, and its data is transferred, not copied", () => {
  const apart = new Apart(NETWORK);
  const [worker] = workers;
  assert.match(worker.address, /\/draw\/canvas\/apart\.js$/);
  assert.deepEqual(worker.about, { type: "module" });
  worker.work();
  const [mine, found] = [picture(14, 40, 30), []];
  const expected = readInk(NETWORK, picture(14, 40, 30), []);
  apart.read(mine, [], false, (seen) => found.push(seen));
  worker.work();
  assert.deepEqual(found, [expected]);
  assert.equal(mine.alpha.length, 0);
  assert.deepEqual(worker.moved, [0, new Set(Object.values(expected.read.activations).map(({ buffer }) => buffer)).size]);
});

test("code inlined into a page has no file for a thread", () => {
  const { baseURI } = document;
  document.baseURI = new URL("../../views/draw/canvas/apart.js", import.meta.url).href;
  const apart = new Apart(NETWORK);
  document.baseURI = baseURI;
  assert.deepEqual([workers.length, apart.isReady], [0, false]);
  apart.end();
});

test("an image is a digit if one output reaches the threshold, or without a detector; blank paper isn't read", () => {
  const lit = new Float32Array(PIXELS).fill(0.5);
  const detector = (threshold) => ({ ...NETWORK, novelty: { layer: "image", threshold, kernel: new Float32Array(10 * PIXELS), bias: Float32Array.from({ length: 10 }, (_, digit) => digit / 8 - 1), network: null } });
  const read = (threshold) => readImage(detector(threshold), lit, []);
  assert.ok(Math.abs(Math.max(...read(0).digitLogits) - 0.125) < 1e-6);
  assert.deepEqual([read(0.124).isKnown, read(0.126).isKnown, read(-0.9).isKnown], [true, false, true]);
  const { isKnown, digitLogits, image } = readImage(NETWORK, lit, []);
  assert.deepEqual([isKnown, digitLogits, image], [true, null, lit]);
  const blank = { alpha: new Uint8Array(PIXELS), width: SIDE, height: SIDE };
  assert.deepEqual(readInk(NETWORK, blank, [], true), { image: null, hint: "", read: null, evidence: null });
  assert.equal(readInk(null, picture(14), []).read, null);
});

test("a thread that ends notifies those who wait, and without threads none is ready", () => {
  const apart = new Apart(NETWORK);
  workers[0].work();
  const found = [];
  apart.read(picture(14), [], false, (seen) => found.push(seen));
  workers[0].onerror();
  assert.deepEqual([found, apart.isReady, workers[0].isEnded], [[null], false, true]);
  globalThis.Worker = class {
    constructor() {
      throw new Error("not allowed");
    }
  };
  const none = new Apart(NETWORK);
  assert.equal(none.isReady, false);
  none.end();
});
