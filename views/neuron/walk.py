"""The walk back through a network: from a neuron to one that it reads, and on, card by card."""

from __future__ import annotations

from model.network import Network
from model.wiring import Unit
from views.session import state
from views.session.selection import Walk, next_walk, select_neuron


def walk_of(network: Network, unit: Unit) -> Walk:
    """The neurons whose cards led to this one, itself last; itself alone if it was chosen elsewhere."""
    walk = state.get(f"walk_{network.name}", ())
    return walk if walk and walk[-1] == unit else (unit,)


def step_to(network: Network, at: Unit, unit: Unit) -> None:
    """Look at a neuron found on another one's card: a step back goes on with the walk, any other ends it."""
    select_neuron(network, unit)
    state.put(f"walk_{network.name}", next_walk(network, walk_of(network, at), unit))
