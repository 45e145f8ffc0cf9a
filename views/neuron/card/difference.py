"""What the new ink added to a neuron's sum and took away, on its card, while a drawing is pinned."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from model.explain.difference import difference_ledger
from model.explain.ledger import Ledger
from model.network.neuron import Neuron
from model.reading import Reading
from views.neuron.sums.ledger_view import line_by_line, rest_row, short_label
from views.neuron.sums.sentences import has_numbers
from views.neuron.sums.walk import step_to
from views.parts.charts.ledger import Step, entry_row, longest, show_ledger, signed
from views.parts.language.language import _
from views.parts.looks.wording import figure, in_brackets
from views.session.activations import latest_drawing
from views.session.drawing.received import picker
from views.session.pinned import pinned, pinned_reading


def difference(reading: Reading, neuron: Neuron) -> None:
    """Show how the sum changed between the pinned drawing and this one; nothing if no drawing is pinned."""
    one, before = pinned(), pinned_reading(reading.network)
    if one is None or latest_drawing().current.png in (None, one.drawing.png):
        return
    explanation = before.explain(neuron)
    if not has_numbers(before, explanation):
        return
    if explanation.activation_function == "max":
        chosen = (explanation.activation, float(reading.activations[neuron.layer.name][neuron.index]))
        _say(
            neuron,
            _("For the drawing you kept, it passed on {before}. Now it passes on {after}.").format(
                before=figure(chosen[0]), after=figure(chosen[1])
            ),
        )
        return
    z_before, z_after, ledger = difference_ledger(neuron, before.activations, reading.activations)
    if ledger.pushes or ledger.pulls:
        _show(
            neuron,
            z_before,
            z_after,
            ledger,
            picker(reading.network, partial(step_to, reading.network, neuron)),
        )
    else:
        _say(neuron, _("Nothing changed here. All inputs are the same as for the drawing you kept."))


def _say(neuron: Neuron, sentence: str) -> None:
    show_ledger("difference", neuron, [], None, heading=_("What the new drawing changed"), note=sentence)


def _show(
    neuron: Neuron, before: float, after: float, ledger: Ledger, on_pick: Callable[[object], None]
) -> None:
    entries = [*ledger.pushes, *ledger.pulls]
    largest = longest(ledger)
    parts = (ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure)
    figures = [figure(before), *(in_brackets(figure(part)) for part in parts)]
    lines = [entry_row(each, short_label(each.neuron), largest) for each in entries]
    show_ledger(
        "difference",
        neuron,
        [*lines, rest_row(ledger, largest)],
        on_pick,
        steps=[
            Step(_("[z](words#z) before"), before, figure(before)),
            *(
                Step(label, part, signed(part))
                for label, part in zip((_("Added"), _("Taken away"), _("The rest")), parts)
            ),
        ],
        total=Step(_("[z](words#z) now"), after, figure(after)),
        heading=_("What the new drawing changed"),
        note=_(
            "Each line is the change in one [input](words#input) since the drawing you kept, times its "
            "[weight](words#weight). The [bias](words#bias) is the same for both drawings."
        ),
        equation=f"{' + '.join(figures)} = {figure(after)}",
        **line_by_line(len(entries)),
    )
