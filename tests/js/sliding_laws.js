// Laws of the window that slides: what it writes is what the network computes. See laws.js.

import { floatsOf } from "../../model/base64.js";
import { fieldOf, filterOf, stepOf } from "../../model/explain/sliding.js";
import { forward, readNetwork } from "../../model/network/network.js";
import { inWindow } from "../../model/network/windows.js";

function check(holds, words) {
  if (!holds) throw new Error(words);
}

async function everyWindow(read, visit) {
  const [networks, described] = [await read.json("networks.json"), await read.json("sliding.json")];
  for (const [title, windows] of Object.entries(described)) {
    const { file, image, changed } = networks[title];
    const network = readNetwork(await read.bytes(`${file}.network`));
    const activations = forward(network, Float32Array.from(image), changed.factors);
    for (const data of windows) visit({ data, network, activations, title: `${title}, ${data.about}` });
  }
}

// Calls visit for every place of a map.
function everyPlace({ shape: [rows, cols] }, visit) {
  for (let row = 0; row < rows; row++) for (let col = 0; col < cols; col++) visit(row, col, row * cols + col);
}

export const slidingLaws = {
  "the cell that the window writes is the network's, at every place": async (read) => {
    const found = { padded: 0, own: 0, factors: new Set() };
    await everyWindow(read, ({ data, activations, title }) => {
      const [source, map] = data.layers.map((name) => activations[name]);
      const [filter, sent, sums] = [filterOf(data), floatsOf(data.values.map), activations[data.about[0]]];
      const size = Math.max(1, ...sent.map(Math.abs));
      found.factors.add(data.factor);
      everyPlace(data, (row, col, number) => {
        const { cells, z, a } = stepOf(filter, source, row, col);
        const flat = number * data.channels + filter.channel;
        check(a === map[flat] || (!a && !map[flat]), `${title} at ${row}, ${col}: writes ${a}, not ${map[flat]}`);
        check(Math.abs(a - sent[number]) <= 1e-5 * size, `${title} at ${row}, ${col}: Python has ${sent[number]}, not ${a}`);
        if (data.weights) check(z === sums[flat] || data.layers[1] === data.about[0], `${title} at ${row}, ${col}: a sum of ${z}, not ${sums[flat]}`);
        const full = filter.window[0] * filter.window[1] * (filter.own ? 1 : filter.before.shape[2]);
        check(cells.length <= full, `${title}: reads ${cells.length} of ${full}`);
        if (cells.length < full) found.padded++;
      });
      if (filter.own) found.own++;
    });
    check(found.padded > 50 && found.own > 3 && found.factors.size > 2, `too few kinds: ${JSON.stringify(found)}`);
  },

  "a field is what the windows reach, back to the image": (read) =>
    everyWindow(read, ({ data, network, title }) =>
      everyPlace(data, (row, col) => {
        let layer = network.layers.find(({ name }) => name === data.about[0]);
        let cells = new Set([row * layer.shape[1] + col]);
        for (; layer.before; layer = layer.before) {
          if (!layer.window) continue;
          const reached = new Set();
          for (const cell of cells) inWindow(layer, Math.floor(cell / layer.shape[1]), cell % layer.shape[1], (pixel) => reached.add(pixel));
          cells = reached;
        }
        const [rows, cols] = [[...cells].map((cell) => Math.floor(cell / 28)), [...cells].map((cell) => cell % 28)];
        const box = [Math.min(...rows), Math.max(...rows) + 1, Math.min(...cols), Math.max(...cols) + 1];
        check(fieldOf(data.chain, row, col).join() === box.join(), `${title} at ${row}, ${col}: ${fieldOf(data.chain, row, col)}, not ${box}`);
      }),
    ),
};
