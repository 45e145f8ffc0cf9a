// Text on a neuron (views/draw/network/outputs.js) is legible, whatever the neuron's value.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import { contrast } from "./contrast.js";

const { Outputs } = await import("../../views/draw/network/outputs.js");

test("a digit is legible on its neuron, however bright that is", () => {
  for (const scale of [1, 12.5])
    for (let level = 0; level <= 255; level++) {
      const neuron = { tagName: "B", matches: () => true, style: {}, classList: { toggle() {} } };
      const values = [(scale * level) / 255];
      Outputs.prototype.paintNeuron.call({ values, data: { scale } }, { firstChild: neuron }, 0);
      const { color, backgroundColor } = neuron.style;
      assert.ok(contrast(color, backgroundColor) >= 4.5, `${color} on ${backgroundColor}, level ${level}`);
    }
});
