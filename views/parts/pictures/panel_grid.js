// The places of a layer's units in its picture: from an index to a spot, and from the pointer back to an index.

const LONGEST = 16; // units in a row if layers are one below another, so that a finger can hit them

/** Return the rows and columns of a horizontal layer. */
export function lying(down, across) {
  const rows = across * Math.ceil(down / LONGEST);
  return [rows, Math.ceil((down * across) / rows)];
}

/** The layout of one layer at one size; all places are in pixels of its picture. */
export class PanelGrid {
  /**
   * @param {{shape: number[], grid: number[]}} panel - see network_view.py: shape [units],
   *   [rows, cols] or [rows, cols, channels]; grid [rows, cols] of neurons or of feature maps
   * @param {boolean} isLying - whether the layer is horizontal, because layers are one below another
   * @param {number} width - pixels
   * @param {number} height - pixels
   */
  constructor({ shape, grid: [down, across] }, isLying, width, height) {
    const [mapRows, mapCols] = shape.length > 1 ? shape : [1, 1];
    const channels = shape.length === 2 ? 1 : shape.at(-1);
    const [rows, cols] = isLying ? lying(down, across) : [down, across];
    Object.assign(this, { shape, isLying, width, height, rows, cols, mapRows, mapCols, channels });
  }

  /** Return the cell of a neuron or feature map: {x, y, width, height}. */
  cell(channel) {
    const { rows, cols, isLying } = this;
    const [width, height] = [this.width / cols, this.height / rows];
    const [row, col] = isLying ? [channel % rows, Math.floor(channel / rows)] : [Math.floor(channel / cols), channel % cols];
    return { x: col * width, y: row * height, width, height };
  }

  /** Return where it's painted in its cell: [left, top, width, height]. */
  box(channel) {
    const { x, y, width, height } = this.cell(channel);
    const margin = Math.min(1.5, width / 12);
    return [x + margin, y + margin, width - 2 * margin, height - 2 * margin];
  }

  /** Return the middle of a unit: {x, y}. */
  spot(index) {
    if (index.length === 1) {
      const { x, y, width, height } = this.cell(index[0]);
      return { x: x + width / 2, y: y + height / 2 };
    }
    const [x, y, width, height] = this.box(index[2] ?? 0);
    return { x: x + ((index[1] + 0.5) * width) / this.mapCols, y: y + ((index[0] + 0.5) * height) / this.mapRows };
  }

  /** Return the index of the unit at x, y, or null. */
  unitAt(x, y) {
    const { rows, cols } = this;
    const [row, col] = [Math.floor((y / this.height) * rows), Math.floor((x / this.width) * cols)];
    if (row < 0 || col < 0 || row >= rows || col >= cols) return null;
    const channel = this.isLying ? col * rows + row : row * cols + col;
    if (channel >= this.channels) return null;
    const [left, top, width, height] = this.box(channel);
    const within = (share, size) => Math.max(0, Math.min(size - 1, Math.floor(share * size)));
    return this.indexIn(channel, within((y - top) / height, this.mapRows), within((x - left) / width, this.mapCols));
  }

  /** Return the index of a neuron, a pixel, or a unit of a feature map. */
  indexIn(channel, row, col) {
    return [[channel], [row, col], [row, col, channel]][this.shape.length - 1];
  }

  /** Return the channel that an arrow key leads to. */
  step(channel, key) {
    const [down, right] = this.isLying ? [1, this.rows] : [this.cols, 1];
    const by = { ArrowDown: down, ArrowUp: -down, ArrowRight: right, ArrowLeft: -right }[key];
    return by && Math.max(0, Math.min(this.channels - 1, channel + by));
  }

  /** Return the flat index of a unit's value in its layer, (unit,) or (row, col, channel) in numpy's order. */
  flatIndex(index) {
    return index.reduce((flat, i, axis) => flat * this.shape[axis] + i, 0);
  }

  /** Return the index of the unit at a flat index. */
  indexAt(flatIndex) {
    const index = [];
    for (const side of [...this.shape].reverse()) {
      index.unshift(flatIndex % side);
      flatIndex = Math.floor(flatIndex / side);
    }
    return index;
  }
}
