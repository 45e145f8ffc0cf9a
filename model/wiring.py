"""Who reads whom: the connections between units, as indices.

Takes a network's layers, gives index arrays. Knows no weights, values or images: what a connection
carries is `explain.py`'s.

Flatten and Reshape keep the row-major order, so a flat index means the same value on either side
of them. Everything here is therefore worked out in flat indices, and whoever reads a flattened
layer can be told the pixel or the feature map's place beneath it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.network import Layer, Network

ACTIVATION_FUNCTIONS = {
    "ReLU": "relu",
    "Softmax": "softmax",
    "Tanh": "tanh",
    "Sigmoid": "sigmoid",
    "Threshold": "threshold",
}
WEIGHTED = ("Dense", "Conv2D")
COPIES = ("Flatten", "Reshape", "Dropout")  # pass every value on as it is, once trained
OUTSIDE = -1  # the index of an input that is padding, in no layer


@dataclass(frozen=True)
class Unit:
    """One neuron, pixel or place: (unit,) in a dense layer, (row, col, channel) in a feature map."""

    layer: str
    index: tuple[int, ...]


def resolve(network: Network, unit: Unit) -> Unit:
    """The unit that does the adding up: `hidden1_relu` and `hidden1` are the same neuron, `hidden1`.

    Raises:
        KeyError: the network has no such layer.
        ValueError: the layer has no such place.
    """
    layer = network.layer(unit.layer)
    index = tuple(int(i) for i in unit.index)
    if len(index) != len(layer.shape) or not all(0 <= i < size for i, size in zip(index, layer.shape)):
        raise ValueError(f"{layer.name} has shape {layer.shape}: there is no unit {index}")
    if layer.kind in ACTIVATION_FUNCTIONS and network.before(layer.name).kind in WEIGHTED:
        layer = network.before(layer.name)
    return Unit(layer.name, index)


def output_layer(network: Network, layer: Layer) -> Layer:
    """Where the layer's activations are: the activation function after it, if there is one."""
    after = network.after(layer.name)
    return after if after and layer.kind in WEIGHTED and after.kind in ACTIVATION_FUNCTIONS else layer


def own_output(network: Network, layer: Layer) -> Layer:
    """As `output_layer`, but an output's is its logit: a probability is as much the other nine's."""
    output = output_layer(network, layer)
    return layer if output.kind == "Softmax" else output


def beneath(network: Network, layer: Layer) -> Layer:
    """The layer itself or, where it only copies, the one whose values it copies."""
    while layer.kind in COPIES:
        layer = network.before(layer.name)
    return layer


def reader(network: Network, layer: Layer) -> Layer | None:
    """The next layer that does more than copy the layer's activations; None above the last."""
    after = network.after(output_layer(network, layer).name)
    while after and after.kind in COPIES:
        after = network.after(after.name)
    return after


def inputs_of(network: Network, unit: Unit) -> np.ndarray:
    """Which values of the layer before a unit reads, as flat indices; `OUTSIDE` for padding.

    Dense (inputs,), Conv2D (rows, cols, channels in), MaxPooling2D (rows, cols), others (1,).
    """
    layer, before = network.layer(unit.layer), network.before(unit.layer)
    if layer.kind == "Dense":
        return np.arange(before.shape[0])
    if not layer.window:
        return np.array([np.ravel_multi_index(unit.index, layer.shape)])
    rows, cols = (
        place * stride - pad + np.arange(size)
        for place, stride, pad, size in zip(unit.index, layer.strides, layer.padding, layer.window)
    )
    height, width, channels = before.shape
    channel = np.arange(channels) if layer.kind == "Conv2D" else unit.index[2]
    inside = ((rows >= 0) & (rows < height))[:, None] & ((cols >= 0) & (cols < width))
    flat = rows[:, None] * width + cols
    if layer.kind == "Conv2D":
        inside, flat = inside[..., None], flat[..., None]
    return np.where(inside, flat * channels + channel, OUTSIDE)


def windows_over(layer: Layer, place: tuple[int, ...]) -> tuple[np.ndarray, ...]:
    """The windows of a convolution or pooling that hold a place (row, col, …) of the layer before.

    Window `out` holds `place` at `offset` where out × stride - padding + offset = place.

    Returns:
        Offset rows, offset cols, window rows, window cols: the first and third of one length, the
        others of another; every pair of a row and a column is a window.
    """
    offsets, windows = [], []
    for i, size, stride, pad, number in zip(place, layer.window, layer.strides, layer.padding, layer.shape):
        offset = np.arange(size)
        start = i + pad - offset
        valid = (start % stride == 0) & (start >= 0) & (start // stride < number)
        offsets.append(offset[valid])
        windows.append(start[valid] // stride)
    return (*offsets, *windows)


def places(flat: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Flat indices (…) -> indices (…, ndim) in an array of that shape; `OUTSIDE` stays so."""
    index = np.stack(np.unravel_index(np.maximum(flat, 0), shape), axis=-1)
    return np.where(np.expand_dims(flat, -1) == OUTSIDE, OUTSIDE, index)


def receptive_field(network: Network, unit: Unit) -> tuple[int, int, int, int]:
    """The pixels that can change a unit: rows and columns (top, bottom, left, right), ends excluded.

    Windows keep the order of places, so the field's first corner is that of its first input, and
    its last corner that of its last.
    """
    first = last = resolve(network, unit)
    while first.layer != network.layers[0].name:
        first, last = _corner(network, first, np.min), _corner(network, last, np.max)
    (top, left), (bottom, right) = first.index[:2], last.index[:2]
    return top, bottom + 1, left, right + 1


def _corner(network: Network, unit: Unit, extreme: np.ufunc) -> Unit:
    flat = inputs_of(network, unit)
    source = beneath(network, network.before(unit.layer))
    index = places(flat[flat != OUTSIDE], source.shape)
    return Unit(source.name, tuple(int(i) for i in extreme(index, axis=0)))
