"""From the outputs back: by how much something grows with every value of every layer.

Takes a network, the values of a forward pass, and the derivatives of something, for example a loss or a
difference of logits, by the logits; returns its derivatives by every value beneath. Knows nothing of losses,
learning or pages. With L for that something:

    Dense, Conv2D   ∂L/∂input = Σ weight × ∂L/∂z, over all neurons that read it
    Scale           ∂L/∂input = factor × ∂L/∂output
    MaxPooling2D    ∂L/∂input = ∂L/∂output where it is the largest of its window (the first of equals), else 0
    Average…        ∂L/∂input = Σ ∂L/∂output / number in the window, over all windows that it lies in
    ReLU, …         ∂L/∂z = ∂L/∂a × slope of the activation function at z
    Flatten, …      the same, in the other shape
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from model.network import Activations, Network
from model.network.functions import SELU_ALPHA, SELU_SCALE, normal_below, sigmoid
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES, Layer, counts_of, windows_of

SLOPES: Mapping[str, Callable[..., np.ndarray]] = {
    "relu": lambda z, a: z > 0,
    "tanh": lambda z, a: 1 - a**2,
    "sigmoid": lambda z, a: a * (1 - a),
    "step": lambda z, a: 0 * z,
    "capped_relu": lambda z, a, most=6.0: (z > 0) & (z < most),
    "leaky_relu": lambda z, a, slope=0.3: np.where(z > 0, 1, slope),
    "elu": lambda z, a, alpha=1.0: np.where(z > 0, 1, a + alpha),
    "selu": lambda z, a: np.where(z > 0, SELU_SCALE, a + SELU_SCALE * SELU_ALPHA),
    "gelu": lambda z, a: normal_below(z) + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi),
    "silu": lambda z, a: sigmoid(z) + a * (1 - sigmoid(z)),
    "softplus": lambda z, a: sigmoid(z),
    "linear": lambda z, a: 0 * z + 1,
}
"""Activation function -> its slope da/dz, from z and a of the same shape, and its parameter.

At its corner, 0, a ReLU's slope is 0, as in Keras; a step is flat on both sides, so nothing before it learns.
"""

Slope = Callable[[Layer, np.ndarray, np.ndarray], np.ndarray]  # of an activation function, z and a -> slope
Gains = Mapping[str, np.ndarray]  # layer name -> the factors of its neurons or channels


def tangent(layer: Layer, z: np.ndarray, a: np.ndarray) -> np.ndarray:
    """Return the slope of an activation function at z: by how much a grows with it."""
    return SLOPES[ACTIVATION_FUNCTIONS[layer.kind]](z, a, *layer.parameters)


def pull_back(
    network: Network,
    activations: Activations,
    by_logits: np.ndarray,
    slope: Slope = tangent,
    gains: Gains = MappingProxyType({}),
    down_to: Layer | None = None,
) -> dict[str, np.ndarray]:
    """Return the derivatives by every value of every layer, from the logits down to the image.

    Args:
        network: of any layers that `layer.py` knows.
        activations: every layer's values (n, …) for n images, as `forward_batch` returns them.
        by_logits: (n, 10), the derivatives by the logits; results have its type.
        slope: of activation functions.
        gains: by what values were multiplied in the forward pass, a factor for each neuron or channel.
        down_to: the last layer for which they are computed; by default the image.

    Returns:
        Layer name -> (n, *shape), from the logits down.
    """
    found, gradient = {network.logits.name: by_logits}, by_logits
    layer = network.logits
    with np.errstate(all="ignore"):  # a network that has blown up overflows here, too
        while layer.before and layer is not down_to:
            gradient = _back(layer, activations, gradient, slope, gains.get(layer.name))
            layer = layer.before
            found[layer.name] = gradient
    return found


def _back(
    layer: Layer, activations: Activations, gradient: np.ndarray, slope: Slope, gain: np.ndarray | None
) -> np.ndarray:
    """Go back through one layer, from its output to its input."""
    if gain is not None:
        gradient = gradient * gain.astype(gradient.dtype)
    if layer.kind in COPIES:
        return gradient.reshape(len(gradient), *layer.before.shape)
    if layer.kind == "Dense":
        return gradient @ layer.kernel.T.astype(gradient.dtype, copy=False)
    if layer.kind == "Conv2D":
        return _back_through_windows(layer, gradient)
    if layer.kind == "Scale":
        return gradient * layer.kernel.astype(gradient.dtype, copy=False)
    if layer.kind == "AveragePooling2D":
        return _back_to_all(layer, gradient)
    inputs = np.asarray(activations[layer.before.name], gradient.dtype)
    if layer.kind == "MaxPooling2D":
        return _back_to_the_largest(layer, inputs, gradient)
    outputs = activations[layer.name] if gain is None else layer.compute(inputs)
    return gradient * slope(layer, inputs, np.asarray(outputs, gradient.dtype))


def _back_through_windows(layer: Layer, gradient: np.ndarray) -> np.ndarray:
    """Go back through a convolution: each value gets something from all the windows that contain it."""
    tall, wide, channels, filters = layer.kernel.shape
    kernel = layer.kernel.astype(gradient.dtype, copy=False)
    height, width, _ = layer.before.shape
    (rows, cols), (top, left), (down, right) = layer.shape[:2], layer.padding, layer.strides
    padded = _room(layer, len(gradient), gradient.dtype)
    flat = gradient.reshape(-1, filters)
    for row, col in np.ndindex(tall, wide):
        given = (flat @ kernel[row, col].T).reshape(*gradient.shape[:3], channels)
        padded[:, row : row + down * rows : down, col : col + right * cols : right] += given
    return padded[:, top : top + height, left : left + width]


def _back_to_all(layer: Layer, gradient: np.ndarray) -> np.ndarray:
    """Go back through an average pooling: each value of a window gets the same."""
    height, width, _ = layer.before.shape
    (rows, cols), (top, left), (down, right) = layer.shape[:2], layer.padding, layer.strides
    given = gradient / counts_of(layer)[..., None].astype(gradient.dtype)
    padded = _room(layer, len(gradient), gradient.dtype)
    for row, col in np.ndindex(layer.window):
        padded[:, row : row + down * rows : down, col : col + right * cols : right] += given
    return padded[:, top : top + height, left : left + width]


def _back_to_the_largest(layer: Layer, inputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Go back through a pooling: the largest value of each window gets all, of equal ones the first."""
    height, width, _ = layer.before.shape
    (rows, cols), (top, left), (down, right) = layer.shape[:2], layer.padding, layer.strides
    windows = windows_of(layer, inputs, padded_with=-np.inf)
    largest, is_open = layer.compute(inputs), np.ones(gradient.shape, bool)
    padded = _room(layer, len(gradient), gradient.dtype)
    for row, col in np.ndindex(layer.window):
        wins = is_open & (windows[:, :, :, row, col] == largest)
        is_open &= ~wins
        given = gradient * wins
        padded[:, row : row + down * rows : down, col : col + right * cols : right] += given
    return padded[:, top : top + height, left : left + width]


def _room(layer: Layer, number: int, dtype: np.dtype) -> np.ndarray:
    """Return zeros (n, …) for the values that a layer's windows reach, padding included."""
    sides = (
        max(pad + size, (count - 1) * stride + reach + (stride - 1))
        for pad, size, count, stride, reach in zip(
            layer.padding, layer.before.shape, layer.shape, layer.strides, layer.window
        )
    )
    return np.zeros((number, *sides, layer.before.shape[2]), dtype)
