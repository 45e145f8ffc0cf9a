// Where a drawing lies on a layer's map: in JavaScript as in Python, see map_cases.py.

import { axesAt, nearestTo, placeOf, scoresOf } from "../../model/explain/probe.js";
import { unpack } from "../../model/network/message.js";
import { forward, readNetwork } from "../../model/network/network.js";

const NEARLY = 1e-5;

function same(found, expected, title, by = NEARLY) {
  if (found.length !== expected.length) throw new Error(`${title}: ${found.length} of ${expected.length}`);
  found.forEach((value, i) => {
    if (!(Math.abs(value - expected[i]) <= by)) throw new Error(`${title}, ${i}: ${value}, not ${expected[i]}`);
  });
}

export const mapLaws = {
  "a drawing lies where Python puts it, and beside the same neighbors": async (read) => {
    const { many, networks, axes } = await read.json("maps.json");
    const files = await read.json("networks.json");
    axesAt().forEach((axis, digit) => same(axis, axes[digit], `axis ${digit}`));
    for (const [name, placed] of Object.entries(networks)) {
      const network = readNetwork(await read.bytes(`${files[`trained ${name}`].file}.network`));
      const { layers } = unpack(await read.bytes(`${name}.probes`));
      const seen = many.map((image) => forward(network, Float32Array.from(image)));
      for (const { image, scores, places, nearest } of placed) {
        const activations = forward(network, Float32Array.from(image));
        layers.forEach((probe, i) => {
          const title = `${name}, ${probe.layer}`;
          const values = activations[probe.layer];
          const found = scoresOf(probe, values);
          same(found, scores[i], title);
          same(placeOf(found, axesAt()), places[i], title);
          const others = Float32Array.from(seen.flatMap((each) => Array.from(each[probe.layer])));
          same(nearestTo(values, others, nearest[i].length), nearest[i], `${title}, neighbors`, 0);
        });
      }
    }
  },

  "a tour turns the picture, and stretches nothing": () => {
    const dot = (one, other) => one.reduce((sum, value, i) => sum + value * other[i], 0);
    for (let time = 0; time < 60; time += 0.7) {
      const axes = axesAt(time);
      const [x, y] = [0, 1].map((side) => axes.map((axis) => axis[side]));
      same([dot(x, x), dot(y, y), dot(x, y)], [5, 5, 0], `after ${time} s`);
      same([x, y].map((side) => side.reduce((sum, value) => sum + value)), [0, 0], `after ${time} s, the middle`);
    }
  },
};
