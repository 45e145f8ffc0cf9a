"""A neuron whose weights are whole thousandths: what it adds up, and when it fires.

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
