"""Normalization multiplied into the layers next to it, wherever no value above changes.

Takes a network's layers, returns as few as possible that compute the same. Knows nothing of files or Keras. A
Scale that can't be folded stays a layer of its own.

    γ·(Σ w·x + b) + β  =  Σ (γ·w)·x + (γ·b + β)       into the sums before it
    Σ w·(γ·x + β) + b  =  Σ (w·γ)·x + (b + Σ w·β)     into the sums after it, where no window has padding
    mean of γ·x + β    =  γ·mean of x + β             past a pooling; a maximum's the same, if γ > 0
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from model.network.layer import COPIES, Layer

Origins = Mapping[str, list[str]]  # name of a layer -> the names of the Scales in its weights


def fold(layers: Iterable[Layer]) -> tuple[tuple[Layer, ...], Origins]:
    """Fold every Scale that can be folded; return new layers, so that two networks share none.

    Returns:
        The layers, and which Scales each of them has in its weights.
    """
    folded: list[Layer] = []
    origins: dict[str, list[str]] = {}

    def put(layer: Layer) -> None:
        below = folded[-1] if folded else None
        if layer.kind == "Scale" and below.kind in ("Dense", "Conv2D", "Scale") and _fits(below, layer):
            folded[-1] = _after(below, layer)
            origins.setdefault(below.name, [below.name] * (below.kind == "Scale")).append(layer.name)
        elif below is not None and below.kind == "Scale" and (pair := _past(below, layer)):
            folded.pop()
            put(pair[0])
            if len(pair) == 1:
                origins.setdefault(layer.name, []).extend(origins.pop(below.name, [below.name]))
            else:
                put(pair[1])
        else:
            folded.append(replace(layer))

    for layer in layers:
        put(layer)
    left = {layer.name for layer in folded}
    return tuple(folded), {name: names for name, names in origins.items() if name in left}


def _fits(below: Layer, scale: Layer) -> bool:
    """Return whether a Scale has one factor for each neuron or filter of the sums before it."""
    return scale.kernel.ndim == 1 or below.kind == "Scale"


def _after(below: Layer, scale: Layer) -> Layer:
    factor, shift = np.float64(scale.kernel), np.float64(scale.bias)
    kernel, bias = below.kernel * factor, below.bias * factor + shift
    return replace(below, kernel=np.float32(kernel), bias=np.float32(bias))


def _past(scale: Layer, layer: Layer) -> list[Layer] | None:
    """Return what can replace a Scale and the layer after it; None if nothing can.

    This is either that layer alone, with the Scale in its weights, or that layer and the Scale after it.
    """
    shape = scale.shape
    factor, shift = np.float64(scale.kernel), np.float64(scale.bias)
    if layer.kind in COPIES:
        factor, shift = (_reshaped(each, shape, layer.shape) for each in (factor, shift))
        return [layer, replace(scale, shape=layer.shape, kernel=np.float32(factor), bias=np.float32(shift))]
    if layer.kind == "Dense":
        kernel = np.float64(layer.kernel)
        bias = layer.bias + shift @ kernel
        return [replace(layer, kernel=np.float32(factor[:, None] * kernel), bias=np.float32(bias))]
    if factor.ndim > 1:
        return None
    if layer.kind == "Conv2D" and (not shift.any() or not _has_padding(layer, shape)):
        kernel = np.float64(layer.kernel)
        bias = layer.bias + np.einsum("rcio,i->o", kernel, shift)
        return [replace(layer, kernel=np.float32(factor[:, None] * kernel), bias=np.float32(bias))]
    if layer.kind == "AveragePooling2D" or (layer.kind == "MaxPooling2D" and (factor > 0).all()):
        return [layer, replace(scale, shape=layer.shape)]
    return None


def _has_padding(layer: Layer, shape: tuple[int, ...]) -> bool:
    # Keras pads in front only if the last window would end outside, too.
    return any(
        (number - 1) * stride + size > side
        for number, stride, size, side in zip(layer.shape, layer.strides, layer.window, shape)
    )


def _reshaped(row: np.ndarray, before: tuple[int, ...], after: tuple[int, ...]) -> np.ndarray:
    """Return factors of values of one shape as factors of another: one a channel, if that is enough."""
    values = np.broadcast_to(row, before).reshape(after)
    channels = values.reshape(-1, after[-1])
    return channels[0] if (channels == channels[0]).all() else values
