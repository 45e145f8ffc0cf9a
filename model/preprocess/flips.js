// Where the answer changes on the way from one drawing to another, each place confirmed on both sides: a few passes at a time.

const FLIP_SAMPLES = 33; // shares of a way at which the answer is computed, including the ends

/** The distance between the two passes next to a flip, as a share of the way. */
export const CLOSEST_FLIP = 2 ** -10;

/**
 * Find every flip between two samples with different answers, in order.
 *
 * @param {function(number): *} answerAt - from a share of the way, 0 to 1, to an answer
 * @yields {null} after every pass, so that the caller can let the page go on
 * @returns {Generator<null, {low: number, high: number, before: *, after: *}[]>} low, high: shares that were tried, at most
 *   CLOSEST_FLIP apart; before, after: the answers there
 */
export function* flipsOf(answerAt) {
  const found = [];
  function* closeIn(low, before, high, after) {
    if (before === after) return;
    if (high - low <= CLOSEST_FLIP) return found.push({ low, high, before, after });
    const middle = (low + high) / 2;
    const answer = answerAt(middle);
    yield null;
    yield* closeIn(low, before, middle, answer);
    yield* closeIn(middle, answer, high, after);
  }
  const samples = [];
  for (let number = 0; number < FLIP_SAMPLES; number++) {
    const share = number / (FLIP_SAMPLES - 1);
    samples.push([share, answerAt(share)]);
    yield null;
  }
  for (let number = 1; number < FLIP_SAMPLES; number++) yield* closeIn(...samples[number - 1], ...samples[number]);
  return found;
}
