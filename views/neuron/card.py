"""The neuron card: why did this neuron fire? What it read, added up and passed on, in figures that add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from model.explain import UnitExplanation, explain_unit, outgoing
from model.ledger import make_ledger
from model.network import Activations, Network
from model.reading import Reading
from model.wiring import Unit
from views.neuron import words
from views.neuron.activation_curves import activation_curves
from views.neuron.change_mind import change_mind
from views.neuron.difference import difference
from views.neuron.head import empty_head, head
from views.neuron.ledger_view import input_rows, ledger, outgoing_heading, outgoing_rows, rows
from views.neuron.profile_view import likes
from views.neuron.sentences import has_numbers, state_of, why
from views.neuron.terms import feature_map, terms
from views.neuron.what_if import controls, factor_of
from views.neuron.why_digit import why_digit
from views.parts.component import mount
from views.parts.together import collecting
from views.parts.wording import noted
from views.session.received import part_of

_parts = mount(__file__, "card_parts")

LARGEST = 6  # of those that read a neuron: how many are shown


def neuron_card(
    network: Network,
    read: Callable[[], Reading | None],
    unit: Unit | None,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show all that is to be said of one neuron; with none, what to do.

    Args:
        network: that it is in.
        read: gives what the network makes of the drawing, with what this session has switched; None if
            nothing is drawn. Called if needed.
        unit: the neuron; None if none is chosen.
        on_change: called before the page runs again because the card has changed the drawing.
    """
    with st.container(key="neuron"):
        reading = None if unit is None else read()
        if unit is None or reading is None:
            empty_head(network, unit)
        else:
            _show(network, reading.activations, unit, on_change)


def _show(
    network: Network, activations: Activations, unit: Unit, on_change: Callable[[], None] | None
) -> None:
    explanation, factor = explain_unit(network, activations, unit), factor_of(network, unit)
    is_sound = has_numbers(activations, explanation)
    sentence = why(network, activations, explanation, factor) if is_sound else words.BEYOND
    head(network, explanation.unit, state_of(explanation, factor), sentence)
    controls(network, explanation.unit)
    if is_sound:
        _explain(network, activations, explanation, on_change)


def _explain(
    network: Network,
    activations: Activations,
    explanation: UnitExplanation,
    on_change: Callable[[], None] | None,
) -> None:
    unit, function = explanation.unit, explanation.activation_function
    difference(network, activations, unit)
    if explanation.layer.is_output:
        why_digit(network, activations, unit)
        change_mind(network, activations, unit, on_change)
    with collecting() as parts:
        if len(unit.index) == 3:
            feature_map(network, activations, explanation)
        terms(network, explanation)
        if function == "max":
            rows(network, unit, input_rows(network, explanation), "ledger", "", "")
        else:
            sums, note = make_ledger(explanation), noted(network, explanation.layer)
            ledger(network, unit, sums, "ledger", words.ADDED_UP, words.SUM, note=note)
            if function != "mean":
                activation_curves(explanation, activations["logits"])
        likes(network, activations, explanation)
        effect = outgoing(explanation.layer, unit.index, activations)
        if effect is not None:
            lines = outgoing_rows(network, effect, explanation.activation, LARGEST)
            heading = outgoing_heading(network, effect, explanation.activation)
            rows(network, unit, lines, "outgoing", heading, "")
    _parts(
        key="card_parts",
        data={"parts": [part.described() for part in parts]},
        on_pick=lambda sent: _pick({part.key: part.on_pick for part in parts if part.on_pick}, sent),
    )


def _pick(picks: Mapping[str, Callable[[object], None]], sent: object) -> None:
    """Do what a part does with what is picked in it."""
    found = part_of(sent, picks)
    if found is not None:
        part, picked = found
        picks[part](picked)
