// Writes pictures that move as a GIF file, https://www.w3.org/Graphics/GIF/spec-gif89a.txt. Every picture after the first only has what
// changes.

const [CLEAR, END, MOST] = [256, 257, 4096]; // codes: forget all, the end; and how many there can be
const CLEAR_PIXEL = 255; // the color of a pixel that doesn't change
const MOST_COLORS = 255; // the others
const BLOCK = 255; // bytes of a block, at most

/** A GIF file that repeats forever. */
export class Gif {
  /**
   * @param {number} width - pixels
   * @param {number} height
   * @param {number[][]} colors - at most 255, [red, green, blue]; each pixel gets the closest one
   */
  constructor(width, height, colors) {
    Object.assign(this, { width, height, colors: colors.slice(0, MOST_COLORS), closest: new Map(), seen: new Uint32Array(width * height), shown: null });
    const table = new Uint8Array(3 * (MOST_COLORS + 1));
    this.colors.forEach((color, i) => table.set(color, 3 * i));
    this.parts = [ascii("GIF89a"), of(...short(width), ...short(height), 0xf7, 0, 0), table];
    this.parts.push(of(0x21, 0xff, 11), ascii("NETSCAPE2.0"), of(3, 1, 0, 0, 0));
  }

  /**
   * Add a picture.
   *
   * @param {Uint32Array} pixels - as in ImageData, row by row; nothing is transparent
   * @param {number} delay - hundredths of a second for which it's shown
   */
  add(pixels, delay) {
    const shown = new Uint8Array(pixels.length);
    for (let i = 0; i < pixels.length; i++) shown[i] = this.shown && pixels[i] === this.seen[i] ? this.shown[i] : this.colorOf(pixels[i]);
    const [left, top, right, bottom] = this.changed(shown);
    const part = new Uint8Array((right - left) * (bottom - top));
    for (let row = top, at = 0; row < bottom; row++)
      for (let i = row * this.width + left; i < row * this.width + right; i++) part[at++] = this.shown?.[i] === shown[i] ? CLEAR_PIXEL : shown[i];
    this.parts.push(of(0x21, 0xf9, 4, 0x05, ...short(delay), CLEAR_PIXEL, 0));
    this.parts.push(of(0x2c, ...[left, top, right - left, bottom - top].flatMap(short), 0, 8), ...inBlocks(squeezed(part)));
    Object.assign(this, { shown, seen: pixels.slice() });
  }

  /** Return the file's bytes, in parts; nothing can be added later. */
  end() {
    return [...this.parts, of(0x3b)];
  }

  // Returns the smallest box around all changes, of at least one pixel: [left, top, right, bottom].
  changed(shown) {
    if (!this.shown) return [0, 0, this.width, this.height];
    let [left, top, right, bottom] = [this.width, this.height, 0, 0];
    for (let i = 0; i < shown.length; i++) {
      if (shown[i] === this.shown[i]) continue;
      const [row, col] = [Math.floor(i / this.width), i % this.width];
      [left, top, right, bottom] = [Math.min(left, col), Math.min(top, row), Math.max(right, col + 1), Math.max(bottom, row + 1)];
    }
    return right ? [left, top, right, bottom] : [0, 0, 1, 1];
  }

  colorOf(pixel) {
    if (!this.closest.has(pixel)) {
      const far = ([red, green, blue]) => ((pixel & 255) - red) ** 2 + (((pixel >> 8) & 255) - green) ** 2 + (((pixel >> 16) & 255) - blue) ** 2;
      const distances = this.colors.map(far);
      this.closest.set(pixel, distances.indexOf(Math.min(...distances)));
    }
    return this.closest.get(pixel);
  }
}

const of = (...bytes) => Uint8Array.from(bytes);
const ascii = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const short = (number) => [number & 255, number >> 8];

// LZW with codes of 9 to 12 bits.
function squeezed(pixels) {
  const bytes = [];
  const codes = new Uint16Array(MOST << 8); // of a code and the pixel after it; 0 for none
  let [next, size, bits, count] = [END + 1, 9, 0, 0];
  const put = (code) => {
    bits |= code << count;
    for (count += size; count >= 8; count -= 8, bits >>>= 8) bytes.push(bits & 255);
  };
  put(CLEAR);
  let code = pixels[0];
  for (let i = 1; i < pixels.length; i++) {
    const key = (code << 8) | pixels[i];
    if (codes[key]) {
      code = codes[key];
      continue;
    }
    put(code);
    if (next === MOST) {
      put(CLEAR);
      codes.fill(0);
      [next, size] = [END + 1, 9];
    } else {
      if (next === 1 << size) size++;
      codes[key] = next++;
    }
    code = pixels[i];
  }
  put(code);
  if (next === 1 << size && size < 12) size++;
  put(END);
  return [...bytes, bits];
}

function* inBlocks(bytes) {
  for (let start = 0; start < bytes.length; start += BLOCK) {
    const block = bytes.slice(start, start + BLOCK);
    yield of(block.length, ...block);
  }
  yield of(0);
}
