// Laws of training in JavaScript: it learns as NumPy and Keras do. Laws as in laws.js, compared with what
// training_cases.py writes.

import { Fitting } from "../../model/training/fitting.js";
import { Backprop, lossOf } from "../../model/backprop/backprop.js";
import { OPTIMIZERS } from "../../model/backprop/optimizers.js";
import { readNetwork } from "../../model/network/network.js";

const SHARE = 1e-5; // a figure may be off by this share of the largest of its kind

function check(holds, words) {
  if (!holds) throw new Error(words);
}

function near(found, expected, title) {
  const largest = Math.max(...expected.map(Math.abs), 1e-9);
  check(found.length === expected.length, `${title}: ${found.length} in place of ${expected.length}`);
  expected.forEach((value, i) => check(Math.abs(found[i] - value) <= SHARE * largest, `${title} ${i}: ${found[i]}, not ${value}`));
}

async function everyTraining(read, visit) {
  const { number, batch, optimized, networks } = await read.json("training.json");
  const images = await read.floats("training.images", 0, 784 * number);
  const labels = await read.bytes("training.labels", 0, number);
  for (const [i, described] of networks.entries()) {
    const network = async () => readNetwork(await read.bytes(`training${i}.network`));
    await visit({ network, described, images, labels, batch, number, optimized, title: described.title });
  }
}

export const trainingLaws = {
  "the loss and the gradient of every weight are those of backprop.py": (read) =>
    everyTraining(read, async ({ network, described, images, labels, batch, title }) => {
      const backprop = new Backprop(await network(), batch);
      const { loss, kernels, biases } = backprop.run(images, labels, batch);
      near([loss], [described.loss], `${title}: loss`);
      near([lossOf(backprop.forward(images, batch), labels, batch)], [described.loss], `${title}: loss without a way back`);
      described.kernels.forEach((kernel, depth) => near(kernels[depth], kernel, `${title}, layer ${depth}: weight`));
      described.biases.forEach((bias, depth) => near(biases[depth], bias, `${title}, layer ${depth}: bias`));
    }),

  "a training's gradient sizes and dead neurons are those of its layers": (read) =>
    everyTraining(read, async ({ described, images, labels, batch, title }) => {
      const { choices, start, gradientSizes, dead } = described;
      const examples = { images: images.subarray(0, 784 * batch), labels: labels.subarray(0, batch) };
      const fitting = new Fitting({ ...choices, images: batch }, examples, examples, batch, start.map((each) => Float32Array.from(each)));
      const found = fitting.gradients();
      near(found.gradientSizes, gradientSizes, `${title}: size of the gradient of layer`);
      check(`${found.dead}` === `${dead}`, `${title}: ${found.dead} dead neurons, not ${dead}`);
      near([fitting.point().testLoss], [described.loss], `${title}: loss`);
    }),

  "of images in another order, a batch has the same gradients": (read) =>
    everyTraining(read, async ({ network, described, images, labels, batch, title }) => {
      const backprop = new Backprop(await network(), batch);
      const order = Int32Array.from({ length: batch }, (_, i) => batch - 1 - i);
      const { loss, kernels } = backprop.run(images, labels, batch, order);
      near([loss], [described.loss], `${title}: loss`);
      described.kernels.forEach((kernel, depth) => near(kernels[depth], kernel, `${title}, layer ${depth}: weight`));
    }),

  "after twenty steps every weight is where Keras has it": (read) =>
    everyTraining(read, async ({ network, described, images, labels, batch, number, optimized, title }) => {
      for (const [which, { optimizer: name, rate }] of optimized.entries()) {
        const backprop = new Backprop(await network(), batch);
        const optimizer = new OPTIMIZERS[name](rate);
        for (let start = 0; start < number; start += batch) {
          const order = Int32Array.from({ length: batch }, (_, i) => start + i);
          const { kernels, biases } = backprop.run(images, labels, batch, order);
          optimizer.begin();
          backprop.steps.forEach(({ layer }, depth) => {
            optimizer.change(layer.kernel, kernels[depth]);
            optimizer.change(layer.bias, biases[depth]);
          });
        }
        const found = backprop.steps.flatMap(({ layer }) => [layer.kernel, layer.bias]);
        described.after[which].forEach((weights, i) => near(found[i], weights, `${title}, ${name}, array ${i}: weight`));
      }
    }),
};
