"""A ledger on the page: the largest pushes and pulls, the rest, the bias and the total, as signed bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from model.explain import Outgoing, strongest_outputs
from model.layer import Layer
from model.ledger import DECIMALS, Entry, Ledger
from model.network import Network
from model.wiring import Unit
from views.parts.component import mount
from views.parts.wording import figure, in_brackets, name_of
from views.session import state
from views.session.received import unit_of
from views.session.selection import select_neuron

_component = mount(__file__, "ledger")

UNIT = 10**-DECIMALS  # of the last digit shown


@dataclass(frozen=True)
class Row:
    """One line: `share` is its bar, from -1 to 1; with a `unit` its label can be clicked."""

    label: str
    figure: str
    share: float = 0.0
    detail: str = ""
    unit: Unit | None = None
    total: bool = False


def rows(lines: Sequence[Row], key: str, network: Network) -> None:
    """Show lines; a click on a neuron has it looked at."""

    def pick() -> None:
        if (unit := unit_of(state.picked(key), network)) is not None:
            select_neuron(network, unit)

    data = {"rows": [asdict(line) for line in lines]}
    _component(key=key, data=data, on_picked_change=pick)


def ledger(ledger: Ledger, key: str, network: Network, total: str) -> None:
    """Show a ledger whose figures add up as displayed, and that sum in one line."""
    entries = [*ledger.pushes, *ledger.pulls]
    largest = max((abs(entry.term) for entry in entries), default=1) or 1
    number = ledger.rest_number
    rows(
        [
            *(_row(entry, ledger.source, largest) for entry in entries),
            Row(f"the rest ({number} term{'' if number == 1 else 's'})", figure(ledger.rest_figure)),
            Row("the bias", figure(ledger.bias_figure)),
            Row(total, figure(ledger.pre_activation), total=True),
        ],
        key,
        network,
    )
    st.markdown(
        f"`{equation(ledger)}`", help="pushes + pulls + rest + bias = total, as the figures above add up"
    )
    st.caption(
        f"Figures are rounded so that they add up: a line may differ from its own product by {figure(UNIT)}."
    )


def equation(ledger: Ledger) -> str:
    """`pushes + pulls + rest + bias = z` in figures."""
    parts = [ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure, ledger.bias_figure]
    first, *others = (figure(part) for part in parts)
    return f"{first} + {' + '.join(in_brackets(each) for each in others)} = {figure(ledger.pre_activation)}"


def _row(entry: Entry, source: Layer, largest: float) -> Row:
    is_pixel = source.before is None
    return Row(
        name_of(entry.unit),
        figure(entry.figure),
        entry.term / largest,
        f"{figure(entry.input)} × {figure(entry.weight)}",
        None if is_pixel else entry.unit,
    )


def outgoing_rows(effect: Outgoing | None, activation: float, number: int) -> list[Row]:
    """What a neuron adds to each of those that read it: its activation × their weight, the largest first."""
    strongest = strongest_outputs(effect, number)
    largest = max((abs(each.term) for each in strongest), default=0) or 1
    return [
        Row(
            name_of(each.unit),
            figure(each.term),
            each.term / largest,
            f"{figure(activation)} × {figure(each.weight)}",
            each.unit,
        )
        for each in strongest
    ]
