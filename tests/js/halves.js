// A network that a test can follow, drawings with known readings, and a pen.

import { mock } from "node:test";
import { pageSheet } from "../../views/session/drawing/drawing_sheet.js";
import { along } from "../../model/preprocess/morph.js";
import { packed } from "./message.js";

const { drawings, inks } = await import("../../views/parts/component/reading.js");

export const PIXELS = 784;
globalThis.requestAnimationFrame = (call) => call();

// Two hidden neurons: one adds up the upper half of the image, one the lower. The first votes for a 3 and the second
// for a 7; a drawing in neither half is a non-digit.
export function network(name, classes = [..."0123456789"]) {
  const [kernel, logits, detector] = [new Float32Array(2 * PIXELS), new Float32Array(20), new Float32Array(20).fill(1)];
  for (let i = 0; i < PIXELS; i++) kernel[2 * i + (i < PIXELS / 2 ? 0 : 1)] = 1;
  [logits[3], logits[17]] = [1, 1];
  const layer = (name, kind, shape, unit_layer, activation_layer, source, reader, more = {}) => ({ name, kind, shape, unit_layer, activation_layer, source, reader, parameters: [], ...more });
  return packed({
    network: name,
    classes,
    layers: [
      layer("image", "InputLayer", [28, 28], 0, 0, null, 2),
      layer("flatten", "Flatten", [PIXELS], 0, 0, 0, 2),
      layer("hidden1", "Dense", [2], 2, 3, 0, 4, { kernel, bias: new Float32Array(2) }),
      layer("hidden1_relu", "ReLU", [2], 2, 3, 2, 4),
      layer("logits", "Dense", [10], 4, 5, 3, null, { kernel: logits, bias: new Float32Array(10) }),
      layer("probs", "Softmax", [10], 4, 5, 4, null),
    ],
    novelty: { layer: "hidden1_relu", threshold: 1, kernel: detector, bias: new Float32Array(10), network: null },
  });
}

export const image = (upper, lower) => Float32Array.from({ length: PIXELS }, (_, i) => (i === 0 ? upper / 10 : i === PIXELS - 1 ? lower / 10 : (i < PIXELS / 2 ? upper : lower) / 100));
export const [THREE, SEVEN, NOTHING] = [image(2, 1), image(1, 2), image(0.01, 0.02)];

/** The way from one image to another, without strokes. */
export const morph = (before, after) => along({ before, after, moved: [], gone: [], come: [], of_images: true });

const sheet = pageSheet();
let version = 0;

/** Python gives a drawing, such as a sample, and its image. */
export function give(about) {
  sheet.take({ session: "one", given: (sheet.given ?? 0) + 1, objects: [{}], name: "" });
  return answer(about);
}

/** Python answers what the sheet shows, or an earlier `number`; returns the version. */
export function answer(about) {
  const { session, given, number } = sheet;
  drawings.publish({ session, given, number, version: ++version, origin: "", hint: "", morph: null, image: null, ...about });
  return version;
}

/** A stroke of the pen: ink that Python doesn't have yet. `meanwhile` gets a function that publishes a picture of it. */
export function draw(meanwhile = () => {}) {
  const look = (isDown) => {
    const alpha = new Uint8Array(PIXELS);
    for (let row = 4; row < 24; row++) alpha[28 * row + 14] = 255;
    inks.publish({ alpha, width: 28, height: 28, time: performance.now(), isDown, done() {} });
  };
  look(true);
  meanwhile(() => look(true));
  sheet.add([...sheet.objects, {}]);
  look(false);
}

/** A machine on which everything takes that long: returns its threads, each with its `tasks`, and a function that lets time pass. */
export function slow(milliseconds) {
  let clock = 1000;
  performance.now = () => (clock += milliseconds);
  const threads = [];
  globalThis.Worker = class {
    constructor() {
      threads.push(Object.assign(this, { tasks: [] }));
    }
    postMessage(data) {
      this.tasks.push(data);
    }
    terminate() {
      this.isEnded = true;
    }
  };
  return { threads, pass: (time) => mock.timers.tick(((clock += time), time)) };
}
