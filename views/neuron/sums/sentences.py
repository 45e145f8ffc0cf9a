"""A neuron in words: its state, and the reason for it.

Takes explanations and returns sentences. Shows nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.explain import UnitExplanation
from model.explain.effect import THRESHOLDED, Shortfall, lowest_band, row_terms, shortfall
from model.network.layer import Layer
from model.network.neuron import Neuron
from model.reading import Reading
from views.neuron import words
from views.parts.language.language import _
from views.parts.looks.wording import figure, layer_in_text, neuron_label, percents, short, sign, whole


def has_numbers(reading: Reading, explanation: UnitExplanation) -> bool:
    """Whether the neuron's sum and activation, and the network's logits, are finite."""
    values = [explanation.pre_activation, explanation.activation]
    return bool(np.isfinite(values).all() and np.isfinite(reading.logits).all())


def state_of(explanation: UnitExplanation, factor: float, probs: Sequence[float]) -> str:
    """Say what the neuron does now, in a word or two.

    Args:
        explanation: of the neuron.
        factor: by which its activation is multiplied.
        probs: of the outputs.
    """
    activation = explanation.activation
    if not np.isfinite([explanation.pre_activation, activation]).all():
        return _("no number")
    if factor != 1:
        return _("switched off") if factor == 0 else f"× {short(factor)}"
    if explanation.neuron.layer.is_output:
        return percents(probs)[explanation.neuron.index[0]]
    if explanation.activation_function in THRESHOLDED:
        return _("fires") if explanation.pre_activation > 0 else _("silent")
    return figure(activation)


def why(reading: Reading, explanation: UnitExplanation) -> str:
    """Explain in one or two sentences how the neuron came to its state."""
    text, factor = _why(reading, explanation), reading.factor_of(explanation.neuron)
    if factor == 1:
        return text
    if explanation.neuron.layer.is_output:
        changed = (
            _("This output is switched off, so its [z](words#z) becomes {z}. {why}")
            if factor == 0
            else _("At {factor} times its normal strength, this output has a [z](words#z) of {z}. {why}")
        )
        z = float(reading.logits[explanation.neuron.index])
        return changed.format(factor=short(factor), z=figure(z), why=text)
    changed = (
        # Translators: {why} is one sentence or two, such as "It fires. Its bias alone makes it fire."
        _("This neuron is switched off and passes on {activation}. When it's on: {why}")
        if factor == 0
        else _(
            "At {factor} times normal strength, this neuron passes on {activation}. At normal strength: {why}"
        )
    )
    return changed.format(factor=short(factor), activation=figure(explanation.activation), why=text)


def _why(reading: Reading, explanation: UnitExplanation) -> str:
    function = explanation.activation_function
    if explanation.neuron.layer.is_output:
        return _rank(reading, explanation.neuron.index[0])
    if function == "max":
        return _winner(explanation)
    if function == "mean":
        return _mean(explanation)
    if function in words.NO_THRESHOLD:
        return _(words.NO_THRESHOLD[function])
    return verdict(explanation)


def verdict(explanation: UnitExplanation) -> str:
    """Say whether a neuron with a threshold fires, and what contributed most."""
    short = shortfall(explanation)
    if short is None:
        return _("It fires. {why}").format(why=_largest_push(explanation))
    if short.short == 0:
        return _("It doesn't fire because its sum is 0. Only a sum above 0 makes it fire.")
    if not short.rows:
        return _("It doesn't fire because its sum is {short} too low.").format(short=figure(short.short))
    return _held_down(explanation.source, short)


def _held_down(source: Layer, short: Shortfall) -> str:
    first, last = short.rows[0], short.rows[1] - 1
    if source.before is None:
        text = (
            _(
                "It doesn't fire because its sum is {short} too low. The ink in row {row} held it back the "
                "most."
            )
            if first == last
            else _(
                "It doesn't fire because its sum is {short} too low. The ink in rows {row} to {last} held it "
                "back the most."
            )
        )
    else:
        text = (
            _(
                "It doesn't fire because its sum is {short} too low. Row {row} of the {layer} held it back "
                "the most."
            )
            if first == last
            else _(
                "It doesn't fire because its sum is {short} too low. Rows {row} to {last} of the {layer} "
                "held it back the most."
            )
        )
    return text.format(
        short=figure(short.short),
        layer=layer_in_text(source),
        row=first,
        last=last,
    )


def _pushed_up(source: Layer, rows: tuple[int, int]) -> str:
    first, last = rows[0], rows[1] - 1
    if source.before is None:
        text = (
            _("The ink in row {row} pushed its sum up the most.")
            if first == last
            else _("The ink in rows {row} to {last} pushed its sum up the most.")
        )
    else:
        text = (
            _("Row {row} of the {layer} pushed its sum up the most.")
            if first == last
            else _("Rows {row} to {last} of the {layer} pushed its sum up the most.")
        )
    return text.format(layer=layer_in_text(source), row=first, last=last)


def _largest_push(explanation: UnitExplanation) -> str:
    rows = row_terms(explanation)
    if rows is not None:
        band = lowest_band(-rows)
        if band is None:
            return _bias_alone()
        return _pushed_up(explanation.source, band)
    largest = int(explanation.terms.argmax())
    if explanation.terms[largest] <= 0:
        return _bias_alone()
    source = explanation.source.unit_layer
    label = neuron_label(Neuron(source, tuple(explanation.source_index[largest].tolist())))
    where = layer_in_text(source)
    return _("{unit} of the {layer} pushed its sum up the most, by {term}.").format(
        unit=label, layer=where, term=figure(explanation.terms[largest])
    )


def _bias_alone() -> str:
    return _("Its [bias](words#bias) alone makes it fire.")


def _rank(reading: Reading, digit: int) -> str:
    logits, winner, classes = reading.logits, int(reading.logits.argmax()), reading.network.classes
    if digit == winner:
        z = figure(float(logits[digit]))
        return _("This is the network's answer, because its [z](words#z) of {z} is the largest.").format(z=z)
    z, highest = (figure(float(logits[each])) for each in (digit, winner))
    return _(
        "This isn't the answer. Its sum is {z}, and the sum of {winner} is {highest}. The largest sum, "
        "called [z](words#z), wins."
    ).format(z=z, winner=sign(classes, winner), highest=highest)


def _winner(explanation: UnitExplanation) -> str:
    row, col = explanation.source_index[explanation.weights == 1][0][:2]
    source, largest = layer_in_text(explanation.source), figure(explanation.activation)
    return _(
        "It passes on the largest of {count} numbers from the {layer}. This number is {largest}, at row "
        "{row}, column {col}."
    ).format(count=whole(explanation.inputs.size), layer=source, largest=largest, row=row, col=col)


def _mean(explanation: UnitExplanation) -> str:
    source, mean = layer_in_text(explanation.source), figure(explanation.activation)
    return _("It passes on {mean}, the mean of {count} numbers from the {layer}.").format(
        count=whole(np.count_nonzero(explanation.weights)), layer=source, mean=mean
    )
