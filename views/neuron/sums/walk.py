"""The walk back through a network: from a neuron to one that it reads, card by card."""

from __future__ import annotations

from model.explain.wiring import find_unit
from model.network import Network
from model.network.neuron import Neuron
from views.session import state
from views.session.selection import Walk, next_walk, select_neuron


def walk_of(network: Network, neuron: Neuron) -> Walk:
    """Return the neurons whose cards led to this one, itself last; only itself if it was chosen elsewhere."""
    walk = state.get(f"walk_{network.name}", ())
    if not walk or walk[-1] != neuron.unit:
        return (neuron,)
    return tuple(find_unit(network, unit) for unit in walk)


def step_to(network: Network, at: Neuron, neuron: Neuron) -> None:
    """Open a neuron found on another's card; a step backward extends the walk, any other step ends it."""
    select_neuron(network, neuron)
    walk = next_walk(walk_of(network, at), neuron)
    state.put(f"walk_{network.name}", tuple(each.unit for each in walk))
