"""The neuron card: why did this neuron fire? What it read, summed and passed on, in figures that add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from model.explain import UnitExplanation
from model.explain.ledger import make_ledger
from model.network import Network
from model.network.neuron import Neuron
from model.network.scales import scale_of
from model.reading import Reading
from views.neuron.card.activation_curves import activation_curves
from views.neuron.card.counterfactuals import counterfactuals
from views.neuron.card.difference import difference
from views.neuron.card.head import head
from views.neuron.card.profile_view import likes, profiles_on_their_way
from views.neuron.card.sliding_window import sliding_window
from views.neuron.card.terms import terms
from views.neuron.card.what_if import controls
from views.neuron.sums.ledger_view import input_rows, ledger, outgoing_heading, outgoing_rows
from views.neuron.sums.sentences import has_numbers, state_of, why
from views.neuron.sums.walk import step_to
from views.neuron.why.why_digit import why_digit
from views.parts.charts.ledger import show_ledger
from views.parts.component import mount
from views.parts.component.together import Part, collecting
from views.parts.language.language import _
from views.parts.looks.wording import noted
from views.session.downloads.take_away import file_button, python_buttons
from views.session.drawing.received import part_of, picker

_parts = mount(__file__, "card_parts")

LARGEST = 6  # of the neurons that read this one: how many are shown


def neuron_card(
    network: Network,
    read: Callable[[], Reading | None],
    neuron: Neuron | None,
    on_change: Callable[[], None] | None = None,
    more: Callable[[], None] | None = None,
    is_live: bool = True,
) -> None:
    """Show everything about one neuron; without one, show what to do.

    Args:
        network: the neuron's network.
        read: returns what the network computes from the drawing, with this session's factors; None if nothing
            is drawn. Only called if needed.
        neuron: None if none is chosen.
        on_change: called before the page reruns because the card has changed the drawing.
        more: shows what else can be saved, beside the Python code.
        is_live: whether the browser reads the same drawing itself.
    """
    with st.container(key="neuron"):
        reading = None if neuron is None else read()
        if neuron is None or reading is None:
            head(network, neuron)
        else:
            _show(reading, neuron, on_change, more, is_live)


def _show(
    reading: Reading,
    neuron: Neuron,
    on_change: Callable[[], None] | None,
    more: Callable[[], None] | None,
    is_live: bool,
) -> None:
    explanation = reading.explain(neuron)
    is_sound = has_numbers(reading, explanation)
    sentence = why(reading, explanation) if is_sound else _beyond()
    state = state_of(explanation, reading.factor_of(neuron), reading.probs)
    head(reading.network, neuron, sentence, state)
    is_answer = is_sound and neuron.layer.is_output
    if is_answer:
        why_digit(reading, neuron)
    controls(reading, neuron)
    if is_sound:
        difference(reading, neuron)
        if is_answer:
            counterfactuals(reading, neuron, on_change)
        _explain(reading, explanation, is_live)
        with st.container(horizontal=True, gap="xsmall", key="take_away"):
            python_buttons(reading, neuron)
            if reading.network.knows_signs:  # others are downloaded where they were trained
                file_button(reading)
            if more:
                more()
        profiles_on_their_way(reading.network, on_change)


def _beyond() -> str:
    return _(
        "This network's sums are too large for a computer, so there is nothing to add up. Train another "
        "network with a smaller [learning rate](words#learning-rate)."
    )


def _explain(reading: Reading, explanation: UnitExplanation, is_live: bool) -> None:
    parts = parts_of(reading, explanation, is_live)
    _parts(
        key="card_parts",
        data={"parts": [part.described() for part in parts]},
        on_pick=lambda sent: _pick({part.key: part.on_pick for part in parts if part.on_pick}, sent),
    )


def parts_of(reading: Reading, explanation: UnitExplanation, is_live: bool = True) -> list[Part]:
    """Return what a card shows below its switch, in order: what the neuron reads, adds up and passes on."""
    neuron, function = explanation.neuron, explanation.activation_function
    pick = picker(reading.network, partial(step_to, reading.network, neuron))
    with collecting() as parts:
        if neuron.is_on_map:
            sliding_window(reading, neuron, is_live)
        else:
            terms(explanation, scale_of(reading.network, explanation.source))
        if function == "max":
            show_ledger("ledger", neuron, input_rows(explanation), pick)
        else:
            sums, note = make_ledger(explanation), noted(reading.network, neuron.layer)
            ledger(neuron, sums, pick, "ledger", _("What it added up"), _("Sum [z](words#z)"), note=note)
            if function != "mean":
                activation_curves(explanation, reading.logits)
        likes(reading, neuron)
        effect = reading.outgoing(neuron)
        if effect is not None:
            lines = outgoing_rows(effect, explanation.activation, LARGEST)
            heading = outgoing_heading(effect, explanation.activation)
            show_ledger("outgoing", neuron, lines, pick, heading=heading)
    return parts


def _pick(picks: Mapping[str, Callable[[object], None]], sent: object) -> None:
    """Call the handler of the part in which something was picked."""
    found = part_of(sent, picks)
    if found is not None:
        part, picked = found
        picks[part](picked)
