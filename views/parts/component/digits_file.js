// MNIST's digits as views/serving/digit_files.py serves them.

import { PIXELS } from "../../../model/constants.js";

const fetched = (globalThis.inklingDigitFiles ??= new Map()); // address -> promise, of those that several parts of a page use

/**
 * @typedef {object} Digits
 * @property {Uint8Array} labels - (n,)
 * @property {Uint8Array} images - (n, 784), flat, 0 for paper to 255 for ink
 *
 * The digits of a file, fetched once a page; again where that has failed.
 *
 * @param {string} address
 * @returns {Promise<Digits>}
 * @throws {Error} as fetchDigits
 */
export function digitsAt(address) {
  if (!fetched.has(address)) {
    fetched.set(address, fetchDigits(address));
    fetched.get(address).catch(() => fetched.delete(address));
  }
  return fetched.get(address);
}

/**
 * Fetch a file of digits.
 *
 * @param {string} address
 * @param {function(number, number)} heard - is called with how many bytes have come, and of how many; of 0 where nobody says
 * @returns {Promise<Digits>}
 * @throws {Error} it can't be fetched, or is no such file
 */
export async function fetchDigits(address, heard = () => {}) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const all = Number(answer.headers?.get("content-length")) || 0;
  let come = 0;
  const counted = new TransformStream({
    transform(bytes, next) {
      heard((come += bytes.length), all);
      next.enqueue(bytes);
    },
  });
  const stream = answer.body.pipeThrough(counted).pipeThrough(new DecompressionStream("gzip"));
  return digitsIn(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/** The digits of such a file, unzipped: labels, then images. */
export function digitsIn(bytes) {
  const count = bytes.length / (1 + PIXELS);
  if (!count || !Number.isInteger(count)) throw new RangeError(bytes.length);
  return { images: bytes.subarray(count), labels: bytes.subarray(0, count) };
}
