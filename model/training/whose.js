// Whose images a network learns from, and how well it reads each group's; whose.py has the names and the counts.

import { NUM_CLASSES, WHOSE } from "../constants.js";
import { mixed } from "./random.js";

export const GROUPS = WHOSE.groups;
export const WRITERS = WHOSE.writers;
export const MOST = WHOSE.most;
const { firstStudent, inFile, z: Z } = WHOSE;
const SHOWN = 12; // misread images of a group

/** Return choices for a network, 784 → 64 → 10, that learns from so many images within seconds: see benchmarks/whose.py. */
export function lightChoices(count) {
  const [batch_size, epochs] = count > inFile / 2 ? [64, 2] : count > 300 ? [64, 8] : [10, 40];
  return { hidden_layers: 1, units: 64, activation: "relu", optimizer: "Adam", learning_rate: 1e-3, batch_size, epochs };
}

/** Return a writer's group, one of `GROUPS`. */
export const groupOf = (writer) => GROUPS[Number(writer >= firstStudent)];

/** Return how many files of training images such a training needs, at most 3. */
export function filesOf(whose, count) {
  if (whose in WRITERS) return 1;
  return Math.ceil(Math.min(count, MOST[whose]) / (GROUPS.includes(whose) ? inFile / 2 : inFile));
}

/**
 * Choose training images, as many as asked for, or all that there are. Everybody's are the first. A group's are a sample of the first
 * file, or of all those that are needed. Of "both", half are each group's. Of one, ten or seventy writers, all adults, they are count / 10 of each digit.
 *
 * @param {string} whose - a name of `MOST`
 * @param {number} count
 * @param {Uint16Array} writers - of all training images
 * @param {Uint8Array} labels - of the images of `filesOf` files at least
 * @param {number} [seed] - others choose other images or writers, but not of everybody's
 * @returns {Int32Array} their indices, all different
 */
export function chosen(whose, count, writers, labels, seed = 1) {
  const most = Math.min(count, MOST[whose]);
  if (whose === "everybody") return Int32Array.from({ length: most }, (_, index) => index);
  const theirs = writers.subarray(0, filesOf(whose, most) * inFile);
  if (whose in WRITERS) return ofWriters(WRITERS[whose], most, theirs, labels, seed);
  const [adults, students] = GROUPS.map((group) => {
    const members = [];
    theirs.forEach((writer, index) => groupOf(writer) === group && members.push(index));
    return shuffled(members, seed);
  });
  if (whose === "both") return Int32Array.from({ length: 2 * Math.floor(most / 2) }, (_, i) => (i % 2 ? students : adults)[i >> 1]);
  return Int32Array.from((whose === "adults" ? adults : students).slice(0, most));
}

// Images of some adults who each wrote every digit, as often as it may be needed.
function ofWriters(number, count, writers, labels, seed) {
  const images = new Map(); // writer -> its images by digit
  writers.forEach((writer, index) => {
    if (writer >= firstStudent) return;
    if (!images.has(writer)) images.set(writer, Array.from({ length: NUM_CLASSES }, () => []));
    images.get(writer)[labels[index]].push(index);
  });
  const least = Math.max(1, Math.floor(MOST.writer / number / NUM_CLASSES));
  const able = [...images.keys()].filter((writer) => images.get(writer).every(({ length }) => length >= least));
  const who = shuffled(able, seed).slice(0, number);
  return Int32Array.from({ length: count }, (_, slot) => images.get(who[Math.floor((slot * number) / count)])[slot % NUM_CLASSES].shift());
}

/** Return the indices of the same writers' other images, among the first `end`. */
export function others(indices, writers, end) {
  const [known, theirs] = [new Set(indices), new Set(Array.from(indices, (index) => writers[index]))];
  return Int32Array.from({ length: end }, (_, index) => index).filter((index) => theirs.has(writers[index]) && !known.has(index));
}

// The numbers in an order that depends on the seed: by a hash.
function shuffled(numbers, seed) {
  const turn = Math.imul(seed, 0x9e3779b9);
  const keys = numbers.map((number) => [mixed(number ^ turn), number]);
  return keys.sort(([one], [other]) => one - other).map(([, number]) => number);
}

/**
 * Count what a network reads right of each group's images.
 *
 * @param {Uint8Array} answers - what it reads each test image as
 * @param {Uint8Array} labels
 * @param {Uint16Array} writers
 * @returns {{groups: Object<string, {right: number, count: number}>, misread: Object<string, [number, number][]>}} by group; misread: the
 *   first images, as index and answer
 */
export function byGroup(answers, labels, writers) {
  const groups = Object.fromEntries(GROUPS.map((group) => [group, { right: 0, count: 0 }]));
  const misread = Object.fromEntries(GROUPS.map((group) => [group, []]));
  answers.forEach((answer, index) => {
    const group = groupOf(writers[index]);
    groups[group].count++;
    if (answer === labels[index]) groups[group].right++;
    else if (misread[group].length < SHOWN) misread[group].push([index, answer]);
  });
  return { groups, misread };
}

/** Return between which shares a network would read right of all such images, with 95 %: see whose.py. */
export function interval(right, count) {
  if (!count) return [0, 1];
  const [share, z2] = [right / count, Z ** 2 / count];
  const half = Z * Math.sqrt((share * (1 - share)) / count + z2 / 4 / count);
  return [Math.max(0, (share + z2 / 2 - half) / (1 + z2)), Math.min(1, (share + z2 / 2 + half) / (1 + z2))];
}
