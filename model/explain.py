"""Why a unit fired: what it added up, and what it adds to others.

Takes a network and the values `forward` gave for one image; gives the terms, with where they come
from and where they go. Knows nothing of pages, and nothing of Keras: it redoes the sums by hand.

    pre_activation = Σ inputs × weights + bias        activation = activation_function(pre_activation)

Below it, `wiring.py` says who reads whom; upon it stand `ledger.py`, `effect.py` and `profile.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.network import Layer, Network
from model.wiring import (
    ACTIVATION_FUNCTIONS,
    OUTSIDE,
    WEIGHTED,
    Unit,
    beneath,
    inputs_of,
    output_layer,
    places,
    reader,
    resolve,
    windows_over,
)

Activations = Mapping[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class UnitExplanation:
    """The sum that made a unit's value. All arrays have the shape (…) of what the unit reads:
    (inputs,) for Dense, (rows, cols, channels in) for Conv2D, (rows, cols) for a pooling, else (1,).

    Attributes:
        unit: the unit that does the adding up; see `resolve`.
        source: name of the layer the inputs are values of, never one that merely flattens.
        source_index: int (…, ndim of the source), where there; -1 where the input is padding.
        inputs: float32 (…).
        weights: float32 (…); one-hot on the winner for max-pooling.
        terms: float64 (…), inputs × weights.
        bias: of the unit; 0 where there is none.
        pre_activation: z = Σ terms + bias.
        activation_function: "relu", "softmax", "linear" or "max".
        activation: what the network passed on, Keras's own value (or the one it was replaced with).
    """

    unit: Unit
    source: str
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
        target: name of the layer that reads it.
        target_index: int (…, ndim of the target).
        weights: float32 (…); for max-pooling 1 where the unit is the winner, else 0.
        terms: float64 (…), activation × weights.
    """

    target: str
    target_index: np.ndarray
    weights: np.ndarray
    terms: np.ndarray


class Connection(NamedTuple):
    """One of the strongest connections of a unit: with whom, and what goes through it."""

    unit: Unit
    weight: float
    term: float


def explain_unit(network: Network, activations: Activations, unit: Unit) -> UnitExplanation:
    """Everything a unit added up, for the image that gave these activations.

    Raises:
        KeyError: the network has no such layer.
        ValueError: the layer has no such unit, or it is a pixel, which has no inputs.
    """
    unit = resolve(network, unit)
    layer = network.layer(unit.layer)
    if layer is network.layers[0]:
        raise ValueError(f"{layer.name} {unit.index} is a pixel: it has no inputs to explain")
    source = beneath(network, network.before(layer.name))
    flat = inputs_of(network, unit)
    inputs = np.where(flat == OUTSIDE, np.float32(0), activations[source.name].ravel()[flat])
    weights, bias = _weights_and_bias(layer, unit.index[-1], np.where(flat == OUTSIDE, -np.inf, inputs))
    terms = inputs.astype(np.float64) * weights + 0.0  # or 0 × a negative weight would read -0.0
    output = output_layer(network, layer)
    return UnitExplanation(
        unit=unit,
        source=source.name,
        source_index=places(flat, source.shape),
        inputs=inputs,
        weights=weights,
        terms=terms,
        bias=bias,
        pre_activation=float(terms.sum() + bias),
        activation_function="max" if _is_pooling(layer) else ACTIVATION_FUNCTIONS.get(output.kind, "linear"),
        activation=float(activations[output.name][unit.index]),
    )


def _is_pooling(layer: Layer) -> bool:
    return layer.window is not None and layer.kernel is None


def _weights_and_bias(layer: Layer, channel: int, window: np.ndarray) -> tuple[np.ndarray, float]:
    if layer.kind in WEIGHTED:
        return layer.kernel[..., channel], float(layer.bias[channel])
    weights = np.zeros(window.shape, np.float32)  # a copy has one input, which thereby wins
    weights.flat[window.argmax()] = 1
    return weights, 0.0


def outgoing(network: Network, activations: Activations, unit: Unit) -> Outgoing | None:
    """What a unit or pixel adds to each unit that reads it; None for an output, which nobody reads."""
    unit = resolve(network, unit)
    output = output_layer(network, network.layer(unit.layer))
    target = reader(network, output)
    if target is None:
        return None
    flat = np.ravel_multi_index(unit.index, output.shape)
    activation = np.float64(activations[output.name][unit.index])
    before = network.before(target.name)
    place = tuple(int(i) for i in np.unravel_index(flat, before.shape))
    if target.kind == "Dense":
        index, weights = np.arange(target.shape[0])[:, None], target.kernel[flat]
    elif target.kind == "Conv2D":
        down, right, rows, cols = windows_over(target, place)
        index = _grid(rows, cols, np.arange(target.shape[2]))
        weights = target.kernel[down[:, None], right, place[2]]
    elif target.window:
        _, _, rows, cols = windows_over(target, place)
        index = _grid(rows, cols, np.array([place[2]]))[:, :, 0]
        wins = [_wins(network, activations, Unit(target.name, tuple(i)), flat) for i in index.reshape(-1, 3)]
        weights = np.array(wins, np.float32).reshape(index.shape[:2])
    else:
        index, weights = np.array([place]), np.ones(1, np.float32)
    return Outgoing(target.name, index, weights, activation * weights + 0.0)


def _grid(*axes: np.ndarray) -> np.ndarray:
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)


def _wins(network: Network, activations: Activations, pooling: Unit, flat: int) -> bool:
    winner = explain_unit(network, activations, pooling).weights == 1
    return bool(inputs_of(network, pooling)[winner] == flat)


def brightest(activations: Activations, unit: Unit) -> Unit:
    """Where the unit's channel is largest on its feature map; in a dense layer the unit itself."""
    if len(unit.index) < 3:
        return unit
    channel = unit.index[2]
    feature_map = activations[unit.layer][..., channel]
    row, col = np.unravel_index(feature_map.argmax(), feature_map.shape)
    return Unit(unit.layer, (int(row), int(col), channel))


def strongest_outputs(effect: Outgoing | None, number: int) -> list[Connection]:
    """The connections out of a unit with the largest |term| (among equals, the largest |weight|)."""
    if effect is None:
        return []
    index = effect.target_index.reshape(-1, effect.target_index.shape[-1])
    weights, terms = effect.weights.ravel(), effect.terms.ravel()
    order = np.lexsort((-np.abs(weights), -np.abs(terms)))[:number]
    units = [Unit(effect.target, tuple(place)) for place in index[order].tolist()]
    return [Connection(*each) for each in zip(units, weights[order].tolist(), terms[order].tolist())]
