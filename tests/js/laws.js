// Laws of the JavaScript: it reads a drawing as Python and Keras do. Each is a function under its name that throws
// when it's broken. `read` gives the files that cases.py writes.
//
// Browser and server both need these, because the ink is read while it's drawn; everything else that both need is
// sent (views/parts/component/constants.py, model/network/message.py, and the data of each component):
//
// Twins have the same name side by side, which test_layout.py checks. These have twins with other names:
//
//   model/network/network.js            layer.py, model/explain/wiring.py, model/novelty/novelty.py
//   model/explain/explain.js            wiring.py, too
//   model/explain/apportion.js          ledger.py
//   views/parts/looks/values.js         colors.py
//
// read.json(name), read.floats(name, start, count), read.bytes(name, start, count): promises.

import { inputsOf, linesOf, outputsOf, strongest, weightsOf } from "../../model/explain/explain.js";
import { damaged } from "../../model/preprocess/damage.js";
import { hintOf } from "../../model/preprocess/hints.js";
import { FUNCTIONS } from "../../model/network/functions.js";
import { forward, logOdds, readNetwork } from "../../model/network/network.js";
import { evidenceOf, throughNeurons } from "../../model/attribution/attribution.js";
import { isNarrow, lyingSize, rowsOf, standingSizes } from "../../views/parts/pictures/layer_sizes.js";
import { toMnist } from "../../model/preprocess/preprocess.js";
import { cssColor, sequentialColor, signedColor } from "../../views/parts/looks/values.js";
import { perceptronLaws } from "./perceptron_laws.js";
import { mapLaws } from "./map_laws.js";
import { slidingLaws } from "./sliding_laws.js";
import { signLaws } from "./signs_laws.js";
import { trainingLaws } from "./training_laws.js";
import { figure, percent, percents } from "../../views/parts/looks/wording.js";

const SHARE = 1e-5; // a value may be off by this share of its layer's largest
const MOST = 10; // connections compared, for each unit
const NEARLY = 1e-4; // two ways of adding up the same terms

function check(holds, words) {
  if (!holds) throw new Error(words);
}

const near = (one, other, by = NEARLY) => Math.abs(one - other) <= by;

async function networkOf(read, { file }) {
  return readNetwork(await read.bytes(`${file}.network`));
}

async function everyNetwork(read, visit) {
  for (const [title, described] of Object.entries(await read.json("networks.json")))
    await visit(await networkOf(read, described), described, title);
}

async function everyUnit(read, visit) {
  await everyNetwork(read, (network, described, title) => {
    const activations = forward(network, Float32Array.from(described.image));
    for (const unit of described.units) {
      const layer = network.layers.find(({ name }) => name === unit.layer);
      const flatIndex = unit.index.reduce((flat, i, axis) => flat * layer.shape[axis] + i, 0);
      visit({ network, activations, unit, layer, flatIndex, title: `${title}, ${unit.layer} ${unit.index}` });
    }
  });
}

// Each network unchanged, and with neurons turned up or off.
async function everyLead(read, visit) {
  await everyNetwork(read, (network, { image, leads }, title) => {
    for (const expected of leads)
      visit({ network, activations: forward(network, Float32Array.from(image), expected.factors), expected, title: `${title}, ${expected.factors.length} factors` });
  });
}

const groupsOf = ({ shape }) => (shape.length === 3 ? shape[2] : shape.reduce((product, size) => product * size, 1));

// Whether a line's end lies where |activation × coefficient|, by Python's values, is largest on its map; outside
// of maps there is only one place.
function isAtItsLargest({ layer, flatIndex }, activations, levels) {
  if (layer.shape.length < 3 || !levels[layer.name]) return true;
  const [values, { coefficients }] = [activations[layer.activationLayer.name], levels[layer.name]];
  const channels = layer.shape[2];
  const sizes = Array.from(values, (value, i) => (i % channels === flatIndex % channels ? Math.abs(value * coefficients[i]) : -1));
  return sizes[flatIndex] >= Math.max(...sizes) * (1 - NEARLY) - 1e-9;
}

