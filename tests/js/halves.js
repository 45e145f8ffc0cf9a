// A network that a test can follow, drawings with known readings, and a pen.

import { parentOf } from "./page.js";
import { packed } from "./message.js";

export const PIXELS = 784;

// Two hidden neurons: one adds up the upper half of the image, one the lower. The first votes for a 3 and the second
// for a 7; a drawing in neither half is a non-digit.
export function network(name) {
  const [kernel, logits, detector] = [new Float32Array(2 * PIXELS), new Float32Array(20), new Float32Array(20).fill(1)];
  for (let i = 0; i < PIXELS; i++) kernel[2 * i + (i < PIXELS / 2 ? 0 : 1)] = 1;
  [logits[3], logits[17]] = [1, 1];
  const layer = (name, kind, shape, unit_layer, activation_layer, source, reader, more = {}) => ({ name, kind, shape, unit_layer, activation_layer, source, reader, parameters: [], ...more });
  return packed({
    network: name,
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

// A stroke of the pen: ink that Python doesn't have yet. `meanwhile` gets the surface, and an event factory for it.
export function draw(meanwhile) {
  const parent = parentOf("ink-canvas");
  parent.innerHTML = '<canvas class="upper-canvas"></canvas>';
  const surface = Object.assign(parent.firstChild, { width: 28, height: 28 });
  const ink = new Uint8ClampedArray(4 * PIXELS);
  for (let row = 4; row < 24; row++) ink[4 * (28 * row + 14) + 3] = 255;
  globalThis.requestAnimationFrame = (call) => call();
  const { createElement } = document;
  const event = (type, more) => Object.assign(new Event(type), { composedPath: () => [surface], isPrimary: true, button: 0, pointerId: 1, ...more });
  const picture = Object.getPrototypeOf(surface);
  const real = picture.getContext;
  picture.getContext = () => ({ drawImage() {}, getImageData: () => ({ data: ink }) });
  document.dispatchEvent(event("pointerdown"));
  meanwhile(surface, event);
  document.dispatchEvent(event("pointerup"));
  dispatchEvent(new Event("mouseup"));
  picture.getContext = real;
  document.createElement = createElement;
}
