// What a Snapshot of a training says: the twin of snapshot.py.

const RISE = 0.05; // as RISE of snapshot.py

/** The curve's points, and where it is now. */
export const pointsOf = ({ curve, now }) => (curve.length && curve.at(-1).step === now.step ? curve : [...curve, now]);

/** The point after which it gets worse on images that it has never seen; null for none, or not yet. */
export function overfittingBegins(points) {
  if (!points.length) return null;
  const lowest = points.reduce((least, point) => (point.testLoss < least.testLoss ? point : least));
  const last = points.at(-1);
  return last.testLoss >= (1 + RISE) * lowest.testLoss && last.loss < lowest.loss ? lowest : null;
}
