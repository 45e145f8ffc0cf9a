// A neuron's weights as a picture: each in its input's place, in the color of its sign and size.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { pictureOf } = await import("../../views/draw/network/weights.js");
const { signedColor } = await import("../../views/parts/looks/values.js");

const none = signedColor(0, 1);

function painted(weights, grid) {
  const canvas = pictureOf(weights, grid);
  const [, picture] = canvas.painted.find(([name]) => name === "putImageData");
  return { canvas, colors: [...new Uint32Array(picture.data.buffer)], sides: [canvas.height, canvas.width] };
}

test("weights of an image lie like its pixels, the largest in full color", () => {
  const { colors, sides, canvas } = painted({ shape: [2, 3], values: Float32Array.of(0, 1, -2, 0.5, 0, 2) });
  assert.deepEqual(sides, [2, 3]);
  assert.deepEqual(colors, [0, 1, -2, 0.5, 0, 2].map((value) => signedColor(value, 2)));
  assert.deepEqual([canvas.style.width, canvas.style.height], ["111px", "74px"]);
});

test("weights of neurons lie like these in the network, and the rest of their block is empty", () => {
  const { colors, sides } = painted({ shape: [3], values: Float32Array.of(1, -1, 0.5) }, [2, 2]);
  assert.deepEqual(sides, [2, 2]);
  assert.deepEqual(colors, [signedColor(1, 1), signedColor(-1, 1), signedColor(0.5, 1), none]);
});

test("a kernel's channels stand side by side, a line between them", () => {
  const { colors, sides } = painted({ shape: [1, 2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) }); // channels 1 4, 2 5, 3 6
  const of = (value) => signedColor(value, 6);
  assert.deepEqual(sides, [3, 5]);
  assert.deepEqual(colors, [of(1), of(4), none, of(2), of(5), ...Array(5).fill(none), of(3), of(6), none, none, none]);
});

test("all-zero weights are dark, and every picture is at most 112 pixels", () => {
  assert.deepEqual(painted({ shape: [2], values: new Float32Array(2) }, [1, 2]).colors, [none, none]);
  const { canvas } = painted({ shape: [28, 28], values: new Float32Array(784) });
  assert.deepEqual([canvas.style.width, canvas.style.height], ["112px", "112px"]);
});
