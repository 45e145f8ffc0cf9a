// Fetches MNIST's digits, which views/parts/files/digit_files.py makes.

import { PIXELS } from "../../../model/constants.js";
import { AGAIN, MOST_AGAIN } from "./outbox.js";


const fetched = (globalThis.inklingDigitFiles ??= new Map()); // address -> promise, for files that several parts of a page use

/**
 * @typedef {object} Digits
 * @property {Uint8Array} labels - (n,)
 * @property {Uint8Array} images - (n, 784), flat, 0 for paper to 255 for ink
 *
 * Fetch a file's digits, once per page, and again after a failure.
 *
 * @param {string} address
 * @returns {Promise<Digits>}
 * @throws {Error} see fetchDigits
 */
export const digitsAt = (address) => fetchedOnce(address, fetchDigits);

/**
 * Fetch who wrote MNIST's images, once per page, and again after a failure.
 *
 * @param {string} address
 * @returns {Promise<{train: Uint16Array, test: Uint16Array}>} the writers' numbers, see model/preprocess/writers.py
 * @throws {Error} see fetchDigits
 */
export const writersAt = (address) => fetchedOnce(address, () => fetchDigits(address, undefined, undefined, writersIn));

function fetchedOnce(address, fetchIt) {
  if (!fetched.has(address)) {
    fetched.set(address, fetchIt(address));
    fetched.get(address).catch(() => fetched.delete(address));
  }
  return fetched.get(address);
}

/**
 * Fetch a file of digits. After a failure, try again, because a connection or a server can be down for a moment.
 *
 * @param {string} address
 * @param {function(number, number)} [onProgress] - called with the bytes received and the total bytes, 0 if that
 *   isn't known
 * @param {function()} [failed] - called before each wait for a new attempt
 * @param {function(Uint8Array): object} [contents] - what is in the unzipped file
 * @returns {Promise<Digits>}
 * @throws {Error} if the last attempt failed: nothing arrived, or it isn't a file of digits
 */
export async function fetchDigits(address, onProgress = () => {}, failed = () => {}, contents = digitsIn) {
  for (let wait = AGAIN; wait <= MOST_AGAIN; wait *= 2) { // in total longer than a server takes to start
    try {
      return await attempt(address, onProgress, contents);
    } catch {
      failed();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return attempt(address, onProgress, contents);
}

async function attempt(address, onProgress, contents) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const all = Number(answer.headers?.get("content-length")) || 0;
  let come = 0;
  const counted = new TransformStream({
    transform(bytes, next) {
      onProgress((come += bytes.length), all);
      next.enqueue(bytes);
    },
  });
  const stream = answer.body.pipeThrough(counted).pipeThrough(new DecompressionStream("gzip"));
  return contents(new Uint8Array(await new Response(stream).arrayBuffer()));
}

const TEST = 10_000; // of the writers, for the test images

function writersIn(bytes) {
  const all = new Uint16Array(bytes.buffer);
  return { train: all.subarray(0, -TEST), test: all.subarray(-TEST) };
}

/** Return the digits of several files, one after the other. */
export function joined(parts) {
  if (parts.length === 1) return parts[0];
  const count = parts.reduce((sum, { labels }) => sum + labels.length, 0);
  const all = { images: new Uint8Array(count * PIXELS), labels: new Uint8Array(count) };
  let next = 0;
  for (const { images, labels } of parts) {
    all.images.set(images, next * PIXELS);
    all.labels.set(labels, next);
    next += labels.length;
  }
  return all;
}

/** Return the digits of such a file, unzipped: labels, then images. */
export function digitsIn(bytes) {
  const count = bytes.length / (1 + PIXELS);
  if (!count || !Number.isInteger(count)) throw new RangeError(bytes.length);
  return { images: bytes.subarray(count), labels: bytes.subarray(0, count) };
}
