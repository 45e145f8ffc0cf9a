// Laws of signs of one's own in JavaScript, compared with what signs_cases.py writes. Laws as in laws.js.

import { readNetwork } from "../../model/network/network.js";
import { distanceOf, LIMITS, thresholdOf } from "../../model/signs/known.js";
import { FROM_NOTHING } from "../../model/signs/learn.js";
import { DESCENT, fitOutputs } from "../../model/signs/regression.js";
import { DIGITS, withFile } from "../../model/signs/sign_sets.js";
import { AMOUNTS, variantsOf } from "../../model/signs/variants.js";
import { readImage } from "../../model/read_image.js";

function near(found, expected, by, title) {
  if (found.length !== expected.length) throw new Error(`${title}: ${found.length} numbers, not ${expected.length}`);
  expected.forEach((value, i) => {
    if (!(Math.abs(found[i] - value) <= by)) throw new Error(`${title}: at ${i} it is ${found[i]}, not ${value}`);
  });
}

const floats = (rows) => rows.map((row) => Float32Array.from(row));

export const signLaws = {
  "a network for signs bears their names, answers as in Python, and refuses the same": async (read) => {
    for (const { file, classes, images, digits, known } of (await read.json("signs.json")).networks) {
      const network = readNetwork(await read.bytes(`${file}.network`));
      if (network.classes.join() !== classes.join()) throw new Error(`the names: ${network.classes}`);
      if (new Set(known).size < 2) throw new Error(`${file} refuses all or none`);
      images.forEach((image, i) => {
        const { probs, isKnown } = readImage(network, Float32Array.from(image), []);
        if (probs.indexOf(Math.max(...probs)) !== digits[i] || isKnown !== known[i]) throw new Error(`${file}, image ${i}: ${isKnown}, ${[...probs]}`);
      });
    }
  },
  "signs have the same variants, and choices to learn from nothing, as in Python": async (read) => {
    const { amounts, fromNothing, image, variants } = await read.json("signs.json");
    if (JSON.stringify(FROM_NOTHING) !== JSON.stringify(fromNothing)) throw new Error(`from nothing: ${JSON.stringify(FROM_NOTHING)}`);
    if (JSON.stringify(AMOUNTS) !== JSON.stringify(amounts)) throw new Error(`the amounts: ${JSON.stringify(AMOUNTS)}`);
    const found = variantsOf(Float32Array.from(image), variants.length - 1);
    variants.forEach((variant, number) => near(found[number], variant, 1e-5, `variant ${number}`));
  },
  "the outputs for signs get the same weights as in Python": async (read) => {
    const { descent, features, labels, kernel, bias } = await read.json("signs.json");
    if (JSON.stringify(DESCENT) !== JSON.stringify(descent)) throw new Error(`the descent: ${JSON.stringify(DESCENT)}`);
    const found = fitOutputs(floats(features), labels, bias.length);
    near(found.kernel, kernel, 1e-4, "kernel");
    near(found.bias, bias, 1e-4, "bias");
  },
  "what a class drew, a file that Python writes, is read whole": async (read) => {
    const { classFile, classNames, classDrawings } = await read.json("signs.json");
    const { set, added, leftOut } = withFile(classFile, { names: [], drawings: [] }, { names: DIGITS, drawings: [] });
    if (set.names.join() !== classNames.join() || leftOut || added !== classDrawings.length) throw new Error(`${set.names}: ${added}, without ${leftOut}`);
    set.drawings.forEach((each, i) => {
      for (const name of ["label", "source", "strokes", "widths"])
        if (JSON.stringify(each[name]) !== JSON.stringify(classDrawings[i][name])) throw new Error(`drawing ${i}: its ${name} is ${JSON.stringify(each[name])}`);
    });
  },
  "an image is as far from the drawings of signs as in Python": async (read) => {
    const { limits, features, drawings: rows, background: others, distances, spread, plain, threshold } = await read.json("signs.json");
    if (JSON.stringify(LIMITS) !== JSON.stringify(limits)) throw new Error(`the limits: ${JSON.stringify(LIMITS)}`);
    const [drawings, background] = [floats(rows), floats(others)];
    const moved = floats(features).reverse().map((each) => each.map((value) => value + 1));
    near(moved.map((each) => distanceOf(each, drawings, background)), distances, 1e-5, "distances");
    near(drawings.map((each, i) => distanceOf(each, drawings, background, i)), spread, 1e-5, "spread");
    near(drawings.map((each, i) => distanceOf(each, drawings, [], i)), plain, 1e-5, "without a background");
    near([thresholdOf(spread)], [threshold], 1e-5, "threshold");
  },
};
