"""This session's choices in a network: the selected neuron, and those turned up or off.

The session's state outlives networks, so it stores them by name.
"""

from __future__ import annotations

from model.explain.wiring import find_unit
from model.network import Network
from model.network.neuron import Channel, Factors, Neuron
from views.session import state

LOUDEST = 4.0  # times its activation: how far a neuron can be turned up
VOLUME_STEP = 0.25  # and in which steps


def selected_neuron(network: Network) -> Neuron | None:
    """Return the neuron that this session has clicked in this network, if any."""
    unit = state.get(f"neuron_{network.name}")
    return None if unit is None else find_unit(network, unit)


def select_neuron(network: Network, neuron: Neuron | None) -> None:
    """Select another neuron, or none."""
    state.put(f"neuron_{network.name}", neuron and neuron.unit)


def factors_of(network: Network) -> Factors:
    """Return the factors for activations: 0 is off, 1 unchanged, 2 twice as strong."""
    named = _named_factors(network.name)
    return {Channel(network.layer(name), number): factor for (name, number), factor in named.items()}


def described_factors(network: Network) -> list[dict[str, object]]:
    """Return the factors in the browser's format: see Selection in views/parts/component/reading.js."""
    named = _named_factors(network.name)
    return [{"layer": name, "number": number, "factor": factor} for (name, number), factor in named.items()]


def scale(network: Network, channel: Channel, factor: float) -> None:
    """Multiply a neuron's or feature map's activations from now on; 1 leaves them unchanged."""
    factors, name = _named_factors(network.name), (channel.layer.name, channel.number)
    factors.pop(name, None)
    if factor != 1:
        factors[name] = factor


def restore(network: Network) -> None:
    """Set every neuron's factor back to 1."""
    _named_factors(network.name).clear()


def _named_factors(name: str) -> dict[tuple[str, int], float]:
    return state.get_or_put(f"factors_{name}", {})


Walk = tuple[Neuron, ...]  # from a neuron to one that it reads, and so on


def next_walk(walk: Walk, neuron: Neuron) -> Walk:
    """Return the walk with this neuron: shortened if it's there, new if the last one doesn't read it."""
    if neuron in walk:
        return walk[: walk.index(neuron) + 1]
    return (*walk, neuron) if walk[-1].layer.source.unit_layer is neuron.layer else (neuron,)
