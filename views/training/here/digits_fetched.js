// MNIST's digits as views/serving/digit_files.py serves them, for whoever learns from them here.

import { IMAGE_SIZE } from "../../../model/constants.js";

const PIXELS = IMAGE_SIZE ** 2;

/**
 * Fetch a file of digits.
 *
 * @param {string} address
 * @param {function(number, number)} heard - is called with how many bytes have come, and of how many; of 0 where nobody says
 * @returns {Promise<Examples>}
 * @throws {Error} it can't be fetched, or is no such file
 */
export async function fetchDigits(address, heard) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  const all = Number(answer.headers.get("content-length")) || 0;
  let come = 0;
  const counted = new TransformStream({
    transform(bytes, next) {
      heard((come += bytes.length), all);
      next.enqueue(bytes);
    },
  });
  const stream = answer.body.pipeThrough(counted).pipeThrough(new DecompressionStream("gzip"));
  return examplesOf(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/** The digits of such a file, unzipped: labels, then images. */
export function examplesOf(bytes) {
  const count = bytes.length / (1 + PIXELS);
  if (!count || !Number.isInteger(count)) throw new RangeError(bytes.length);
  return { images: bytes.subarray(count), labels: bytes.subarray(0, count) };
}

/**
 * What is learned from: the first so many, and behind them one's own, each so often.
 *
 * @param {Examples} digits
 * @param {number} count
 * @param {?{images: Uint8Array, labels: number[], times: number}} own
 * @returns {Examples}
 */
export function withOwn({ images, labels }, count, own) {
  const first = { images: images.subarray(0, count * PIXELS), labels: labels.subarray(0, count) };
  if (!own) return first;
  const all = count + own.labels.length * own.times;
  const together = { images: new Uint8Array(all * PIXELS), labels: new Uint8Array(all) };
  together.images.set(first.images);
  together.labels.set(first.labels);
  let next = count;
  own.labels.forEach((label, i) => {
    for (let time = 0; time < own.times; time++, next++) {
      together.images.set(own.images.subarray(i * PIXELS, (i + 1) * PIXELS), next * PIXELS);
      together.labels[next] = label;
    }
  });
  return together;
}
