"""The walk back in "One step": from the ten outputs to a neuron, to one that it reads, finally to a pixel."""

from __future__ import annotations

from model.explain.wiring import find_unit
from model.network import Network
from model.network.neuron import Neuron
from views.parts.asking.asking import marked
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.wording import neuron_label, neuron_title
from views.session import state
from views.session.drawing.received import number_of
from views.session.selection import Walk, next_walk

_head = mount(__file__, "one_step_walk")


def current_walk(network: Network) -> Walk:
    """Return the path to the selected neuron or pixel; empty for all outputs.

    The session stores it by name, because every step creates another network.
    """
    return tuple(find_unit(network, unit) for unit in state.get("one_step_walk", ()))


def walk_to(network: Network, neuron: Neuron) -> None:
    """Select what was clicked: a neuron, or a pixel that the selected neuron reads."""
    walk = _neurons(current_walk(network))
    _remember(next_walk(walk, neuron) if walk else (neuron,))


def _remember(walk: Walk) -> None:
    state.put("one_step_walk", tuple(each.unit for each in walk))


def neuron_and_pixel(walk: Walk) -> tuple[Neuron | None, Neuron | None]:
    """Return the selected neuron, None for all outputs; and the pixel selected after it, if any."""
    neurons = _neurons(walk)
    return (neurons[-1] if neurons else None, walk[-1] if walk != neurons else None)


def _neurons(walk: Walk) -> Walk:
    return walk[:-1] if walk and walk[-1].is_pixel else walk


def head(walk: Walk, sentence: str) -> None:
    """Show the path, whose steps can be clicked, the title of the selected neuron, and a sentence."""

    def pick(sent: object) -> None:
        number = number_of(sent, len(walk) + 1)
        if number is not None:
            _remember(walk[:number])

    neuron, _pixel = neuron_and_pixel(walk)
    data = {
        "name": _("The way back"),
        "walk": [
            _("Answer"),
            *(marked(_short(each), "neuron", "pixel") for each in walk),
        ],
        "title": marked(neuron_title(neuron), "hidden-layer")
        if neuron
        else _("Where does the error come from?"),
        "sentence": sentence,
    }
    _head(key="one_step_head", data=data, on_pick=pick)


def _short(neuron: Neuron) -> str:
    if neuron.is_pixel:
        return _("Pixel {row}, {col}").format(row=neuron.index[0], col=neuron.index[1])
    return neuron_label(neuron)
