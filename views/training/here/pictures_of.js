// What the pictures and the bar of a training show of a Snapshot, as changes to the data they were sent, by key. views/training/live/watch.py
// shows the same once a training has ended. Knows nothing of threads.

import { IMAGE_SIZE } from "../../../model/constants.js";
import { strongestConnections } from "../../../model/explain/strongest.js";
import { forward } from "../../../model/network/network.js";
import { overfittingBegins, pointsOf } from "../../../model/training/snapshot.js";
import { paintImage, signedColor } from "../../parts/looks/values.js";
import { filled, percent, percents } from "../../parts/looks/wording.js";
import { _ } from "../../parts/language/language.js";
import { whole } from "../charts/sizes.js";

const MINUTES = 100; // seconds; from here on times are given in minutes
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
    meters: (data) => ({ ...data, dead: snapshot.dead, gradientSizes: snapshot.gradientSizes }),
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

const weightsOf = (network, scale) => (data) => {
  const { kernel, bias } = network.layers.find((layer) => layer.kernel);
  return { ...data, pictures: data.pictures.map((picture, neuron) => ({ ...picture, src: pictureOf(kernel, bias.length, neuron, scale) })) };
};

// One first-layer neuron's weights, kernel (784, units), as a picture's URL.
function pictureOf(kernel, units, neuron, scale) {
  const canvas = Object.assign(document.createElement("canvas"), { width: IMAGE_SIZE, height: IMAGE_SIZE });
  paintImage(canvas, (pixel) => signedColor(kernel[pixel * units + neuron], scale));
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

/**
 * Return what the bar shows.
 *
 * @param {object} training - its state and choices, and what is known so far: fetched, isRetrying, judged, shares; snapshot
 * @param {boolean} isAlone - whether there is room for all of it
 * @returns {{share: number, text: string}}
 */
export function barOf({ state, choices, fetched, isRetrying, judged, snapshot }, isAlone) {
  if (!snapshot) {
    if (isRetrying) return { share: 0, text: _("The digits didn't arrive. Trying again …") };
    return { share: 0, text: fetched === null ? _("Starting …") : filled(_("Fetching the training digits: {share}"), { share: percent(fetched) }) };
  }
  const perEpoch = Math.ceil(choices.images / choices.batch_size);
  const [steps, { step }] = [perEpoch * choices.epochs, snapshot.now];
  if (!isAlone) return { share: step / steps, text: filled(_("{done} of {all}"), { done: whole(step), all: whole(steps) }) };
  const epoch = Math.min(choices.epochs, Math.floor(step / perEpoch) + 1);
  const where = filled(_("[Step](words#training-step) {step} of {steps}, [epoch](words#epoch) {epoch} of {epochs}"), {
    step: whole(step), steps: whole(steps), epoch: whole(epoch), epochs: whole(choices.epochs),
  });
  const share = step / steps;
  if (state === "paused") return { share, text: filled(_("Paused. {where}"), { where }) };
  if (state === "stopped") return { share, text: filled(_("Stopped. {where}"), { where }) };
  if (state === "judging") return { share, text: filled(_("Reading the [test images](words#test-image): {share}"), { share: percent(judged) }) };
  if (state === "ended") return { share, text: where };
  const { seconds } = snapshot;
  const left = step && seconds > 1 ? [filled(_("about {time} left"), { time: duration((seconds / step) * (steps - step)) })] : [];
  return { share, text: [where, ...left].join(" · ") };
}

/** A duration in words: in seconds, or in minutes if there are many; views/training/live/watch.py does the same. */
export function duration(seconds) {
  return seconds < MINUTES ? filled(_("{count} s"), { count: whole(Math.round(seconds)) }) : filled(_("{count} min"), { count: whole(Math.round(seconds / 60)) });
}
