// Writes a square of grays as a PNG file, as an address stores it, because browsers can't write grayscale PNGs.

import { squeezed } from "./drawing_code.js";

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const POLYNOMIAL = 0xedb88320; // of CRC-32, from ISO 3309, lowest bit first

/**
 * Encode a square of grays.
 *
 * @param {Uint8Array} values - (side × side,)
 * @returns {Promise<Uint8Array>} the file
 */
export async function gray(values, side) {
  const rows = new Uint8Array(side * (side + 1)); // each row starts with a 0, which means no filter
  for (let row = 0; row < side; row++) rows.set(values.subarray(row * side, (row + 1) * side), row * (side + 1) + 1);
  const header = [...fourBytes(side), ...fourBytes(side), 8, 0, 0, 0, 0]; // 8 bits per pixel, grayscale
  return Uint8Array.from([...SIGNATURE, ...chunk("IHDR", header), ...chunk("IDAT", await squeezed(rows)), ...chunk("IEND", [])]);
}

function chunk(name, contents) {
  const said = [...Array.from(name, (letter) => letter.charCodeAt(0)), ...contents];
  return [...fourBytes(contents.length), ...said, ...fourBytes(checksum(said))];
}

const fourBytes = (value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? POLYNOMIAL : 0);
  }
  return ~sum >>> 0;
}
