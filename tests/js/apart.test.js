// What is read in a thread of its own is what is read here; what is old by then is left out.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import "./page.js";

const { Apart, readInk, thread } = await import("../../views/draw/apart.js");

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

// A thread that has its messages copied, as a browser copies them, and answers when it is told to.
class Thread {
  constructor() {
    this.waiting = [];
    this.receive = thread((data, transfer = []) => this.onmessage({ data: structuredClone(data, { transfer }) }));
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

function picture(col) {
  const alpha = new Uint8Array(PIXELS);
  for (let row = 4; row < 24; row++) alpha[SIDE * row + col] = alpha[SIDE * row + col + 1] = 255;
  return { alpha, width: SIDE, height: SIDE, time: 5 };
}

test("a picture is read in the thread as it is here, one after the other, with what is turned up or off", () => {
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
  assert.ok(lines.length && lines.every(({ from, to }) => from.layer === image && to.layer === logits)); // of this side's
});

test("whoever waits for a thread that ends is told so, and where there are none, none is ready", () => {
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
