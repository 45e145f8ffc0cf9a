// Which connections of a dense network carry most for one image: the twin of strongest.py.

/**
 * Return the connections into a layer with the largest |term| = |input × weight|, without zeros and values that aren't finite.
 *
 * @param {Float32Array} inputs
 * @param {Float32Array} kernel - (inputs, units), flat
 * @param {number} count
 * @returns {number[][]} [from, to, term], the largest first
 */
export function strongestConnections(inputs, kernel, count) {
  const units = kernel.length / inputs.length;
  const found = []; // [size, place], the largest first
  for (let place = 0; place < kernel.length; place++) {
    const input = inputs[Math.floor(place / units)];
    if (input === 0) {
      place += units - 1;
      continue;
    }
    const size = Math.abs(input * kernel[place]);
    if (!(size > 0 && size < Infinity) || (found.length === count && size <= found.at(-1)[0])) continue;
    if (found.length === count) found.pop();
    let at = found.length;
    while (at && found[at - 1][0] < size) at--;
    found.splice(at, 0, [size, place]);
  }
  return found.map(([, place]) => {
    const from = Math.floor(place / units);
    return [from, place % units, inputs[from] * kernel[place]];
  });
}
