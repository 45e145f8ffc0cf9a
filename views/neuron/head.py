"""The top of a card: the walk to it, its title with its state, one sentence why; or, empty, what to do."""

from __future__ import annotations

from collections.abc import Callable

from model.network import Network
from model.wiring import Unit
from views.neuron import words
from views.neuron.walk import step_to, walk_of
from views.parts.component import mount
from views.parts.wording import unit_label, unit_title
from views.session.received import number_of
from views.session.selection import select_neuron

_component = mount(__file__, "card_head")


def head(network: Network, unit: Unit, doing: str, sentence: str) -> None:
    """Show the title of a card, and the walk to it, each step of which can be clicked."""
    walk = walk_of(network, unit)

    def pick(sent: object) -> None:
        if (number := number_of(sent, len(walk))) is not None:
            step_to(network, unit, walk[number])

    data = {
        "about": [unit.layer, unit.index],
        "title": unit_title(network, unit),
        "state": doing,
        "sentence": sentence,
        "walk": [{"label": _short(network, each), "title": unit_title(network, each)} for each in walk],
    }
    _show(network, data, pick)


def empty_head(network: Network, unit: Unit | None) -> None:
    """Show what to do: nothing is drawn, or no neuron chosen."""
    data = {"about": None, "title": words.EMPTY, "state": "", "sentence": words.NOTHING_CHOSEN, "walk": []}
    if unit is not None:
        about, title = [unit.layer, unit.index], unit_title(network, unit)
        data |= {"about": about, "title": title, "sentence": words.NOTHING_DRAWN}
    _show(network, data, None)


def _show(network: Network, data: dict[str, object], pick: Callable[[object], None] | None) -> None:
    _component(
        key="card_head",
        data={"network": network.name} | data,
        on_pick=pick,
        on_closed_change=lambda: select_neuron(network, None),
    )


def _short(network: Network, unit: Unit) -> str:
    """As a step: "7", "Neuron 52", "Map 8"."""
    if len(unit.index) == 3:
        return words.MAP.format(number=unit.index[2])
    is_output = network.layer(unit.layer).unit_layer is network.logits
    return str(unit.index[0]) if is_output else unit_label(network, unit)