const key = (layer, flatIndex) => `${layer} ${flatIndex}`;
const termsOf = (connections) => new Map(connections.map(([layer, flatIndex, term]) => [key(layer, flatIndex), term]));

export const laws = {
  ...trainingLaws,
  ...perceptronLaws,
  ...mapLaws,
  ...slidingLaws,
  ...signLaws,

  "every value of every layer is Keras's": (read) =>
    everyNetwork(read, async (network, { file, number, layers }, title) => {
      const size = layers.reduce((sum, layer) => sum + layer.size, 0);
      for (let i = 0; i < number; i++) {
        const activations = forward(network, await read.floats(`${file}.images`, i * 784, 784));
        const expected = await read.floats(`${file}.values`, i * size, size);
        check(Object.keys(activations).join() === layers.map(({ name }) => name).join(), `${title}: other layers`);
        let start = 0;
        for (const { name, size, largest } of layers) {
          const values = activations[name];
          check(values.length === size, `${title}, ${name}: ${values.length} values for ${size}`);
          for (let flatIndex = 0; flatIndex < size; flatIndex++)
            if (!near(values[flatIndex], expected[start + flatIndex], SHARE * largest))
              throw new Error(`${title}, image ${i}, ${name} ${flatIndex}: ${values[flatIndex]}, not ${expected[start + flatIndex]}`);
          start += size;
        }
      }
    }),

  "a network with neurons turned up or off is the same": (read) =>
    everyNetwork(read, (network, { image, layers, changed }, title) => {
      const activations = forward(network, Float32Array.from(image), changed.factors);
      for (const { name } of layers) {
        const largest = Math.max(1, ...changed.values[name].map(Math.abs));
        check(activations[name].length === changed.values[name].length, `${title}, ${name}: another shape`);
        changed.values[name].forEach((value, flatIndex) =>
          check(near(activations[name][flatIndex], value, SHARE * largest), `${title}, ${name} ${flatIndex}: ${activations[name][flatIndex]}, not ${value}`),
        );
      }
    }),

  "non-digits are judged the same": (read) =>
    everyNetwork(read, async (network, { file, typicality: expected }, title) => {
      for (let i = 0; i < (expected ?? []).length; i++) {
        const activations = forward(network, await read.floats(`${file}.images`, i * 784, 784));
        check(near(Math.max(...logOdds(network, activations)), expected[i], 1e-3), `${title}, image ${i}`);
      }
      check(!expected === !network.novelty, `${title}: who knows non-digits`);
    }),

  "the image of a drawing is the same": async (read) => {
    const { number, side } = await read.json("drawings.json");
    for (let i = 0; i < number; i++) {
      const image = toMnist(await read.bytes("drawings.alpha", i * side * side, side * side), side, side);
      const expected = await read.floats("drawings.images", i * 784, 784);
      image.forEach((value, pixel) => check(near(value, expected[pixel], 2e-6), `drawing ${i}, pixel ${pixel}`));
    }
  },

  "what is asked of who draws too small, or two digits at once, is the same": async (read) => {
    const { side, hints } = await read.json("drawings.json");
    for (const [i, hint] of hints.entries()) {
      const found = hintOf(await read.bytes("drawings.alpha", i * side * side, side * side), side, side);
      check(found === hint, `drawing ${i}: "${found}", not "${hint}"`);
    }
    for (const hint of ["larger", "one", ""]) check(hints.includes(hint), `no drawing has "${hint}"`);
    check(hintOf(new Uint8Array(side * side), side, side) === "", "blank paper");
  },

  "a damaged image is the same, in every kind and degree": async (read) => {
    const { damages, images, noise } = await read.json("damages.json");
    for (const [place, damage] of damages.entries())
      for (let i = 0; i < images; i++) {
        const found = damaged(await read.floats("damages.images", i * 784, 784), damage, noise);
        const expected = await read.floats("damages.damaged", (place * images + i) * 784, 784);
        found.forEach((value, pixel) => check(near(value, expected[pixel], 1e-5), `${JSON.stringify(damage)}, image ${i}, pixel ${pixel}: ${value}, not ${expected[pixel]}`));
      }
  },

  "a blank canvas has no image": async () => check(toMnist(new Uint8Array(280 * 280), 280, 280) === null, "it has"),

  "layers side by side fit into their row, and each that lies down is a strip": async (read) => {
    for (const [title, panels] of Object.entries(await read.json("panels.json"))) {
      const rows = rowsOf(panels.length);
      check(rows.flat().join() === panels.map((_, i) => i).join(), `${title}: rows ${JSON.stringify(rows)}`);
      for (let width = 300; width <= 1200; width += 10)
        for (const height of [180, 500]) {
          if (isNarrow(rows.length, width)) {
            for (const panel of panels) {
              const [wide, tall] = lyingSize(panel, width);
              check(wide <= width + 1e-6 && (tall <= 192 || panel.kind === "digits"), `${title}, ${panel.kind}: ${wide} by ${tall} of ${width}`);
            }
            continue;
          }
          for (const row of rows) {
            const sizes = standingSizes(row.map((i) => panels[i]), width, height);
            const needed = sizes.reduce((sum, [wide]) => sum + wide, 12 * (row.length - 1));
            check(needed <= width + 1e-6, `${title}, row ${row}: ${needed} of ${width}`);
            sizes.forEach(([wide, tall], i) => {
              const { kind, grid: [down, across] } = panels[row[i]];
              check(tall <= Math.max(height, 240), `${title}, ${kind}: ${tall} of ${height}`);
              if (kind === "digits") check(tall / down >= 24, `${title}: outputs overlap`);
              else if (kind === "units") check(near(tall, height) && wide / across >= 1 && wide / across <= tall / down + 1e-6, `${title}: neurons of ${wide / across} by ${tall / down} in ${height}`);
              else check(near(wide / across, tall / down), `${title}, ${kind}: cells of ${wide / across} by ${tall / down}`);
            });
          }
        }
    }
  },

  "figures are written the same": async (read) => {
    for (const { marks, words, ...cases } of await read.json("figures.json")) {
      globalThis.inklingLanguage = { ...marks, words };
      for (const [value, written] of cases.figure) check(figure(value) === written, `${value}: ${figure(value)}, not ${written}`);
      for (const [share, written] of cases.percent) check(percent(share) === written, `${share}: ${percent(share)}, not ${written}`);
      for (const [shares, written] of cases.percents) check(percents(Float32Array.from(shares)).join() === written.join(), `${shares}: ${percents(shares)}, not ${written}`);
    }
    delete globalThis.inklingLanguage;
  },

  "an activation function is the same, far from 0 and with its own parameter, too": async (read) => {
    const calls = await read.json("functions.json");
    check(Object.keys(FUNCTIONS).every((name) => calls.some(([called]) => called === name)), "one is JavaScript's alone");
    for (const [name, parameters, values, expected] of calls)
      values.forEach((z, i) => check(near(FUNCTIONS[name](z, ...parameters), expected[i], 2e-6), `${name}(${z}, ${parameters}): ${FUNCTIONS[name](z, ...parameters)}, not ${expected[i]}`));
  },

  "a value has the same color": async (read) => {
    const { sequential, signed } = await read.json("colors.json");
    for (const [cases, color] of [[sequential, sequentialColor], [signed, signedColor]])
      for (const [value, scale, [red, green, blue]] of cases)
        check(cssColor(color(value, scale)) === `rgb(${red} ${green} ${blue})`, `${value} of ${scale}: ${cssColor(color(value, scale))}`);
  },

  "the strongest connections are those of the explanation": (read) =>
    everyUnit(read, ({ network, activations, unit, layer, flatIndex, title }) => {
      const found = { inputs: inputsOf(activations, { layer, flatIndex }), outputs: outputsOf(activations, { layer, flatIndex }) };
      for (const [side, end] of [["inputs", "from"], ["outputs", "to"]]) {
        const terms = termsOf(unit[side]);
        check(found[side].length === terms.size, `${title}: ${found[side].length} ${side} for ${terms.size}`);
        const ours = strongest(found[side], MOST);
        for (const connection of ours) {
          const name = key(connection[end].layer.name, connection[end].flatIndex);
          check(terms.has(name) && near(terms.get(name), connection.term), `${title}: ${side} ${name}`);
          terms.delete(name);
        }
        const weakest = Math.min(...ours.map(({ term }) => Math.abs(term)));
        for (const [name, term] of terms) check(Math.abs(term) < weakest + NEARLY, `${title}: ${name} was left out`);
      }
    }),

  "a unit's weights are those by which it multiplies": (read) =>
    everyUnit(read, ({ network, activations, unit, layer, flatIndex, title }) => {
      const weights = weightsOf(network, unit);
      if (!weights) return check(!layer.bias || layer.kind === "Scale", `${title} has weights`);
      const size = weights.shape.reduce((product, side) => product * side);
      check(weights.values.length === size, `${title}: ${weights.values.length} weights for ${size}`);
      const read = inputsOf(activations, { layer, flatIndex });
      if (read.length < size) return; // part of its window lies outside
      read.forEach(({ from, weight }, i) => check(weight === weights.values[i] && from.layer.name === weights.source, `${title}: weight ${i}`));
    }),

  "what a pixel adds to others is what they read of it": (read) =>
    everyNetwork(read, (network, { image, pixels }, title) => {
      const activations = forward(network, Float32Array.from(image));
      for (const { flatIndex, outputs } of pixels) {
        const [found, terms] = [outputsOf(activations, { layer: network.layers[0], flatIndex }), termsOf(outputs)];
        check(found.length === terms.size, `${title}, pixel ${flatIndex}: ${found.length} outputs for ${terms.size}`);
        for (const { to, term } of found) check(near(terms.get(key(to.layer.name, to.flatIndex)), term), `${title}, pixel ${flatIndex}: ${to.layer.name} ${to.flatIndex}`);
      }
    }),

  "the lines of a neuron are its largest terms": (read) =>
    everyUnit(read, ({ network, activations, unit, layer, flatIndex, title }) => {
      const isIt = (each) => each.layer === layer && each.flatIndex === flatIndex;
      const lines = linesOf(network, activations, unit);
      const sides = { inputs: lines.filter(({ to }) => isIt(to)), outputs: lines.filter(({ from }) => isIt(from)) };
      check(sides.inputs.length + sides.outputs.length === lines.length, `${title}: a line of another's`);
      for (const [side, end] of [["inputs", "from"], ["outputs", "to"]]) {
        const terms = termsOf(unit[side]);
        const largest = Math.max(0, ...[...terms.values()].map(Math.abs)) || 1;
        check(sides[side].length === Math.min(terms.size, side === "inputs" ? 24 : 12), `${title}: ${sides[side].length} ${side}`);
        for (const line of sides[side]) {
          const name = key(line[end].layer.name, line[end].flatIndex);
          const term = terms.get(name);
          check(near(line.share, Math.abs(term) / largest, 1e-3), `${title}: ${name} is as thick as ${line.share}`);
          check(!line.share || line.positive === term > 0, `${title}: ${name} has the other sign`);
          terms.delete(name);
        }
        const weakest = Math.min(...sides[side].map(({ share }) => share)) * largest;
        for (const [name, term] of terms) check(Math.abs(term) < weakest + NEARLY, `${title}: ${name} was left out`);
      }
    }),

  "a silent neuron's lines have the sign of their weights": (read) =>
    everyUnit(read, ({ network, activations, unit, layer, flatIndex, title }) => {
      if (layer.kind !== "Dense") return;
      const silent = Object.fromEntries(Object.entries(activations).map(([name, values]) => [name, new Float32Array(values.length)]));
      for (const { from, share, positive } of linesOf(network, silent, unit).filter(({ to }) => to.layer === layer)) {
        check(share === 0, `${title}: silence goes through`);
        check(positive === layer.kernel[from.flatIndex * layer.shape[0] + flatIndex] > 0, `${title}: from ${from.flatIndex}`);
      }
    }),

  "what decided is shared out among the neurons of every layer as in Python": (read) =>
    everyLead(read, ({ network, activations, expected, title }) => {
      const { factors, winner, other, lead, levels } = expected;
      const found = throughNeurons(network, activations, factors, winner, other);
      check(near(found.lead, lead), `${title}: a lead of ${found.lead}, not ${lead}`);
      check([...found.levels.keys()].join() === Object.keys(levels).join(), `${title}: other layers`);
      for (const [name, { layer, coefficients, bias }] of found.levels) {
        const largest = Math.max(...levels[name].coefficients.map(Math.abs), 1);
        const values = activations[layer.activationLayer.name];
        coefficients.forEach((value, i) => {
          const isSame = near(value, levels[name].coefficients[i], NEARLY * largest) || (values[i] === 0 && value === 0);
          check(isSame, `${title}, ${name} ${i}: ${value}, not ${levels[name].coefficients[i]}`);
        });
        check(near(bias, levels[name].bias, NEARLY * Math.max(1, Math.abs(bias))), `${title}, ${name}: a bias of ${bias}, not ${levels[name].bias}`);
        const shares = coefficients.map((value, i) => value * values[i]);
        const size = shares.reduce((sum, share) => sum + Math.abs(share), Math.abs(bias) + 1);
        check(near(shares.reduce((sum, share) => sum + share, bias), lead, NEARLY * size), `${title}, ${name}: does not add up`);
      }
    }),

  "the lines carry the largest shares of what decided, and it is said how much": (read) =>
    everyLead(read, ({ network, activations, expected, title }) => {
      const evidence = evidenceOf(network, activations, expected.factors);
      check(evidence.winner === expected.winner && evidence.other === expected.other, `${title}: ${evidence.winner} over ${evidence.other}`);
      check(near(evidence.lead, expected.lead), `${title}: a lead of ${evidence.lead}`);
      const { flows } = throughNeurons(network, activations, expected.factors, expected.winner, expected.other);
      check(evidence.carried.length === flows.length, `${title}: ${evidence.carried.length} layers`);
      flows.forEach(({ layer, shares }, depth) => {
        const { total, largest } = expected.lines[layer.name];
        const size = 1 + largest.reduce((sum, share) => sum + Math.abs(share), 0);
        const close = (one, other) => near(one, other, NEARLY * size);
        const lines = evidence.lines.filter(({ to }) => to.layer === layer);
        const drawn = largest.filter((share) => share !== 0);
        check(lines.length === drawn.length, `${title}, ${layer.name}: ${lines.length} lines for ${drawn.length}`);
        lines.forEach(({ from, to, term, share, positive }, i) => {
          check(close(Math.abs(term), Math.abs(drawn[i])), `${title}, ${layer.name}: ${term}, not ${drawn[i]}`);
          check(near(share, Math.abs(term / lines[0].term), 1e-9) && positive === term > 0, `${title}, ${layer.name}: is drawn otherwise`);
          check(from.layer === layer.source.unitLayer, `${title}, ${layer.name}: from ${from.layer.name}`);
          const group = ({ layer: { shape }, flatIndex }) => (shape.length === 3 ? flatIndex % shape[2] : flatIndex);
          const own = group(from) * (shares.length / groupsOf(from.layer)) + group(to);
          check(near(shares[own], term, 1e-9), `${title}, ${layer.name}: joins others`);
          for (const end of [from, to]) check(isAtItsLargest(end, activations, expected.levels), `${title}, ${layer.name}: ends at ${end.flatIndex} of ${end.layer.name}`);
        });
        check(close(shares.reduce((sum, share) => sum + share, 0), total), `${title}, ${layer.name}: all of it is not ${total}`);
        check(close(evidence.carried[depth], lines.reduce((sum, { term }) => sum + term, 0)), `${title}, ${layer.name}: carries ${evidence.carried[depth]}`);
      });
    }),
};
