"""What the other ink added to a neuron's sum and took from it, on its card, while a drawing is kept."""

from __future__ import annotations

from model.difference import difference_ledger
from model.ledger import Ledger
from model.network import Activations, Network
from model.wiring import Unit
from views.neuron import words
from views.neuron.ledger_view import UNIT, picker, short_label
from views.neuron.sentences import has_numbers
from views.parts.ledger import Row, Step, entry_row, show_ledger, signed
from views.parts.wording import counted, figure, in_brackets
from views.session.activations import drawing_history
from views.session.kept import kept, kept_reading


def difference(network: Network, activations: Activations, unit: Unit) -> None:
    """Show it: from the sum for the kept drawing to that for this one; nothing where none is kept.

    Args:
        network: that it is in.
        activations: every layer's values for the drawing.
        unit: the neuron.
    """
    one, kept_one = kept(), kept_reading(network)
    if one is None or drawing_history().current.png in (None, one.drawing.png):
        return
    before, explanation = kept_one.activations, kept_one.explain(unit)
    if not has_numbers(before, explanation):
        return
    if explanation.activation_function == "max":
        chosen = (explanation.activation, float(activations[unit.layer][unit.index]))
        _say(unit, words.CHOSE_DIFFERENTLY.format(before=figure(chosen[0]), after=figure(chosen[1])))
        return
    z_before, z_after, ledger = difference_ledger(network, before, activations, unit)
    if ledger.pushes or ledger.pulls:
        _show(network, unit, z_before, z_after, ledger)
    else:
        _say(unit, words.UNCHANGED)


def _say(unit: Unit, sentence: str) -> None:
    show_ledger("difference", unit, [], None, heading=words.DIFFERENCE, note=sentence)


def _show(network: Network, unit: Unit, before: float, after: float, ledger: Ledger) -> None:
    entries = [*ledger.pushes, *ledger.pulls]
    largest = max((abs(entry.term) for entry in entries), default=1) or 1
    is_pixel = ledger.source.before is None
    parts = (ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure)
    figures = [figure(before), *(in_brackets(figure(part)) for part in parts)]
    rest = Row(counted(ledger.rest_number, words.THE_REST), figure(ledger.rest_figure))
    lines = [
        entry_row(each, short_label(network, each.unit), largest, None if is_pixel else each.unit)
        for each in entries
    ]
    show_ledger(
        "difference",
        unit,
        [*lines, rest],
        picker(network, unit),
        steps=[
            Step(words.SUM_KEPT, before, figure(before)),
            *(Step(label, part, signed(part)) for label, part in zip(words.DIFFERENCE_PARTS, parts)),
        ],
        total=Step(words.SUM_NOW, after, figure(after)),
        heading=words.DIFFERENCE,
        note=words.SINCE_KEPT,
        equation=f"{' + '.join(figures)} = {figure(after)}",
        summary=words.LINE_BY_LINE.format(count=len(entries)) if entries else "",
        footnote=words.ROUNDED.format(unit=figure(UNIT)),
    )
