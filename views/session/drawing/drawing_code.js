// A drawing as text in an address, in the format of views/session/drawing/drawing_code.py. The site's test has Python read what this
// writes.

import { CODE_VERSION, HIGH, LOW, MAX_POINTS, MOST_STROKES, STEPS } from "../../../model/constants.js";

/**
 * One stroke of the pen, like PenStroke in drawing_code.py.
 *
 * @typedef {object} PenStroke
 * @property {number[][]} points - [x, y], canvas pixels
 * @property {number} width - of the pen, whole canvas pixels
 * @property {boolean} isCurve - whether it bends around the points between first and last; otherwise it runs through them
 */

/**
 * Encode a drawing.
 *
 * @param {PenStroke[]} strokes
 * @param {Float32Array} image - (784,), the network's input
 * @param {Uint8Array} [picture] - a grayscale PNG file below the strokes
 * @returns {Promise<string>} empty if there are too many strokes or points, or a point is too far away
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

/** Compress bytes to zlib's format. */
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

// Returns a whole number from 0 as LEB128.
function number(value) {
  const digits = [];
  for (; value > 127; value >>= 7) digits.push((value & 127) | 128);
  return [...digits, value];
}

const signed = (value) => number(value >= 0 ? 2 * value : -2 * value - 1);
