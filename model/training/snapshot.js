// A training's Snapshot: the twin of snapshot.py.

const RISE = 0.05; // as RISE of snapshot.py

/** Returns the curve's points, and the current one. */
export const pointsOf = ({ curve, now }) => (curve.length && curve.at(-1).step === now.step ? curve : [...curve, now]);

/** Returns the point after which it gets worse on images that it has never seen; null if there is none, or not yet. */
export function overfittingBegins(points) {
  if (!points.length) return null;
  const lowest = points.reduce((least, point) => (point.testLoss < least.testLoss ? point : least));
  const last = points.at(-1);
  return last.testLoss >= (1 + RISE) * lowest.testLoss && last.loss < lowest.loss ? lowest : null;
}
