"""The walk back of "One step": from the ten outputs to a neuron, to one that it reads, at last to a pixel."""

from __future__ import annotations

from collections.abc import Callable

from model.network import Network
from model.wiring import Unit
from views.parts.asking import marked
from views.parts.component import mount
from views.parts.wording import unit_label, unit_title
from views.session import state
from views.session.received import number_of, unit_of
from views.session.selection import Walk, next_walk
from views.training import one_step_words as words

_head = mount(__file__, "one_step_walk")


def current_walk() -> Walk:
    """From where it began to what is looked at; empty for all outputs."""
    return state.get("one_step_walk", ())


def walk_to(network: Network, unit: Unit) -> None:
    """Look at what was clicked: a neuron, or a pixel that the neuron looked at reads."""
    walk = _neurons(network, current_walk())
    state.put("one_step_walk", next_walk(network, walk, unit) if walk else (unit,))


def neuron_and_pixel(network: Network) -> tuple[Unit | None, Unit | None]:
    """The neuron looked at, None for all outputs; and the pixel it was left for, if it was."""
    walk = current_walk()
    neurons = _neurons(network, walk)
    return (neurons[-1] if neurons else None, walk[-1] if walk != neurons else None)


def _neurons(network: Network, walk: Walk) -> Walk:
    return walk[:-1] if walk and walk[-1].layer == network.image.name else walk


def picker(network: Network) -> Callable[[object], None]:
    """What a click on a neuron does."""

    def pick(sent: object) -> None:
        if (unit := unit_of(sent, network)) is not None:
            walk_to(network, unit)

    return pick


def head(network: Network, sentence: str) -> None:
    """The way to what is looked at, each step of which can be clicked; its title; a sentence."""
    walk = current_walk()

    def pick(sent: object) -> None:
        number = number_of(sent, len(walk) + 1)
        if number is not None:
            state.put("one_step_walk", walk[:number])

    neuron, _ = neuron_and_pixel(network)
    data = {
        "name": words.WALK,
        "walk": [words.ALL_DIGITS, *(marked(_short(network, each), "neuron", "pixel") for each in walk)],
        "title": marked(unit_title(network, neuron), "hidden-layer") if neuron else words.WHOSE_FAULT,
        "sentence": sentence,
    }
    _head(key="one_step_head", data=data, on_pick=pick)


def _short(network: Network, unit: Unit) -> str:
    if unit.layer == network.image.name:
        return words.PIXEL.format(row=unit.index[0], col=unit.index[1])
    return unit_label(network, unit)
