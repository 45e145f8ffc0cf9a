"""One neuron in "One step": how its error adds up, and how the step changes each of its weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import streamlit as st

from model.backprop import Gradients
from model.backprop.blame import (
    MOST,
    SLOPE_DECIMALS,
    Change,
    HiddenBlame,
    changes,
    decimals_for,
    hidden_blame,
    output_blames,
)
from model.network.layer import Layer
from model.network.neuron import Neuron
from model.preprocess.mnist import IMAGE_SIZE
from model.reading import Reading
from views.parts.asking.asking import marked
from views.parts.charts.ledger import Row, Step, entry_row, equation, longest, parts_of, show_ledger, signed
from views.parts.language.language import _, ngettext, pgettext
from views.parts.looks.wording import figure, in_brackets, neuron_label, short, whole
from views.parts.pictures.pixels import Pixels, pixels
from views.session.drawing.received import index_of, picker
from views.session.selection import Walk
from views.training.one_step.one_step_walk import head, neuron_and_pixel, walk_to

SHARES = 3  # decimals of the ten probabilities
FIRST = 8  # weights shown before the user opens all
SHAPE = (IMAGE_SIZE, IMAGE_SIZE)
CHANGE, PIXEL_LINE = "{before} − {rate} × {blame} × {input}", "{pixel}: {change} = **{after}**"


def neuron_card(reading: Reading, gradients: Gradients, walk: Walk, label: int, learning_rate: float) -> None:
    """Show a neuron's error and its weights after a step; other arguments as in `panel`.

    Args:
        walk: the path to the neuron, perhaps on to the pixel whose weight is shown; by default, that is the
            one whose weight changes most.
    """
    neuron, pixel = neuron_and_pixel(walk)
    layer, (number,) = neuron.layer, neuron.index
    blame = float(gradients.pre_activations[layer.name][number])
    if layer.is_output:
        each = output_blames(gradients, reading.network, label, SHARES)[number]
        share, shown = figure(each.probability, SHARES), figure(each.blame, SHARES)
        effect = _effect(each.blame)
        head(
            walk,
            _("Its [error (delta)](words#error) is {share} − {truth} = {blame}. {effect}").format(
                blame=shown, share=share, truth=each.truth, effect=effect
            ),
        )
    else:
        of_hidden = hidden_blame(neuron, reading.activations, gradients)
        head(walk, _in_words(layer, of_hidden))
        _ledger(neuron, of_hidden, picker(reading.network, partial(walk_to, reading.network)))
    if not round(blame, MOST):
        return  # no visible change
    rows, decimals = changes(neuron, reading.activations, gradients, learning_rate)
    factors = _Factors(decimals, learning_rate, blame)
    if layer.source.before is None:
        _as_pictures(reading, rows, factors, pixel)
    else:
        _as_lines(neuron, rows, factors, picker(reading.network, partial(walk_to, reading.network)))


def _effect(blame: float) -> str:
    if not blame:
        return _("Its sum can stay as it is.")
    too_large = blame > 0
    return (
        _("Its sum was too large and should shrink.")
        if too_large
        else _("Its sum was too small and should grow.")
    )


def _in_words(layer: Layer, blame: HiddenBlame) -> str:
    if not blame.slope:
        return {
            "step": _(
                "It learns nothing from this. A [step function](words#step) has a slope of 0, so the [error "
                "(delta)](words#error) is 0, too."
            ),
            "relu": _(
                "It's silent and learns nothing from this. Below 0, a [ReLU](words#relu) has a slope of 0, "
                "so the [error (delta)](words#error) is 0, too."
            ),
        }.get(
            layer.activation_function,
            _(
                "It learns nothing from this. Its function has a slope of 0 here, so the [error "
                "(delta)](words#error) is 0, too."
            ),
        )
    return _("Its [error (delta)](words#error) is {blame}. {effect}").format(
        blame=figure(blame.blame, blame.decimals), effect=_effect(blame.blame)
    )


def _ledger(neuron: Neuron, blame: HiddenBlame, on_pick: Callable[[object], None]) -> None:
    ledger, decimals = blame.ledger, blame.decimals
    entries = [*ledger.pushes, *ledger.pulls]
    largest = longest(ledger)
    lines = [entry_row(each, neuron_label(each.neuron), largest, decimals) for each in entries]
    if number := ledger.rest_number:
        rest = ngettext("the rest ({count} number)", "the rest ({count} numbers)", number)
        label = rest.format(count=whole(number))
        lines.append(Row(label, signed(ledger.rest_figure, decimals), ledger.rest_figure / largest))
    parts = parts_of(ledger)[:3]  # without the bias, which an error doesn't have
    total = figure(ledger.pre_activation, decimals)
    show_ledger(
        "one_step_lines",
        neuron,
        lines,
        on_pick,
        steps=[
            Step(part, each, signed(each, decimals))
            for part, each in zip((_("Too large"), _("Too small"), _("The rest")), parts)
        ],
        total=Step(pgettext("of what is handed back", "Sum"), ledger.pre_activation, total),
        heading=_("From the neurons that read it"),
        note=_(
            "Each [neuron](words#neuron) that reads this one hands back its own [error (delta)](words#error) "
            "× the [weight](words#weight) between them. The sum of these × the slope of this neuron's "
            "[activation function](words#activation-function) is this neuron's error."
        ),
        equation=_("{sum}, and {total} × slope {slope} = {blame}").format(
            sum=equation(parts, ledger.pre_activation, decimals),
            total=in_brackets(total),
            slope=short(blame.slope, SLOPE_DECIMALS),
            blame=figure(blame.blame, decimals),
        ),
        summary=ngettext(
            "Line by line: the largest number", "Line by line: the {count} largest numbers", len(entries)
        ).format(count=whole(len(entries))),
    )


class _Factors:
    """Writes before − η × error × input, with as many decimals as before and after."""

    def __init__(self, decimals: int, learning_rate: float, blame: float) -> None:
        self.decimals = decimals
        self.learning_rate = short(learning_rate)
        self.blame = in_brackets(figure(blame, decimals_for(blame)))

    def written(self, change: Change) -> str:
        return CHANGE.format(
            before=self.figure(change.before),
            rate=self.learning_rate,
            blame=self.blame,
            input=figure(change.input),
        )

    def figure(self, value: float) -> str:
        return figure(value, self.decimals)


def _as_lines(
    neuron: Neuron, rows: Sequence[Change], factors: _Factors, on_pick: Callable[[object], None]
) -> None:
    """Show the weights that change most and the bias; the others on demand."""
    largest = max(abs(each.change) for each in rows) or 1
    *weights, bias = (
        Row(
            neuron_label(each.source) if each.source else _("the [bias](words#bias)"),
            factors.figure(each.after),
            -each.change / largest,
            factors.written(each),
            each.source,
        )
        for each in rows
    )
    show_ledger(
        "one_step_changes",
        neuron,
        [*weights[:FIRST], bias],
        on_pick,
        heading=_("What the step does to its [weights](words#weight)"),
        note=_("Before − η × error × what the previous neuron passed on = after."),
    )
    if others := weights[FIRST:]:
        count = len(others)
        summary = ngettext("The other weight", "The other {count} weights", count).format(count=whole(count))
        show_ledger("one_step_rest", neuron, others, on_pick, summary=summary)


def _as_pictures(reading: Reading, rows: Sequence[Change], factors: _Factors, pixel: Neuron | None) -> None:
    """Show all 784 weights as pictures, and one pixel's in figures: by default the one that changes most."""
    by_place = {each.source.index: each for each in rows if each.source}
    before, change, after = np.zeros((3, *SHAPE))
    for place, each in by_place.items():
        before[place], change[place], after[place] = each.before, each.change, each.after
    row, col = place = pixel.index if pixel else rows[0].source.index
    scale = float(max(np.abs(before).max(), np.abs(after).max())) or None
    frame = {"signed": True, "linked": True, "pick": True, "outline": (row, row + 1, col, col + 1)}

    def pick(sent: object) -> None:
        if (index := index_of(sent, SHAPE)) is not None:
            walk_to(reading.network, Neuron(reading.network.image, index))

    pixels(
        [
            Pixels(_("Weights"), before, scale=scale, **frame),
            Pixels(_("η × error × ink"), change, **frame),
            Pixels(_("Weights after"), after, scale=scale, **frame),
        ],
        "one_step_pixels",
        pick,
        heading=_(
            "Its 784 [weights](words#weight) − η × [gradient](words#gradient) = weights after the step"
        ),
        operators=("−", "="),
        decimals=factors.decimals,
    )
    chosen = by_place[place]
    written, figures = factors.written(chosen), factors.figure(chosen.after)
    line = PIXEL_LINE.format(
        pixel=marked(neuron_label(chosen.source), "pixel"), change=written, after=figures
    )
    st.markdown(line if chosen.input else _("{line}. Without ink, nothing changes.").format(line=line))
