// Activation functions, worked out by hand: on both sides of 0, at 0, far away, and with their own parameter.

import assert from "node:assert/strict";
import { test } from "node:test";

const { FUNCTIONS } = await import("../../model/network/functions.js");

const KNOWN = {
  relu: { "-2": 0, 0: 0, 3: 3 },
  tanh: { "-1": -0.761594, 0: 0, 2: 0.964028 },
  sigmoid: { "-2": 0.119203, 0: 0.5, 1: 0.731059 },
  step: { "-1": 0, 0: 0, 0.1: 1 },
  capped_relu: { "-1": 0, 2: 2, 6: 6, 7: 6 },
  leaky_relu: { "-2": -0.6, 0: 0, 3: 3 },
  elu: { "-1": -0.632121, 0: 0, 3: 3 },
  selu: { "-1": -1.111331, 0: 0, 1: 1.050701 },
  gelu: { "-1": -0.158655, 0: 0, 1: 0.841345, 2: 1.9545, "-3": -0.00405 },
  silu: { "-1": -0.268941, 0: 0, 2: 1.761594 },
  softplus: { "-2": 0.126928, 0: 0.693147, 1: 1.313262, 40: 40, "-800": 0, 800: 800 },
};
const OWN = [["capped_relu", 2, 3, 2], ["leaky_relu", -2, 0.1, -0.2], ["elu", -1, 2, -1.264241]];

test("each function gives its known values", () => {
  assert.deepEqual(Object.keys(FUNCTIONS).sort(), Object.keys(KNOWN).sort());
  for (const [name, values] of Object.entries(KNOWN))
    for (const [z, a] of Object.entries(values)) assert.ok(Math.abs(FUNCTIONS[name](Number(z)) - a) < 2e-6, `${name}(${z})`);
});

test("a network's own parameter counts", () => {
  for (const [name, z, parameter, a] of OWN) assert.ok(Math.abs(FUNCTIONS[name](z, parameter) - a) < 2e-6, name);
});
