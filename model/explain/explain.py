"""Why a unit fired: what it added up, and what it adds to others.

Takes a network and the values that `forward` returned for one image; returns the terms, with where they come
from and where they go. Knows nothing of pages: it repeats the sums by hand, one unit at a time.

    pre_activation = Σ inputs × weights + bias        activation = activation_function(pre_activation)

It uses `wiring.py`, which says who reads whom; `ledger.py`, `effect.py` and `profile.py` use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.explain.wiring import OUTSIDE, find_unit, inputs_of, unravel, windows_over
from model.network import Activations, Network
from model.network.layer import WEIGHTED, Layer, counts_of
from model.network.neuron import Neuron, Unit


@dataclass(frozen=True, eq=False)
class UnitExplanation:
    """The sum that made a unit's value. All arrays have the shape (…) of what the unit reads:
    (inputs,) for Dense, (rows, cols, channels in) for Conv2D, (rows, cols) for a pooling, else (1,).

    Attributes:
        neuron: the one that it explains.
        source: the layer that the inputs come from, never one that merely flattens.
        source_index: int (…, ndim of the source), their places there; -1 where the input is padding.
        inputs: float32 (…).
        weights: float32 (…); one-hot on the winner for max-pooling, 1 / their number for average pooling.
        terms: float64 (…), inputs × weights.
        bias: of the unit; 0 if it has none.
        pre_activation: z = Σ terms + bias.
        activation_function: as in `Layer.activation_function`.
        activation: a, what the network passed on (or its replacement).
    """

    neuron: Neuron
    source: Layer
    source_index: np.ndarray
    inputs: np.ndarray
    weights: np.ndarray
    terms: np.ndarray
    bias: float
    pre_activation: float
    activation_function: str
    activation: float


@dataclass(frozen=True, eq=False)
class Outgoing:
    """What a unit adds to each unit that reads it. Arrays have the shape (…) of its readers:
    (units,) for Dense, (rows, cols, channels out) for Conv2D, (rows, cols) for a pooling.

    Attributes:
        target: the layer that reads it.
        target_index: int (…, ndim of the target).
        weights: float32 (…); for max-pooling 1 where the unit is the winner, else 0; for average pooling 1 /
            the number that its reader takes the mean of.
        terms: float64 (…), activation × weights.
    """

    target: Layer
    target_index: np.ndarray
    weights: np.ndarray
    terms: np.ndarray


class Connection(NamedTuple):
    """One of the strongest connections of a neuron: the other neuron, and what goes through it."""

    neuron: Neuron
    weight: float
    term: float


def explain_unit(network: Network, activations: Activations, unit: Unit) -> UnitExplanation:
    """Return everything that a unit added up: pre_activation = Σ inputs × weights + bias.

    Args:
        network: the one that it is in.
        activations: every layer's values for one image, as `forward` returns them.
        unit: by the name of the layer in which it adds up, or of the activation function after it.

    Returns:
        Its terms, whose sum is Keras's pre-activation to within 1e-5 of the layer's largest.

    Raises:
        KeyError: the network has no such layer.
        ValueError: the layer has no such unit, or it is a pixel, which has no inputs.
    """
    return explain(find_unit(network, unit), activations)


def explain(neuron: Neuron, activations: Activations) -> UnitExplanation:
    """Do the same as `explain_unit`, for a neuron that has been found.

    Raises:
        ValueError: it is a pixel, which has no inputs.
    """
    layer = neuron.layer
    if neuron.is_pixel:
        raise ValueError(f"{layer.name} {neuron.index} is a pixel: it has no inputs to explain")
    flat = inputs_of(neuron)
    inputs = np.where(flat == OUTSIDE, np.float32(0), activations[layer.source.name].ravel()[flat])
    weights, bias = _weights_and_bias(neuron, np.where(flat == OUTSIDE, -np.inf, inputs))
    terms = inputs.astype(np.float64) * weights + 0.0  # or 0 × a negative weight would read -0.0
    return UnitExplanation(
        neuron=neuron,
        source=layer.source,
        source_index=unravel(flat, layer.source.shape),
        inputs=inputs,
        weights=weights,
        terms=terms,
        bias=bias,
        pre_activation=float(terms.sum() + bias),
        activation_function=layer.activation_function,
        activation=float(activations[layer.activation_layer.name][neuron.index]),
    )


def _weights_and_bias(neuron: Neuron, window: np.ndarray) -> tuple[np.ndarray, float]:
    layer, index = neuron.layer, neuron.index
    if layer.kind == "Scale":
        factor, shift = (np.broadcast_to(each, layer.shape)[index] for each in (layer.kernel, layer.bias))
        return np.full(1, factor), float(shift)
    if layer.kind in WEIGHTED:
        return layer.kernel[..., index[-1]], float(layer.bias[index[-1]])
    if layer.kind == "AveragePooling2D":
        return np.float32(window != -np.inf) / np.float32(counts_of(layer)[index[:2]]), 0.0
    weights = np.zeros(window.shape, np.float32)  # a copy has one input, so that input is the winner
    weights.flat[window.argmax()] = 1
    return weights, 0.0


def outgoing(neuron: Neuron, activations: Activations) -> Outgoing | None:
    """Return what a neuron or pixel adds to each unit that reads it: terms = activation × weights.

    Args:
        neuron: any.
        activations: every layer's values for one image, as `forward` returns them.

    Returns:
        One term for each reader; None for an output, which nothing reads.

    Raises:
        ValueError: the layer has no such index.
    """
    output, target = neuron.layer.activation_layer, neuron.layer.reader
    if target is None:
        return None
    flat = neuron.flat_index
    activation = np.float64(activations[output.name][neuron.index])
    read = tuple(int(i) for i in np.unravel_index(flat, target.before.shape))
    if target.kind == "Dense":
        readers, weights = np.arange(target.shape[0])[:, None], target.kernel[flat]
    elif target.kind == "Conv2D":
        down, right, rows, cols = windows_over(target, read)
        readers = _grid(rows, cols, np.arange(target.shape[2]))
        weights = target.kernel[down[:, None], right, read[2]]
    elif target.window:
        _, _, rows, cols = windows_over(target, read)
        readers = _grid(rows, cols, np.array([read[2]]))[:, :, 0]
        if target.kind == "AveragePooling2D":
            weights = np.float32(1) / counts_of(target)[rows[:, None], cols].astype(np.float32)
        else:
            weights = _wins_of(target, readers, activations, flat)
    elif target.kind == "Scale":
        readers, weights = np.array([read]), _weights_and_bias(Neuron(target, read), np.empty(1))[0]
    else:
        readers, weights = np.array([read]), np.ones(1, np.float32)
    return Outgoing(target, readers, weights, activation * weights + 0.0)


def _grid(*axes: np.ndarray) -> np.ndarray:
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)


def _wins_of(pooling: Layer, readers: np.ndarray, activations: Activations, flat: int) -> np.ndarray:
    """Return 1 where a unit is the winner of its reader, else 0: float32 of the readers' rows and columns."""
    wins = [_wins(Neuron(pooling, tuple(reader)), activations, flat) for reader in readers.reshape(-1, 3)]
    return np.array(wins, np.float32).reshape(readers.shape[:2])


def _wins(pooling: Neuron, activations: Activations, flat: int) -> bool:
    winner = explain(pooling, activations).weights == 1
    return bool(inputs_of(pooling)[winner] == flat)


def brightest(neuron: Neuron, activations: Activations) -> Neuron:
    """Return where the neuron's feature map has its largest sum; without a map, the neuron itself."""
    if not neuron.is_on_map:
        return neuron
    layer, number = neuron.channel.layer, neuron.channel.number
    feature_map = activations[layer.name][..., number]
    row, col = np.unravel_index(feature_map.argmax(), feature_map.shape)
    return Neuron(layer, (int(row), int(col), number))


def strongest_outputs(effect: Outgoing | None, number: int) -> list[Connection]:
    """Return the connections out of a unit with the largest |term| (of equal ones, the largest |weight|)."""
    if effect is None:
        return []
    index = effect.target_index.reshape(-1, effect.target_index.shape[-1])
    weights, terms = effect.weights.ravel(), effect.terms.ravel()
    order = np.lexsort((-np.abs(weights), -np.abs(terms)))[:number]
    neurons = [Neuron(effect.target, tuple(each)) for each in index[order].tolist()]
    return [Connection(*each) for each in zip(neurons, weights[order].tolist(), terms[order].tolist())]
