// A class's devices in two halves, of which one teaches what reads the other, and what is read right by device.

import { FEWEST } from "../signs/learn.js";
import { interval } from "../training/whose.js";

export const FEWEST_READ = 5; // drawings of a device: of fewer, one can't say how well its hand is read

const devicesOf = (drawings) => [...new Set(drawings.map(({ device }) => device))].sort((one, other) => one - other);

/**
 * Put every other device into the second half, in the order in which they came.
 *
 * @param {{device: number, label: number}[]} drawings
 * @returns {{labels: number[], drawings: object[]}} the labels of which each half has FEWEST drawings or more, and the drawings with these labels; half: 0 or 1
 */
export function halved(drawings) {
  const places = new Map(devicesOf(drawings).map((device, place) => [device, place]));
  const all = drawings.map((each) => ({ ...each, half: places.get(each.device) % 2 }));
  const isIn = (label) => [0, 1].every((half) => all.filter((each) => each.label === label && each.half === half).length >= FEWEST);
  const labels = [...new Set(all.map(({ label }) => label))].sort((one, other) => one - other).filter(isIn);
  return { labels, drawings: all.filter(({ label }) => labels.includes(label)) };
}

/**
 * Count what is read right by device, in the order in which they came.
 *
 * @param {{device: number, label: number}[]} drawings
 * @param {?number[]} answers - as what each is read; null or undefined for nothing
 * @returns {{device: number, right: number, count: number, range: ?[number, number]}[]} range: the shares that fit these drawings; null below FEWEST_READ
 */
export function byDevice(drawings, answers) {
  const found = new Map(devicesOf(drawings).map((device) => [device, { device, right: 0, count: 0 }]));
  drawings.forEach(({ device, label }, i) => {
    found.get(device).count++;
    if (answers[i] === label) found.get(device).right++;
  });
  return [...found.values()].map((each) => ({ ...each, range: each.count < FEWEST_READ ? null : interval(each.right, each.count) }));
}
