"""A neuron whose weights are whole thousandths: what it adds up, and what it tells apart.

    sum = Σ pixel × weight        z = sum + bias        it fires where z > 0

Pixels are bytes, weights and biases thousandths, so sums are whole numbers of 1 / (255 × 1000): Python and
the browser have exactly the same ones, and an address can represent a neuron exactly. Frank Rosenblatt's
perceptron of 1958 is this neuron with the step function.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from model.preprocess.mnist import PIXELS

UNIT = 1000  # a weight or a bias of 1, in thousandths
WHOLE = 255  # a pixel full of ink
MOST_BIAS = 200 * UNIT  # digits have the ink of 100 pixels, a few 200


@dataclass(frozen=True, eq=False)
class Perceptron:
    """One neuron.

    Attributes:
        weights: int16 (784,), thousandths, from -UNIT to UNIT.
        bias: thousandths, from -MOST_BIAS to MOST_BIAS; the threshold with the opposite sign.
    """

    weights: np.ndarray = field(default_factory=lambda: np.zeros(PIXELS, np.int16), repr=False)
    bias: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing is painted."""
        return not self.weights.any()


class Tally(NamedTuple):
    """How many images a neuron tells apart.

    Attributes:
        right: it fires for those that it should, and for no others.
        missed: it should fire, but doesn't.
        false_alarms: it fires, but shouldn't.
    """

    right: int
    missed: int
    false_alarms: int

    @property
    def share(self) -> float:
        """The share of all images that are right: from 0 to 1."""
        return self.right / max(1, sum(self))


def sums(images: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the sums of the pixels, without the bias.

    Args:
        images: uint8 (n, 784) or (n, 28, 28), 255 for ink.
        weights: int16 (784,), thousandths.

    Returns:
        int64 (n,), in units of 1 / (255 × 1000).
    """
    return images.reshape(len(images), -1).astype(np.int64) @ weights.astype(np.int64)


def fires(added: np.ndarray, bias: int) -> np.ndarray:
    """Return for which of these sums z is above 0: bool (n,)."""
    return added + WHOLE * bias > 0


def tally(added: np.ndarray, bias: int, wanted: np.ndarray) -> Tally:
    """Count right and wrong sums; it should fire for those `wanted`: bool (n,)."""
    fired = fires(added, bias)
    return Tally(int((fired == wanted).sum()), int((wanted & ~fired).sum()), int((fired & ~wanted).sum()))


def best_bias(added: np.ndarray, wanted: np.ndarray) -> int:
    """Return the bias with which most are right; of several, in the middle of the widest gap, the highest.

    In thousandths. If the neuron should never fire, its threshold is the largest sum.
    """
    order = np.argsort(-added, kind="stable")
    falling, hits = added[order], wanted[order]
    # of i = 0, 1, …: how many more are right with the threshold below the first i than above all of them
    right = np.concatenate([[0], np.cumsum(np.where(hits, 1, -1))])
    above, below = falling[:-1], falling[1:]
    gaps = np.concatenate([[1], above - below, [1]])
    right[gaps == 0] = -len(added) - 1  # there is no place between equal sums
    best = max(range(len(right)), key=lambda i: (right[i], gaps[i], -i))
    if best == 0:
        bias = -((falling[0] + WHOLE - 1) // WHOLE)
    elif best == len(added):
        bias = -((falling[-1] - 1) // WHOLE)
    else:
        bias = -((above[best - 1] + below[best - 1]) // (2 * WHOLE))
    return int(np.clip(bias, -MOST_BIAS, MOST_BIAS))


def histogram(added: np.ndarray, low: int, high: int, bins: int) -> np.ndarray:
    """Count the sums in each of as many equal parts from low to high, the end included: int (bins,)."""
    places = (added - low) * bins // (high - low)
    return np.bincount(np.clip(places, 0, bins - 1), minlength=bins)


def worst(added: np.ndarray, bias: int, wanted: np.ndarray, number: int) -> np.ndarray:
    """Return the images furthest on the wrong side of the threshold, furthest first; at most `number`."""
    wrong = np.flatnonzero(fires(added, bias) != wanted)
    far = np.abs(added[wrong] + WHOLE * bias)
    return wrong[np.argsort(-far, kind="stable")[:number]]
