"""A ledger on the page: its parts as a waterfall, and its largest pushes and pulls on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from model.explain import Outgoing, UnitExplanation, strongest_outputs
from model.ledger import DECIMALS, Entry, Ledger
from model.network import Network
from model.wiring import Unit
from views.neuron.walk import step_to
from views.parts.component import mount
from views.parts.wording import figure, in_brackets, layer_title, unit_label
from views.session import state
from views.session.received import unit_of

_component = mount(__file__, "ledger")

UNIT = 10**-DECIMALS  # of the last digit shown
SUM = ("Pushes", "Pulls", "The rest", "Bias")  # what a sum is made of
ONE = 1.0  # what a silent neuron would pass on, in "if it fired"


@dataclass(frozen=True)
class Row:
    """One line: `share` is its bar, from -1 to 1; with a `unit` its label can be clicked."""

    label: str
    figure: str
    share: float = 0.0
    detail: str = ""
    unit: Unit | None = None


@dataclass(frozen=True)
class Step:
    """One bar of a waterfall, from where the last one ended; `figure` is its value as written."""

    label: str
    value: float
    figure: str


def ledger(
    network: Network,
    at: Unit,
    ledger: Ledger,
    key: str,
    heading: str,
    total: str,
    parts: Sequence[str] = SUM,
    most: str = "Pushed most by",
    note: str = "",
) -> None:
    """Show a ledger whose figures add up as displayed, as a waterfall and in one line; its lines on demand.

    Args:
        network: that it is about.
        at: the neuron whose card it is on.
        ledger: of a sum or a difference.
        key: of the component.
        heading: above it.
        total: what it adds up to.
        parts: what its pushes, pulls, rest and bias are called.
        most: what stands before the largest pushes.
        note: a sentence below the heading.
    """
    entries = [*ledger.pushes, *ledger.pulls]
    largest = max((abs(entry.term) for entry in entries), default=1) or 1
    rest = f"the rest ({ledger.rest_number} term{'' if ledger.rest_number == 1 else 's'})"
    is_pixel = ledger.source.before is None
    figures = [ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure, ledger.bias_figure]
    _show(
        network,
        at,
        key,
        {
            "heading": heading,
            "note": note,
            "steps": [asdict(Step(label, each, _signed(each))) for label, each in zip(parts, figures)],
            "total": asdict(Step(total, ledger.pre_activation, figure(ledger.pre_activation))),
            "equation": equation(ledger),
            "most": most,
            "summary": f"Line by line: the {len(entries)} largest" if entries else "",
            "rows": [
                *(asdict(_row(network, entry, largest, is_pixel)) for entry in entries),
                asdict(Row(rest, figure(ledger.rest_figure))),
                asdict(Row("the bias", figure(ledger.bias_figure))),
            ],
            "footnote": "Figures are rounded so that they add up: a line may differ from its own product "
            f"by {figure(UNIT)}.",
        },
    )


def rows(network: Network, at: Unit, lines: Sequence[Row], key: str, heading: str, note: str) -> None:
    """Show lines; a click on a neuron has it looked at."""
    data = {"heading": heading, "note": note, "rows": [asdict(line) for line in lines]}
    _show(network, at, key, data)


def _show(network: Network, at: Unit, key: str, data: dict[str, object]) -> None:
    data = {
        "steps": [],
        "summary": "",
        "footnote": "",
        "equation": "",
        "most": "",
        "about": [at.layer, at.index],
    } | data
    _component(key=key, data=data, on_picked_change=_picker(network, at, key))


def _picker(network: Network, at: Unit, key: str) -> Callable[[], None]:
    def pick() -> None:
        if (unit := unit_of(state.picked(key), network)) is not None:
            step_to(network, at, unit)

    return pick


def equation(ledger: Ledger) -> str:
    """`pushes + pulls + rest + bias = z` in figures."""
    parts = [ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure, ledger.bias_figure]
    first, *others = (figure(part) for part in parts)
    return f"{first} + {' + '.join(in_brackets(each) for each in others)} = {figure(ledger.pre_activation)}"


def _signed(value: float) -> str:
    """With its sign, plus or minus; 0 has none."""
    return f"+{figure(value)}" if value > 0 else figure(value)


def _row(network: Network, entry: Entry, largest: float, is_pixel: bool) -> Row:
    return Row(
        short_label(network, entry.unit),
        _signed(entry.figure),
        entry.term / largest,
        f"{figure(entry.input)} × {figure(entry.weight)}",
        None if is_pixel else entry.unit,
    )


def input_rows(network: Network, explanation: UnitExplanation) -> list[Row]:
    """What a pooling neuron chose from, the winner first."""
    source = explanation.source.unit_layer.name
    wins = explanation.weights.ravel() == 1
    index = explanation.source_index.reshape(wins.size, -1)
    values = explanation.inputs.ravel()
    inside = [i for i in np.argsort(~wins, kind="stable") if index[i, 0] >= 0]
    units = [Unit(source, tuple(index[i].tolist())) for i in inside]
    is_pixel = explanation.source.before is None
    return [
        Row(
            short_label(network, unit),
            figure(float(values[i])),
            detail="the largest" if wins[i] else "",
            unit=None if is_pixel else unit,
        )
        for i, unit in zip(inside, units)
    ]


def outgoing_rows(network: Network, effect: Outgoing, activation: float, number: int) -> list[Row]:
    """What a neuron adds to each of those that read it: its activation × their weight, the largest first.

    Of a silent one, what it would add if it passed on `ONE`.
    """
    strongest = strongest_outputs(effect, number)
    given = activation or ONE
    terms = [each.term if activation else given * each.weight for each in strongest]
    largest = max(map(abs, terms), default=0) or 1
    return [
        Row(
            short_label(network, each.unit),
            _signed(round(term, DECIMALS)),
            term / largest,
            f"{figure(given)} × {figure(each.weight)}",
            each.unit,
        )
        for each, term in zip(strongest, terms)
    ]


def outgoing_heading(network: Network, effect: Outgoing, activation: float) -> str:
    """What the lines are: what it adds, or would add."""
    target = layer_title(network, effect.target).lower()
    if activation:
        return f"What it adds to the {target}"
    return f"If it fired with {figure(ONE)}, it would add to the {target}"


def short_label(network: Network, unit: Unit) -> str:
    """A unit in a line: "Neuron 51", "Row 4, column 5", "Map 8 at 12, 13"."""
    if len(unit.index) == 3:
        row, col, channel = unit.index
        return f"Map {channel} at {row}, {col}"
    if len(unit.index) == 2:
        return f"Row {unit.index[0]}, column {unit.index[1]}"
    return unit_label(network, unit)
