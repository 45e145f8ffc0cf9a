"""Activation functions: what a neuron can make of its weighted sum z.

Takes numbers, returns numbers of the same float type. Knows nothing of networks. A function may have a
parameter of its own, which a network sets; by default it is Keras's.
"""

from __future__ import annotations

import math
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


def capped_relu(z: np.ndarray, most: float = 6.0) -> np.ndarray:
    """min(max(z, 0), most): with 6, ReLU6 (A. Krizhevsky 2010)."""
    return np.clip(z, 0, most)


def leaky_relu(z: np.ndarray, slope: float = 0.3) -> np.ndarray:
    """z if z > 0, else slope × z (A. Maas, A. Hannun, A. Ng 2013)."""
    return np.where(z > 0, z, slope * z)


def elu(z: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """z if z > 0, else alpha × (e^z - 1) (D. Clevert, T. Unterthiner, S. Hochreiter 2015)."""
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # G. Klambauer et al. 2017


def selu(z: np.ndarray) -> np.ndarray:
    """1.0507 × elu(z) with alpha 1.6733: values keep their mean and variance from layer to layer."""
    return SELU_SCALE * elu(z, SELU_ALPHA)


def silu(z: np.ndarray) -> np.ndarray:
    """z × sigmoid(z), also called swish (P. Ramachandran, B. Zoph, Q. Le 2017)."""
    return z * sigmoid(z)


def softplus(z: np.ndarray) -> np.ndarray:
    """ln(1 + e^z), a ReLU without a corner."""
    return np.logaddexp(z, 0).astype(np.asarray(z).dtype)


ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
"""Σ ERF[i] t^(i+1) × e^(-x²) is 1 - erf(x) for x ≥ 0, with t = 1 / (1 + 0.3275911 x), to within 1.5e-7:
M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 7.1.26. NumPy has no erf."""


def normal_below(z: np.ndarray) -> np.ndarray:
    """Φ(z): what share of the standard normal distribution lies below z; to within 1e-7."""
    z = np.asarray(z)
    x = np.abs(z) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * x)
    tail = sum(factor * t ** (i + 1) for i, factor in enumerate(ERF)) * np.exp(-(np.minimum(x, 20) ** 2)) / 2
    return np.where(z > 0, 1 - tail, tail)


def gelu(z: np.ndarray) -> np.ndarray:
    """z × Φ(z) (D. Hendrycks, K. Gimpel 2016)."""
    return z * normal_below(z)


FUNCTIONS: Mapping[str, Callable[..., np.ndarray]] = {
    "step": step,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": relu,
    "capped_relu": capped_relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "selu": selu,
    "gelu": gelu,
    "silu": silu,
    "softplus": softplus,
}
COMPARED = ("step", "sigmoid", "tanh", "relu")  # those that everybody meets: what each makes of the same z
