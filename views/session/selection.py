"""What this session has chosen in a network: the neuron it looks at, and those it has turned up or off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.effect import rerun_scaled
from model.network import Activations, Network, forward
from model.wiring import Unit, find_unit
from views.session import state


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


def scale_neuron(network: Network, neuron: Neuron, factor: float) -> None:
    """Multiply a neuron's activations from now on; by 1 it is as it was."""
    factors = factors_of(network)
    factors.pop(neuron, None)
    if factor != 1:
        factors[neuron] = factor


def restore(network: Network) -> None:
    """Leave every neuron as it was."""
    factors_of(network).clear()


def forward_changed(network: Network, image: np.ndarray) -> Activations:
    """Every layer's values for one image (28, 28), of the network as this session has changed it.

    The network itself is not changed; see `rerun_scaled`.
    """
    factors = factors_of(network)
    if not factors:
        return forward(network, image)
    scaled = {(network.layer(each.layer), each.number): factor for each, factor in factors.items()}
    return rerun_scaled(network, image, scaled)
