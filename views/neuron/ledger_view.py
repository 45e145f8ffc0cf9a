"""A ledger on the card: its parts as a waterfall, and its largest pushes and pulls on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from model.explain import Outgoing, UnitExplanation, strongest_outputs
from model.ledger import DECIMALS, Entry, Ledger
from model.network import Network
from model.wiring import Unit
from views.neuron import words
from views.neuron.walk import step_to
from views.parts.ledger import Row, Step, entry_row, equation, parts_of, show_ledger, signed
from views.parts.wording import counted, figure, layer_title, unit_label
from views.session.received import unit_of

UNIT = 10**-DECIMALS  # of the last digit shown
ONE = 1.0  # what a silent neuron would pass on, in "if it fired"


def ledger(
    network: Network,
    at: Unit,
    ledger: Ledger,
    key: str,
    heading: str,
    total: str,
    parts: Sequence[str] = words.PARTS,
    most: str = words.MOST,
    note: str = "",
    of_maps: bool = False,
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
        of_maps: whether a line is a whole feature map.
    """
    entries = [*ledger.pushes, *ledger.pulls]
    largest = max((abs(entry.term) for entry in entries), default=1) or 1
    rest = counted(ledger.rest_number, words.THE_REST)
    is_pixel = ledger.source.before is None
    lines = [
        _map_row(each, largest)
        if of_maps
        else entry_row(each, short_label(network, each.unit), largest, None if is_pixel else each.unit)
        for each in entries
    ]
    figures = parts_of(ledger)
    show_ledger(
        key,
        at,
        [
            *lines,
            Row(rest, figure(ledger.rest_figure)),
            Row(words.THE_BIAS, figure(ledger.bias_figure)),
        ],
        picker(network, at),
        steps=[Step(label, each, signed(each)) for label, each in zip(parts, figures)],
        total=Step(total, ledger.pre_activation, figure(ledger.pre_activation)),
        heading=heading,
        note=note,
        equation=equation(figures, ledger.pre_activation),
        most=most,
        summary=words.LINE_BY_LINE.format(count=len(entries)) if entries else "",
        footnote=words.ROUNDED.format(unit=figure(UNIT)),
    )


def _map_row(entry: Entry, largest: float) -> Row:
    """A line of all places of a map; a click leads to the one that has most of it."""
    label = words.MAP.format(number=entry.unit.index[2])
    return Row(label, signed(entry.figure), entry.term / largest, unit=entry.unit)


def rows(network: Network, at: Unit, lines: Sequence[Row], key: str, heading: str, note: str) -> None:
    """Show lines; a click on a neuron has it looked at."""
    show_ledger(key, at, lines, picker(network, at), heading=heading, note=note)


def picker(network: Network, at: Unit) -> Callable[[object], None]:
    """What a click on a line does: its neuron is looked at."""

    def pick(sent: object) -> None:
        if (unit := unit_of(sent, network)) is not None:
            step_to(network, at, unit)

    return pick


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
            detail=words.THE_LARGEST if wins[i] else "",
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
            signed(round(term, DECIMALS)),
            term / largest,
            f"{figure(given)} × {figure(each.weight)}",
            each.unit,
        )
        for each, term in zip(strongest, terms)
    ]


def outgoing_heading(network: Network, effect: Outgoing, activation: float) -> str:
    """What the lines are: what it adds, or would add."""
    target = layer_title(effect.target).lower()
    if activation:
        return words.ADDS_TO.format(layer=target)
    return words.WOULD_ADD_TO.format(activation=figure(ONE), layer=target)


def short_label(network: Network, unit: Unit) -> str:
    """A unit in a line: "Neuron 51", "Row 4, column 5", "Map 8 at 12, 13"."""
    if len(unit.index) == 3:
        row, col, channel = unit.index
        return words.MAP_AT.format(channel=channel, row=row, col=col)
    if len(unit.index) == 2:
        return words.ROW_COLUMN.format(row=unit.index[0], col=unit.index[1])
    return unit_label(network, unit)
