// Drawings in an order in which similar ones are next to each other.

/**
 * Begin with the one most similar to all, and follow each with the most similar one of the rest.
 *
 * @param {{shape: string}[]} tiles - shape: a hexadecimal digit for each square, how much ink it has
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
