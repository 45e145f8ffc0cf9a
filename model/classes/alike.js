// Drawings in an order in which those that look alike stand together.

/**
 * Begin with the one that is most like all, and let each be followed by the one most like it of those that are left.
 *
 * @param {{shape: string}[]} tiles - shape: a hexadecimal digit a square, how much ink there is in it
 * @returns {object[]} the same tiles
 */
export function alike(tiles) {
  const shapes = new Map(tiles.map((tile) => [tile, Array.from(tile.shape, (digit) => parseInt(digit, 16))]));
  const left = new Set(tiles);
  const [first] = shapes.values();
  if (!first) return [];
  const mean = first.map((_ink, square) => [...shapes.values()].reduce((sum, shape) => sum + shape[square], 0) / tiles.length);
  const sorted = [];
  for (let last = mean; left.size; ) {
    let nearest, least = Infinity;
    for (const tile of left) {
      const distance = distanceOf(last, shapes.get(tile));
      if (distance < least) [nearest, least] = [tile, distance];
    }
    left.delete(nearest);
    sorted.push(nearest);
    last = shapes.get(nearest);
  }
  return sorted;
}

const distanceOf = (one, other) => one.reduce((sum, ink, square) => sum + (ink - other[square]) ** 2, 0);
