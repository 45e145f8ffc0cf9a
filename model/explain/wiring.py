"""Who reads whom, unit by unit, as indices.

Takes layers, returns index arrays. Knows no weights, values or images: `explain.py` computes what a
connection carries, and each layer knows which layers it reads and which read it.

Flatten and Reshape keep the row-major order, so a flat index means the same value on either side
of them. So everything here is computed in flat indices, and a unit that reads a flattened
layer can show the pixel, or the feature map's row, column and channel, beneath it.
"""

from __future__ import annotations

import numpy as np

from model.network import Network
from model.network.layer import Layer
from model.network.neuron import Index, Neuron, Unit

OUTSIDE = -1  # the index of an input that is padding, in no layer


def find_unit(network: Network, unit: Unit) -> Neuron:
    """Return the neuron with that name: `hidden1_relu` and `hidden1` contain the same ones.

    Raises:
        KeyError: the network has no such layer.
        ValueError: the layer has no such index.
    """
    layer = network.layer(unit.layer)
    index = tuple(int(i) for i in unit.index)
    if len(index) != len(layer.shape) or not all(0 <= i < size for i, size in zip(index, layer.shape)):
        raise ValueError(f"{layer.name} has shape {layer.shape}: there is no unit {index}")
    return Neuron(layer.unit_layer, index)


def inputs_of(neuron: Neuron) -> np.ndarray:
    """Return which values of its source a neuron (not a pixel) reads: flat indices, `OUTSIDE` for padding.

    Returns:
        int64: Dense (inputs,), Conv2D (rows, cols, channels in), a pooling (rows, cols), others (1,).
    """
    layer, index = neuron.layer, neuron.index
    shape = layer.before.shape
    if layer.kind == "Dense":
        return np.arange(shape[0])
    if not layer.window:
        return np.array([np.ravel_multi_index(index, layer.shape)])
    rows, cols = (
        position * stride - pad + np.arange(size)
        for position, stride, pad, size in zip(index, layer.strides, layer.padding, layer.window)
    )
    height, width, channels = shape
    channel = np.arange(channels) if layer.kind == "Conv2D" else index[2]
    inside = ((rows >= 0) & (rows < height))[:, None] & ((cols >= 0) & (cols < width))
    flat = rows[:, None] * width + cols
    if layer.kind == "Conv2D":
        inside, flat = inside[..., None], flat[..., None]
    return np.where(inside, flat * channels + channel, OUTSIDE)


def windows_over(layer: Layer, index: Index) -> tuple[np.ndarray, ...]:
    """Return the windows of a convolution or pooling that hold the pixel (row, col, …) of the layer before.

    Window `out` contains `index` at `offset` where out × stride - padding + offset = index.

    Args:
        layer: Conv2D or a pooling.
        index: (row, col, …) in the output of the layer before; what follows the column isn't used.

    Returns:
        int64: offset rows (n,), offset cols (m,), window rows (n,), window cols (m,); every pair of a row
        and a column is a window.
    """
    offsets, windows = [], []
    for i, size, stride, pad, number in zip(index, layer.window, layer.strides, layer.padding, layer.shape):
        offset = np.arange(size)
        start = i + pad - offset
        valid = (start % stride == 0) & (start >= 0) & (start // stride < number)
        offsets.append(offset[valid])
        windows.append(start[valid] // stride)
    return (*offsets, *windows)


def unravel(flat: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return flat indices (…) as indices (…, ndim) in an array of that shape; `OUTSIDE` stays the same."""
    index = np.stack(np.unravel_index(np.maximum(flat, 0), shape), axis=-1)
    return np.where(np.expand_dims(flat, -1) == OUTSIDE, OUTSIDE, index)


def windows_back(layer: Layer) -> list[dict[str, object]]:
    """Return the windows from a layer back to the image, as fieldOf of sliding.js takes them.

    `own`: whether a window only reads the feature map of its own number, as a pooling's does.
    """
    found = []
    while layer is not None:
        if layer.window:
            sizes = {"window": layer.window, "strides": layer.strides, "padding": layer.padding}
            found.append(sizes | {"own": layer.kernel is None, "before": {"shape": layer.before.shape}})
        layer = layer.before
    return found
