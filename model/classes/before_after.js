// What versions of a network read of the same drawings, with how sure one can be of that.

import { interval } from "../training/whose.js";

/**
 * How a version reads drawings.
 *
 * @typedef {object} Share
 * @property {number} right - how many it reads as their label
 * @property {number} count - of all drawings
 * @property {number} low - the least share that fits them, by the 95 % interval of E. B. Wilson (1927),
 * @property {number} high - and the largest
 */

/**
 * Compare versions on the same drawings.
 *
 * @param {(?number)[][]} answers - for each version, what it reads of each drawing; null if it refuses it
 * @param {number[]} labels - what each drawing is
 * @returns {Share[]} of each version
 * @throws {Error} if a version hasn't read exactly these drawings
 */
export function beforeAfter(answers, labels) {
  return answers.map((each) => {
    if (each.length !== labels.length || each.includes(undefined)) throw new Error("Versions are compared on the same drawings.");
    const right = each.filter((answer, i) => answer === labels[i]).length;
    const [low, high] = interval(right, labels.length);
    return { right, count: labels.length, low, high };
  });
}
