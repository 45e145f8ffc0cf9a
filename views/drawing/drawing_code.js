// A drawing as the text that an address carries: what views/drawing/drawing_code.py writes and reads.
// The test of the site has Python read what is written here.

// steps: to a canvas pixel; range: of both axes, canvas pixels, ends included
const { version: VERSION, steps: STEPS, points: MAX_POINTS, strokes: MOST_STROKES, range: [LOW, HIGH] } = (globalThis.window ?? {}).inklingSite?.code ?? { range: [] }; // a thread has none: apart.js

/**
 * @param {number[][][]} strokes - lists of [x, y], canvas pixels, of the pen's points
 * @param {number} width - of the pen
 * @param {Float32Array} image - (784,), what a network is shown
 * @returns {Promise<string>} empty where there are too many strokes or points, or one is too far away
 */
export async function encodeDrawing(strokes, width, image) {
  if (strokes.length > MOST_STROKES) return "";
  if (strokes.reduce((sum, points) => sum + points.length + 2, 0) > MAX_POINTS) return "";
  if (!strokes.flat(2).every((value) => LOW <= value && value <= HIGH)) return "";
  const packed = [VERSION, ...number(strokes.length)];
  for (const points of strokes) {
    const isCurve = points.length > 1; // the first point is where it begins, and the first that it is bent round
    const kept = isCurve ? [points[0], ...points] : points;
    packed.push(...number(2 * width + Number(isCurve)), ...number(kept.length));
    let [x, y] = [0, 0];
    for (const point of kept) {
      const [right, down] = point.map((value) => Math.round(value * STEPS));
      packed.push(...signed(right - x), ...signed(down - y));
      [x, y] = [right, down];
    }
  }
  packed.push(...number(0), ...ofImage(image)); // no picture
  const stream = new Blob([Uint8Array.from(packed)]).stream().pipeThrough(new CompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
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
