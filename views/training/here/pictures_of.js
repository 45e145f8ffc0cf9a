// What the pictures of a training show of a Snapshot, as changes to the data they were sent, by key. views/training/live/watch.py
// shows the same once a training has ended. Knows nothing of threads.

import { IMAGE_SIZE, PIXELS } from "../../../model/constants.js";
import { strongestConnections } from "../../../model/explain/strongest.js";
import { forward } from "../../../model/network/network.js";
import { overfittingBegins, pointsOf } from "../../../model/training/snapshot.js";
import { signedColor } from "../../parts/looks/values.js";
import { filled, percents } from "../../parts/looks/wording.js";
import { _ } from "../../parts/language/language.js";
import { scientific, whole } from "./figures.js";

const finite = (value) => (Number.isFinite(value) ? value : null);

/**
 * Return the changes, see TrainingNews in reading.js.
 *
 * @param {Snapshot} snapshot
 * @param {Network} network - with its weights
 * @param {Float32Array} image - the drawing, (784,)
 * @param {object} looks - weight: the weight in the brightest color; lines: how many into each layer; thickest: the term of the
 *   thickest line; brightest: the activation of the brightest neuron
 * @param {boolean} moves - whether the next snapshot will follow in a moment
 * @returns {Object<string, function(object): object>}
 */
export function picturesOf(snapshot, network, image, looks, moves) {
  const activations = forward(network, image);
  const probs = activations[network.layers.at(-1).name];
  const points = pointsOf(snapshot);
  const isKnown = probs.every(Number.isFinite);
  const shares = Array.from(probs, (share) => (Number.isFinite(share) ? share : 0));
  const texts = percents(shares);
  const none = _("No answer");
  return {
    live_Loss: curvesOf(points, ["testLoss", "loss"], overfittingBegins(points)?.step),
    live_Accuracy: curvesOf(points, ["testAccuracy", "accuracy"]),
    drawing_bars: () => ({ bars: shares.map((share, digit) => ({ share, text: texts[digit] })), isWhole: true }),
    verdict: () => ({ text: isKnown ? filled(_("### It says {digit}"), { digit: shares.indexOf(Math.max(...shares)) }) : `### ${none}` }),
    meters: metersOf(snapshot, network),
    live_weights: weightsOf(network, looks.weight),
    architecture: (data) => ({ ...data, living: livingOf(network, activations, shares, looks, moves) }),
  };
}

/** Return the change to a chart of several trainings: this one's line. */
export const racing = (snapshot, lane) => {
  const points = pointsOf(snapshot);
  const line = { values: points.map((point) => point.testAccuracy), positions: points.map(({ step }) => step) };
  return { race_curves: (data) => ({ ...data, series: data.series.map((each, i) => (i === lane ? { ...each, ...line } : each)) }) };
};

const curvesOf = (points, names, turn = null) => (data) => ({
  ...data,
  positions: points.map(({ step }) => step),
  series: data.series.map((each, i) => ({ ...each, values: points.map((point) => finite(point[names[i]])), ...(i || turn === null ? {} : { turn }) })),
});

function metersOf({ gradientSizes, dead }, network) {
  const weighted = network.layers.filter((layer) => layer.kernel);
  const shareOf = (size) => (size > 0 && size < Infinity ? Math.max(0, Math.min(1, (Math.log10(size) + 6) / 8)) : Number(size > 0));
  return ({ heads, rows }) => ({
    heads,
    rows: rows.map(({ name }, layer) => {
      const isHidden = layer < rows.length - 1;
      const units = weighted[layer].bias.length;
      const text = isHidden ? filled(_("{dead} of {units}"), { dead: whole(dead[layer]), units: whole(units) }) : "";
      const cells = [
        { text, share: isHidden ? dead[layer] / units : null },
        { text: scientific(gradientSizes[layer]), share: shareOf(gradientSizes[layer]) },
      ];
      return { name, cells };
    }),
  });
}

const weightsOf = (network, scale) => (data) => {
  const { kernel, bias } = network.layers.find((layer) => layer.kernel);
  return { ...data, pictures: data.pictures.map((picture, neuron) => ({ ...picture, src: pictureOf(kernel, bias.length, neuron, scale) })) };
};

// One first-layer neuron's weights, kernel (784, units), as a picture's URL.
function pictureOf(kernel, units, neuron, scale) {
  const canvas = Object.assign(document.createElement("canvas"), { width: IMAGE_SIZE, height: IMAGE_SIZE });
  const picture = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
  const pixels = new Uint32Array(picture.data.buffer);
  for (let pixel = 0; pixel < PIXELS; pixel++) pixels[pixel] = signedColor(kernel[pixel * units + neuron], scale);
  canvas.getContext("2d").putImageData(picture, 0, 0);
  return canvas.toDataURL();
}

// The format is described in views/training/live/architecture.py.
function livingOf(network, activations, probs, { lines, thickest, brightest }, moves) {
  const weighted = network.layers.filter((layer) => layer.kernel);
  const brightness = (value) => Math.round(Math.max(-100, Math.min(100, finite((100 * value) / brightest) ?? 0)));
  return {
    lit: weighted.slice(0, -1).map((layer) => Array.from(activations[layer.activationLayer.name], brightness)),
    probs,
    lines: weighted.map((layer) => strongestConnections(activations[layer.before.name], layer.kernel, lines).map(([from, to, term]) => [from, to, Math.sign(term) * Math.min(1, Math.sqrt(Math.abs(term) / thickest))])),
    moves,
  };
}
