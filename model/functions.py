"""Activation functions: what a neuron may make of its weighted sum z.

Takes numbers, gives numbers. Knows nothing of networks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np


def step(z: np.ndarray) -> np.ndarray:
    """1 where z > 0, else 0: the threshold neuron of McCulloch and Pitts (1943)."""
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + e^-z), written so that no exponential overflows."""
    return (1 + np.tanh(np.asarray(z) / 2)) / 2


def relu(z: np.ndarray) -> np.ndarray:
    """max(z, 0)."""
    return np.maximum(z, 0.0)


FUNCTIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "step": step,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": relu,
}


def softmax_exponentials(logits: np.ndarray) -> np.ndarray:
    """e^(logit - largest logit), float64 (10,): each divided by their sum is the probability.

    Taking the largest off changes no share, and the numbers stay ones that can be read.
    """
    logits = np.asarray(logits, np.float64)
    return np.exp(logits - logits.max())
