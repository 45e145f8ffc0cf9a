// A neuron's sums for all images: those that it should fire for above the middle, the others below. Its threshold
// is a line to drag, which is a slider as high as the chart.

import { fires, histogram, UNIT, WHOLE } from "../../model/perceptron/perceptron.js";
import { _ } from "../parts/language/language.js";
import { write } from "../parts/asking/marked.js";
import { figure, filled, short } from "../parts/looks/wording.js";

const BINS = 40;
const HALF = 60; // half of the drawing's height
const WIDTH = 400;
const STEPS = 100; // positions of the slider

export class Chart {
  constructor(root, move) {
    const paths = ["ink-wanted", "ink-unwanted"].map((kind) => `<path class="${kind}"></path><path class="${kind} ink-wrong"></path>`).join("");
    root.innerHTML = `<small></small><div class="ink-plot"><svg viewBox="0 0 ${WIDTH} ${2 * HALF}" preserveAspectRatio="none" aria-hidden="true"><rect></rect>${paths}</svg><input type="range"></div><small></small><div class="ink-axis"><span></span><span></span><span></span></div>`;
    [this.above, this.plot, this.below, this.axis] = root.children;
    [this.svg, this.slider] = this.plot.children;
    [this.fired, ...this.paths] = this.svg.children;
    this.slider.oninput = () => move(-this.slider.valueAsNumber * (UNIT / STEPS));
  }

  /**
   * Show the chart.
   *
   * @param {Int32Array} added - sums, in perceptron.js's units
   * @param {number} bias - thousandths
   * @param {Uint8Array} wanted
   * @param {{for: string, others: string}} names - the names of both kinds of images
   */
  show(added, bias, wanted, names) {
    const [low, high] = rangeOf(added);
    const counts = [1, 1, 0, 0].map((kind, i) => histogram(added, low, high, BINS, (n) => wanted[n] === kind && (fires(added[n], bias) === Boolean(kind)) === (i % 2 === 0)));
    const highest = [0, 2].map((i) => Math.max(1, ...counts[i].map((count, bin) => count + counts[i + 1][bin])));
    this.paths.forEach((path, i) => path.setAttribute("d", bars(counts[i], i % 2 ? counts[i - 1] : null, Math.max(...highest), i < 2)));
    const at = Math.max(0, Math.min(WIDTH, ((-bias * WHOLE - low) / (high - low)) * WIDTH));
    for (const [name, value] of Object.entries({ x: at, y: 0, width: WIDTH - at, height: 2 * HALF })) this.fired.setAttribute(name, value);
    const size = (sum) => sum / (WHOLE * UNIT);
    Object.assign(this.slider, { min: Math.round(size(low) * STEPS), max: Math.round(size(high) * STEPS), step: 1 });
    this.slider.value = (-bias * STEPS) / UNIT;
    this.slider.setAttribute("aria-label", _("Threshold"));
    this.slider.setAttribute("aria-valuetext", figure(-bias / UNIT));
    write(this.above, names.for);
    write(this.below, names.others);
    [short(Math.round(size(low))), _("sum of pixel × weight"), short(Math.round(size(high)))].forEach((text, i) => write(this.axis.children[i], text));
  }
}

/** State the threshold, the bias and z in a sentence. */
export const inWords = (bias) => filled(_("The neuron fires if the sum is above its threshold, {threshold}. Its [bias](words#bias) is {bias}, the same number with the opposite sign."), { threshold: figure(-bias / UNIT), bias: figure(bias / UNIT) });

// The ends are round numbers, so that the axis doesn't move with the brush.
function rangeOf(added) {
  const whole = WHOLE * UNIT;
  let [low, high] = [0, 0];
  for (const sum of added) [low, high] = [Math.min(low, sum), Math.max(high, sum)];
  const span = Math.max((high - low) / whole, 4);
  const step = [1, 2, 5, 10, 20, 50, 100].find((each) => span / each <= 8) ?? 100;
  return [(Math.floor(low / whole / step) - (low < 0 ? 0 : 1)) * step * whole, (Math.floor(high / whole / step) + 1) * step * whole];
}

function bars(counts, below, highest, isUp) {
  const wide = WIDTH / BINS;
  const parts = [];
  counts.forEach((count, bin) => {
    if (!count) return;
    const from = ((below?.[bin] ?? 0) / highest) * (HALF - 2);
    const tall = (count / highest) * (HALF - 2);
    const top = isUp ? HALF - from - tall : HALF + from;
    parts.push(`M${(bin * wide + 0.5).toFixed(1)} ${top.toFixed(1)}h${(wide - 1).toFixed(1)}v${Math.max(tall, 1).toFixed(1)}h${(1 - wide).toFixed(1)}z`);
  });
  return parts.join("");
}
