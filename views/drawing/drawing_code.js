// A drawing as the text that an address carries: what views/drawing/drawing_code.py writes and reads.
// The test of the site has Python read what is written here.

import { CODE_VERSION, HIGH, LOW, MAX_POINTS, MOST_STROKES, STEPS } from "../../model/constants.js";

/**
 * What a pen has left, as PenStroke in drawing_code.py.
 *
 * @typedef {object} PenStroke
 * @property {number[][]} points - [x, y], canvas pixels
 * @property {number} width - of the pen, whole canvas pixels
 * @property {boolean} isCurve - whether it is bent round the points between first and last; else it runs through them
 */

/** The PenStroke of a pen that was at these points: the first is where it begins, and the first that it is bent round. */
export function penStroke(points, width) {
  const isCurve = points.length > 1;
  return { points: isCurve ? [points[0], ...points] : points, width, isCurve };
}

/**
 * @param {PenStroke[]} strokes
 * @param {Float32Array} image - (784,), what a network is shown
 * @param {Uint8Array} [picture] - a PNG file in grays that lies below the strokes
 * @returns {Promise<string>} empty where there are too many strokes or points, or one is too far away
 */
export async function encodeDrawing(strokes, image, picture = new Uint8Array()) {
  const points = strokes.flatMap((stroke) => stroke.points);
  if (strokes.length > MOST_STROKES || points.length > MAX_POINTS) return "";
  if (!points.flat().every((value) => LOW <= value && value <= HIGH)) return "";
  const packed = [CODE_VERSION, ...number(strokes.length)];
  for (const { points, width, isCurve } of strokes) {
    packed.push(...number(2 * width + Number(isCurve)), ...number(points.length));
    let [x, y] = [0, 0];
    for (const point of points) {
      const [right, down] = point.map((value) => Math.round(value * STEPS));
      packed.push(...signed(right - x), ...signed(down - y));
      [x, y] = [right, down];
    }
  }
  const bytes = await squeezed(Uint8Array.from([...packed, ...number(picture.length), ...picture, ...ofImage(image)]));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Bytes in zlib's format. */
export async function squeezed(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function ofImage(image) {
  const inked = image.filter((value) => value > 0);
  const mask = Array.from({ length: image.length / 8 }, (_, byte) =>
    image.slice(8 * byte, 8 * byte + 8).reduce((bits, value) => 2 * bits + Number(value > 0), 0),
  );
  const view = new DataView(new ArrayBuffer(4 * inked.length));
  inked.forEach((value, i) => view.setFloat32(4 * i, value, true));
  const bytes = [0, 1, 2, 3].flatMap((place) => Array.from(inked, (_, i) => view.getUint8(4 * i + place)));
  return [...mask, ...bytes];
}

// A whole number from 0, as LEB128.
function number(value) {
  const digits = [];
  for (; value > 127; value >>= 7) digits.push((value & 127) | 128);
  return [...digits, value];
}

const signed = (value) => number(value >= 0 ? 2 * value : -2 * value - 1);
