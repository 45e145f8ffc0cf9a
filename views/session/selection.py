"""What this session has chosen in a network: the neuron it looks at, and those it has turned up or off.

The session's state outlives networks, and so says it by name.
"""

from __future__ import annotations

from model.explain.wiring import find_unit
from model.network import Network
from model.network.neuron import Channel, Factors, Neuron
from views.session import state

LOUDEST = 4.0  # times its activation: how far a neuron can be turned up,
VOLUME_STEP = 0.25  # and by which steps


def selected_neuron(network: Network) -> Neuron | None:
    """The neuron this session has clicked in this network."""
    unit = state.get(f"neuron_{network.name}")
    return None if unit is None else find_unit(network, unit)


def select_neuron(network: Network, neuron: Neuron | None) -> None:
    """Look at another neuron, or at none."""
    state.put(f"neuron_{network.name}", neuron and neuron.unit)


def factors_of(network: Network) -> Factors:
    """By what factor this session multiplies activations: 0 is off, 1 as it was, 2 twice as strong."""
    named = _named_factors(network.name)
    return {Channel(network.layer(name), number): factor for (name, number), factor in named.items()}


def described_factors(network: Network) -> list[dict[str, object]]:
    """The same as the browser is told: see Selection in views/parts/component/reading.js."""
    named = _named_factors(network.name)
    return [{"layer": name, "number": number, "factor": factor} for (name, number), factor in named.items()]


def scale(network: Network, channel: Channel, factor: float) -> None:
    """Multiply a neuron's activations, or a feature map's, from now on; by 1 they are as they were."""
    factors, name = _named_factors(network.name), (channel.layer.name, channel.number)
    factors.pop(name, None)
    if factor != 1:
        factors[name] = factor


def restore(network: Network) -> None:
    """Leave every neuron as it was."""
    _named_factors(network.name).clear()


def _named_factors(network: str) -> dict[tuple[str, int], float]:
    return state.get_or_put(f"factors_{network}", {})


Walk = tuple[Neuron, ...]  # from a neuron to one that it reads, and on


def next_walk(walk: Walk, neuron: Neuron) -> Walk:
    """The walk with that step: cut where it has been there, begun anew if the last one does not read it."""
    if neuron in walk:
        return walk[: walk.index(neuron) + 1]
    return (*walk, neuron) if walk[-1].layer.source.unit_layer is neuron.layer else (neuron,)
