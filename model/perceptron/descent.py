"""Gradient descent on one neuron: logistic regression with weights limited to -1 to 1.

p = sigmoid(z)        loss = -log p where it should fire, -log(1 - p) where not, the mean over all images
∂loss/∂weight = mean of pixel × (p - wanted)        ∂loss/∂bias = mean of (p - wanted)
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from model.perceptron.goals import Examples
from model.perceptron.perceptron import MOST_BIAS, UNIT, WHOLE, Perceptron
from model.preprocess.mnist import PIXELS

RATE, MOMENTUM = 0.05, 0.9  # as in Keras's SGD
MOST_STEPS = 1500  # after which it hardly moves: 4 against 9 gains 0.3 points in the last thousand
CLOSE = 1e-9  # in the loss, p is at least this far from 0 and 1


class Descent:
    """A neuron that learns: weights and bias as floats, between its steps.

    Attributes:
        weights: float64 (784,), from -1 to 1.
        bias: float.
        steps: how many it has taken.
    """

    def __init__(self, examples: Examples, begin: Perceptron | None = None) -> None:
        """Begin with a neuron, by default one without weights."""
        begin = begin or Perceptron()
        self.weights = begin.weights.astype(np.float64) / UNIT
        self.bias = begin.bias / UNIT
        self.steps = 0
        self._speed, self._bias_speed = np.zeros(PIXELS), 0.0
        self._images = examples.images.astype(np.float64) / WHOLE
        self._wanted = examples.wanted.astype(np.float64)

    def step(self) -> float:
        """Take one step downhill; return the loss before it, in nats."""
        p = 1 / (1 + np.exp(-(self._images @ self.weights + self.bias)))
        error = p - self._wanted
        self._speed = MOMENTUM * self._speed - RATE * (error @ self._images) / len(error)
        self._bias_speed = MOMENTUM * self._bias_speed - RATE * float(error.mean())
        self.weights = np.clip(self.weights + self._speed, -1, 1)
        self.bias += self._bias_speed
        self.steps += 1
        right = np.where(self._wanted > 0, p, 1 - p)
        return float(-np.log(np.maximum(right, CLOSE)).mean())

    def rounded(self) -> Perceptron:
        """Return the neuron as it is shown and counted: in whole thousandths."""
        bias = int(np.clip(np.floor(self.bias * UNIT + 0.5), -MOST_BIAS, MOST_BIAS))
        return Perceptron(np.floor(self.weights * UNIT + 0.5).astype(np.int16), bias)


def learn(
    examples: Examples, begin: Perceptron | None = None, steps: int = MOST_STEPS
) -> Iterator[Perceptron]:
    """Yield the neuron after each of `steps` steps."""
    descent = Descent(examples, begin)
    for _ in range(steps):
        descent.step()
        yield descent.rounded()


def differ_most(one: Perceptron, other: Perceptron, number: int = 3, apart: int = 5) -> list[int]:
    """Return pixels where two neurons' weights differ most, each over `apart` rows or columns from others."""
    rows, cols = np.divmod(np.arange(PIXELS), int(PIXELS**0.5))
    left = np.abs(one.weights.astype(int) - other.weights)
    found: list[int] = []
    while len(found) < number and left.any():
        place = int(left.argmax())
        found.append(place)
        left[(np.abs(rows - rows[place]) < apart) & (np.abs(cols - cols[place]) < apart)] = 0
    return found
