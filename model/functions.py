"""Activation functions: what a neuron may make of its weighted sum z.

Takes numbers, gives numbers of the same float type. Knows nothing of networks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np


def step(z: np.ndarray) -> np.ndarray:
    """1 where z > 0, else 0: the threshold neuron of McCulloch and Pitts (1943). At 0 it does not fire."""
    return np.heaviside(z, 0)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + e^-z), written so that no exponential overflows."""
    return (1 + np.tanh(np.asarray(z) / 2)) / 2


def relu(z: np.ndarray) -> np.ndarray:
    """max(z, 0)."""
    return np.maximum(z, 0)


def softmax(z: np.ndarray) -> np.ndarray:
    """e^z / Σ e^z along the last axis: shares of 1; NaN where a z is."""
    exponentials = softmax_exponentials(z)
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def softmax_exponentials(z: np.ndarray) -> np.ndarray:
    """e^(z - largest z) along the last axis: each divided by their sum is the softmax.

    Taking the largest off changes no share, and the numbers stay ones that can be read.
    """
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


FUNCTIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "step": step,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": relu,
}
