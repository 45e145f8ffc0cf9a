// Products of rows that are mostly 0: blank paper, silent neurons, and neurons without blame take no time.

const AT_ONCE = 8; // sums that stay in registers during a pass over a row's list
let doubles = new Float64Array(0);

/** Rows of numbers, as lists of the numbers that aren't 0. */
export class SparseRows {
  /**
   * @param {number} rows - at most
   * @param {number} width - numbers in each, at most 65,536
   */
  constructor(rows, width) {
    this.starts = new Int32Array(rows + 1); // where each row's part of the lists begins, and where the last one ends
    this.columns = new Uint16Array(rows * width); // 16 bits, so that no product needs an overflow check
    this.values = new Float32Array(rows * width);
    this.rows = 0;
    this.width = width;
  }

  /**
   * List the numbers that aren't 0.
   *
   * @param {Float32Array|Uint8Array} matrix - (n, width), flat
   * @param {number} rows - how many of them
   * @param {?Int32Array} [order] - which rows; by default the first
   * @param {number} [whole] - the value of 1: 255 where pixels are bytes
   * @returns {SparseRows} itself
   */
  fill(matrix, rows, order = null, whole = 1) {
    const { starts, columns, values, width } = this;
    let count = 0;
    for (let row = 0; row < rows; row++) {
      starts[row] = count;
      const start = (order ? order[row] : row) * width;
      for (let column = 0; column < width; column++) {
        const value = matrix[start + column];
        if (value === 0) continue;
        columns[count] = column;
        values[count++] = value / whole;
      }
    }
    starts[rows] = count;
    this.rows = rows;
    return this;
  }

  /**
   * List the same, column by column.
   *
   * @param {SparseRows} other - (rows, columns); this becomes (columns, rows)
   * @returns {SparseRows} itself
   */
  transpose(other) {
    const { starts, columns, values } = this;
    const count = other.starts[other.rows];
    starts.fill(0);
    for (let i = 0; i < count; i++) starts[other.columns[i] + 1]++;
    for (let row = 0; row < other.width; row++) starts[row + 1] += starts[row];
    for (let row = 0, i = 0; row < other.rows; row++)
      for (; i < other.starts[row + 1]; i++) {
        const place = starts[other.columns[i]]++;
        columns[place] = row;
        values[place] = other.values[i];
      }
    starts.copyWithin(1, 0, other.width); // each has moved to where the next one begins
    starts[0] = 0;
    this.rows = other.width;
    return this;
  }
}

/**
 * The product of rows and a matrix: out[row] = added + Σ value × matrix[column].
 *
 * @param {SparseRows} sparse - (rows, inputs)
 * @param {Float32Array} matrix - (inputs, width), flat
 * @param {number} width
 * @param {?Float32Array} added - (width,), to every row; null for nothing
 * @param {Float32Array} out - (rows, width), flat
 */
export function multiply({ starts, columns, values, rows }, matrix, width, added, out) {
  const even = width - (width % AT_ONCE);
  for (let unit = 0; unit < even; unit += AT_ONCE) {
    const near = inDoubles(matrix, width, unit);
    for (let row = 0; row < rows; row++) {
      let a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0; // as an array they take a quarter longer
      const to = starts[row + 1];
      for (let i = starts[row]; i < to; i++) {
        const value = values[i];
        const at = columns[i] * AT_ONCE;
        a += value * near[at];
        b += value * near[at + 1];
        c += value * near[at + 2];
        d += value * near[at + 3];
        e += value * near[at + 4];
        f += value * near[at + 5];
        g += value * near[at + 6];
        h += value * near[at + 7];
      }
      const at = row * width + unit;
      out[at] = a;
      out[at + 1] = b;
      out[at + 2] = c;
      out[at + 3] = d;
      out[at + 4] = e;
      out[at + 5] = f;
      out[at + 6] = g;
      out[at + 7] = h;
    }
  }
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    for (let unit = even; unit < width; unit++) {
      let sum = 0;
      for (let i = starts[row]; i < starts[row + 1]; i++) sum += values[i] * matrix[columns[i] * width + unit];
      out[start + unit] = sum;
    }
    if (added) for (let unit = 0; unit < width; unit++) out[start + unit] += added[unit];
  }
}

// Returns a matrix's columns from `unit` on, as many as are summed at once, side by side, as doubles.
function inDoubles(matrix, width, unit) {
  const rows = matrix.length / width;
  if (doubles.length < rows * AT_ONCE) doubles = new Float64Array(rows * AT_ONCE);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < AT_ONCE; column++) doubles[row * AT_ONCE + column] = matrix[row * width + unit + column];
  return doubles;
}
