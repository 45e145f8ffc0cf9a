"""The top of a card: the walk to it, its title with its state, and one sentence why; or what to do."""

from __future__ import annotations

from functools import partial

from model.network import Network
from model.network.neuron import Neuron
from views.neuron.sums.ledger_view import map_label
from views.neuron.sums.walk import step_to, walk_of
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.wording import neuron_label, neuron_title, sign
from views.session.drawing.received import number_of
from views.session.selection import select_neuron

_component = mount(__file__, "card_head")


def head(network: Network, neuron: Neuron | None, sentence: str = "", doing: str = "") -> None:
    """Show the title of a card with its state, why, and the walk to it, each step of which can be clicked.

    Without a sentence, show what to do, because nothing is drawn or no neuron is chosen.
    """
    walk = walk_of(network, neuron) if neuron and sentence else ()
    title, to_do = invitation()
    if neuron is not None:
        title, to_do = neuron_title(neuron), _("Draw something to see what this neuron adds up.")

    def pick(sent: object) -> None:
        if (number := number_of(sent, len(walk))) is not None:
            step_to(network, neuron, walk[number])

    data = {
        "network": network.name,
        "about": neuron and [neuron.layer.name, neuron.index],
        "title": title,
        "state": doing,
        "sentence": sentence or to_do,
        "walk": [{"label": _short(each), "title": neuron_title(each)} for each in walk],
    }
    close = partial(select_neuron, network, None)
    _component(key="card_head", data=data, on_pick=pick, on_closed_change=close)


def invitation() -> tuple[str, str]:
    """Return the title and the sentence of a card without a neuron."""
    return _("Look inside a neuron"), _(
        "Click any neuron to see what goes in, what it adds up and what comes out. Click an output to "
        "see why it was chosen, or why not."
    )


def _short(neuron: Neuron) -> str:
    """Return a neuron's name as a step of the walk: "7", "Neuron 52", "Map 8"."""
    if neuron.is_on_map:
        return map_label(neuron.channel.number)
    return sign(neuron.layer.classes, *neuron.index) if neuron.layer.is_output else neuron_label(neuron)
