"""A dense network redone by hand, for one image: weights as plain arrays, and what they make of it.

Takes weights in Keras's order and an image; gives arrays. Knows nothing of Keras, of how the
weights were found, or of pages. Training publishes such networks, and a history keeps them.

    z = a_before @ kernel + bias        a = activation_function(z)        probs = softmax(z of the last)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from model.functions import FUNCTIONS, step

STEP_AT = 1.0  # a "step" neuron fires, with 1, when its sum exceeds this

ACTIVATION_FUNCTIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "relu": FUNCTIONS["relu"],
    "tanh": FUNCTIONS["tanh"],
    "sigmoid": FUNCTIONS["sigmoid"],
    "linear": lambda z: z,
    "step": lambda z: step(z - STEP_AT).astype(np.float32),
}


@dataclass(frozen=True, eq=False)
class DenseNetwork:
    """The weights of a dense network at one moment; nobody changes them.

    Attributes:
        weights: float32 kernel (inputs, units), bias (units,), kernel, bias, … up to the logits'.
        activation: of the hidden layers, one of `ACTIVATION_FUNCTIONS`.
    """

    weights: tuple[np.ndarray, ...] = field(repr=False)
    activation: str = "relu"

    @property
    def names(self) -> list[str]:
        """Of the layers that have weights, as the Keras network names them."""
        return [*(f"hidden{depth}" for depth in range(1, len(self.weights) // 2)), "logits"]


def pre_activations(network: DenseNetwork, image: np.ndarray) -> list[np.ndarray]:
    """z (units,) of every layer that has weights, for one float32 (28, 28) image."""
    function, below, found = ACTIVATION_FUNCTIONS[network.activation], image.ravel(), []
    with np.errstate(all="ignore"):  # a network that blows up overflows: that is what there is to see
        for kernel, bias in zip(network.weights[::2], network.weights[1::2]):
            # Not `@`: its threads wait for those that are training, 40 ms where this takes less than 1.
            found.append(np.einsum("i,ij->j", below, kernel) + bias)
            below = function(found[-1])
    return found


def probs_of(network: DenseNetwork, image: np.ndarray) -> np.ndarray:
    """The ten probabilities, softmax(z) = exp(z) / Σ exp(z); NaN for a network that has blown up."""
    with np.errstate(all="ignore"):
        logits = pre_activations(network, image)[-1]
        powers = np.exp(logits - logits.max())
        return powers / powers.sum()
