"""How the loss depends on one single weight: which way is downhill, and how steep it is.

Takes a network and images with their digits; returns the loss and its slope. It trains nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from model.backprop.backprop import backpropagate_from, loss_of
from model.network import Network, forward_batch
from model.network.functions import softmax


@dataclass(frozen=True, eq=False)
class OneWeight:
    """The loss of some images as one weight into the last layer varies, while all others stay.

    Attributes:
        neuron: the neuron of the last hidden layer that it comes from.
        digit: the digit that it leads to.
        weight: its value in the network.
        inputs: float64 (n,), the neuron's activation for each image.
        logits: float64 (n, 10), with this value.
        labels: (n,), the digits that the images show.
    """

    neuron: int
    digit: int
    weight: float
    inputs: np.ndarray = field(repr=False)
    logits: np.ndarray = field(repr=False)
    labels: np.ndarray = field(repr=False)

    def loss(self, weight: float) -> float:
        """Return the mean softmax cross-entropy, -log p of the digit that is shown."""
        return loss_of(self._moved(weight), self.labels)

    def slope(self, weight: float) -> float:
        """Return d loss / d weight: mean of input × (p of its digit - 1 where the image shows it, else 0)."""
        error = softmax(self._moved(weight))[:, self.digit] - (self.labels == self.digit)
        return float((self.inputs * error).mean())

    def downhill(self, steps: int, rate: float) -> float:
        """Return the weight after a number of steps of gradient descent, each -rate × slope."""
        weight = self.weight
        for _ in range(steps):
            weight -= rate * self.slope(weight)
        return weight

    def _moved(self, weight: float) -> np.ndarray:
        """Return the logits with that weight."""
        logits = self.logits.copy()
        logits[:, self.digit] += self.inputs * (weight - self.weight)
        return logits


def steepest_weight(network: Network, images: np.ndarray, labels: np.ndarray) -> OneWeight:
    """Return the weight into the last layer on which the loss depends most.

    Args:
        network: of dense layers only.
        images: float32 (n, 28, 28) in [0, 1].
        labels: (n,), the digits that they show.
    """
    values = forward_batch(network, images)
    inputs = values[network.logits.before.name].astype(np.float64)
    logits = network.logits_of(values).astype(np.float64)
    gradient = network.logits_of(backpropagate_from(network, values, labels).kernels)
    neuron, digit = (int(i) for i in np.unravel_index(np.abs(gradient).argmax(), gradient.shape))
    weight = float(network.logits.kernel[neuron, digit])
    return OneWeight(neuron, digit, weight, inputs[:, neuron], logits, np.asarray(labels, int))
