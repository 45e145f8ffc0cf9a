"""What this session has chosen in a network: the neuron it looks at, and those it has turned up or off."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from model.layer import Layer
from model.network import Network
from model.reading import Reading
from model.wiring import Unit, find_unit
from views.session import state

LOUDEST = 4.0  # times its activation: how far a neuron can be turned up,
VOLUME_STEP = 0.25  # and by which steps


def selected_neuron(network: Network) -> Unit | None:
    """The neuron this session has clicked in this network."""
    return state.get(f"neuron_{network.name}")


def select_neuron(network: Network, unit: Unit | None) -> None:
    """Look at another neuron, or at none."""
    if unit is not None:
        layer, index = find_unit(network, unit)
        unit = Unit(layer.name, index)
    state.put(f"neuron_{network.name}", unit)


@dataclass(frozen=True)
class Neuron:
    """What can be turned up or off: a neuron of a dense layer, or a whole feature map.

    Attributes:
        layer: the weighted or pooling layer it belongs to.
        number: its index in a dense layer, or its channel.
    """

    layer: str
    number: int


def neuron_of(unit: Unit) -> Neuron:
    """The neuron or feature map that a unit belongs to."""
    return Neuron(unit.layer, unit.index[-1])


Factors = dict[Neuron, float]


def factors_of(network: Network) -> Factors:
    """By what factor this session multiplies activations: 0 is off, 1 as it was, 2 twice as strong."""
    return state.get_or_put(f"factors_{network.name}", {})


def described_factors(network: Network) -> list[dict[str, object]]:
    """The same as the browser is told: see Selection in views/parts/reading.js."""
    return [asdict(neuron) | {"factor": factor} for neuron, factor in factors_of(network).items()]


def scale_neuron(network: Network, neuron: Neuron, factor: float) -> None:
    """Multiply a neuron's activations from now on; by 1 it is as it was."""
    factors = factors_of(network)
    factors.pop(neuron, None)
    if factor != 1:
        factors[neuron] = factor


def restore(network: Network) -> None:
    """Leave every neuron as it was."""
    factors_of(network).clear()


def reading_now(network: Network, image: np.ndarray) -> Reading:
    """What the network makes of one image (28, 28), as this session has changed it."""
    return Reading(network, image, factors_by_layer(network))


def factors_by_layer(network: Network) -> dict[tuple[Layer, int], float]:
    """The same factors as `model` has them: (layer, neuron or channel) -> factor."""
    return {(network.layer(each.layer), each.number): by for each, by in factors_of(network).items()}


Walk = tuple[Unit, ...]  # from a neuron to one that it reads, and on


def next_walk(network: Network, walk: Walk, unit: Unit) -> Walk:
    """The walk with that step: cut where it has been there, begun anew if the last one does not read it."""
    if unit in walk:
        return walk[: walk.index(unit) + 1]
    reads = network.layer(walk[-1].layer).source.unit_layer
    return (*walk, unit) if reads is network.layer(unit.layer) else (unit,)
