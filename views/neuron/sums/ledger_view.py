"""A ledger on the card: its parts as a waterfall, and its largest pushes and pulls on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from model.explain import Outgoing, UnitExplanation, strongest_outputs
from model.explain.ledger import DECIMALS, Entry, Ledger
from model.network.neuron import Neuron
from views.parts.charts.ledger import Row, Step, entry_row, equation, longest, parts_of, show_ledger, signed
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import figure, layer_in_text, neuron_label, whole

UNIT = 10**-DECIMALS  # one unit in the last digit shown
ONE = 1.0  # what a silent neuron passes on in "If it passed on …"


def ledger(
    at: Neuron,
    ledger: Ledger,
    on_pick: Callable[[object], None] | None,
    key: str,
    heading: str,
    total: str,
    parts: Sequence[str] = (),
    most: str = "",
    note: str = "",
    of_maps: bool = False,
) -> None:
    """Show a ledger as a waterfall and in one line, with figures that add up; its lines on demand.

    Args:
        at: the neuron whose card this is.
        ledger: of a sum or a difference.
        on_pick: what a click on a line does, from `received.picker`; None if no line has a card.
        key: of the component.
        heading: above it.
        total: the name of the total.
        parts: other names for its pushes, pulls, rest and bias.
        most: other words before the largest pushes.
        note: a sentence below the heading.
        of_maps: whether a line is a whole feature map.
    """
    entries = [*ledger.pushes, *ledger.pulls]
    largest = longest(ledger)
    lines = [
        _map_row(each, largest) if of_maps else entry_row(each, short_label(each.neuron), largest)
        for each in entries
    ]
    figures = parts_of(ledger)
    *counted, bias = parts or (_("Pushes up"), _("Holds back"), _("The rest"), _("[Bias](words#bias)"))
    numbers = (len(ledger.pushes), len(ledger.pulls), ledger.rest_number)
    labels = [f"{part} ({whole(number)})" for part, number in zip(counted, numbers)]
    show_ledger(
        key,
        at,
        [
            *lines,
            rest_row(ledger, largest),
            Row(_("the bias"), signed(ledger.bias_figure), ledger.bias_figure / largest),
        ],
        on_pick,
        steps=[Step(label, each, signed(each)) for label, each in zip([*labels, bias], figures)],
        total=Step(total, ledger.pre_activation, figure(ledger.pre_activation)),
        heading=heading,
        note=note,
        equation=equation(figures, ledger.pre_activation),
        most=most or _("Pushed up most by"),
        **line_by_line(len(entries)),
    )


def rest_row(ledger: Ledger, largest: float) -> Row:
    """Return the line that sums up all other contributions; `largest` has the longest bar."""
    rest = ngettext("the rest ({count} number)", "the rest ({count} numbers)", ledger.rest_number)
    label = rest.format(count=whole(ledger.rest_number))
    return Row(label, signed(ledger.rest_figure), ledger.rest_figure / largest)


def line_by_line(count: int) -> dict[str, str]:
    """Return the texts above and below `count` lines."""
    summary = ngettext("Line by line: the largest number", "Line by line: the {count} largest numbers", count)
    footnote = _(
        "The figures are rounded so that they add up. That's why a line can differ from its own product by "
        "{unit}."
    )
    return {
        "summary": summary.format(count=whole(count)) if count else "",
        "footnote": footnote.format(unit=figure(UNIT)),
    }


def _map_row(entry: Entry, largest: float) -> Row:
    """Return a line for all places of a map; a click opens the place that contributes most."""
    label = map_label(entry.neuron.channel.number)
    return Row(label, signed(entry.figure), entry.term / largest, neuron=entry.neuron)


def input_rows(explanation: UnitExplanation) -> list[Row]:
    """Return the inputs that a pooling neuron chose from, the winner first."""
    source = explanation.source.unit_layer
    wins = explanation.weights.ravel() == 1
    index = explanation.source_index.reshape(wins.size, -1)
    values = explanation.inputs.ravel()
    inside = [i for i in np.argsort(~wins, kind="stable") if index[i, 0] >= 0]
    neurons = [Neuron(source, tuple(index[i].tolist())) for i in inside]
    return [
        Row(
            short_label(neuron),
            figure(float(values[i])),
            detail=_("the largest") if wins[i] else "",
            neuron=None if neuron.is_pixel else neuron,
        )
        for i, neuron in zip(inside, neurons)
    ]


def outgoing_rows(effect: Outgoing, activation: float, number: int) -> list[Row]:
    """Return what a neuron adds to each of those that read it: activation × weight, the largest first.

    For a silent neuron, what it would add if it passed on `ONE`.
    """
    strongest = strongest_outputs(effect, number)
    given = activation or ONE
    terms = [each.term if activation else given * each.weight for each in strongest]
    largest = max(map(abs, terms), default=0) or 1
    return [
        Row(
            short_label(each.neuron),
            signed(round(term, DECIMALS)),
            term / largest,
            f"{figure(given)} × {figure(each.weight)}",
            each.neuron,
        )
        for each, term in zip(strongest, terms)
    ]


def outgoing_heading(effect: Outgoing, activation: float) -> str:
    """Return the heading of those lines: what the neuron adds, or would add."""
    target = layer_in_text(effect.target)
    if activation:
        return _("What it adds to the {layer}").format(layer=target)
    return _("If it passed on {activation}, it would add this to the {layer}").format(
        activation=figure(ONE), layer=target
    )


def map_label(number: int) -> str:
    """Name a whole feature map."""
    return _("Map {number}").format(number=number)


def short_label(neuron: Neuron) -> str:
    """Name a neuron for a line: "Neuron 51", "Row 4, column 5", "Map 8 at 12, 13"."""
    if neuron.is_on_map:
        row, col, channel = neuron.index
        return _("Map {channel} at {row}, {col}").format(channel=channel, row=row, col=col)
    if len(neuron.index) == 2:
        return _("Row {row}, column {col}").format(row=neuron.index[0], col=neuron.index[1])
    return neuron_label(neuron)
