// Figures that add up as shown: the twin of `apportion` in model/explain/ledger.py.

/**
 * Return whole units, one per value and each within one of it, that sum to `total`: all rounded down, and the missing units
 * given to the values that were cut the most.
 *
 * @param {ArrayLike<number>} values - in true size, finite
 * @param {number} total - in units of the last digit shown
 * @param {number} decimals - how many digits are shown after the point
 * @returns {number[]}
 */
export function apportion(values, total, decimals) {
  const exact = Array.from(values, (value) => value * 10 ** decimals); // of float32, no digit is lost
  const units = exact.map(Math.floor);
  const missing = () => total - units.reduce((sum, each) => sum + each, 0);
  const places = [...units.keys()].sort((i, j) => units[i] - exact[i] - (units[j] - exact[j]));
  for (const place of places.slice(0, Math.max(0, missing()))) units[place]++;
  const largest = exact.reduce((best, value, i) => (Math.abs(value) > Math.abs(exact[best]) ? i : best), 0);
  units[largest] += missing();
  return units;
}
