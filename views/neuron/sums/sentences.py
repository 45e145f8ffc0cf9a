"""A neuron in words: its state, and why it is in it.

Takes explanations, gives sentences. Shows nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.explain import UnitExplanation
from model.explain.effect import THRESHOLDED, lowest_band, row_terms, shortfall
from model.network.layer import Layer
from model.network.neuron import Neuron
from model.reading import Reading
from views.neuron import words
from views.parts.looks.wording import figure, layer_title, neuron_label, percents, short


def has_numbers(reading: Reading, explanation: UnitExplanation) -> bool:
    """Whether its sum, and what is made of it, are finite."""
    values = [explanation.pre_activation, explanation.activation]
    return bool(np.isfinite(values).all() and np.isfinite(reading.logits).all())


def state_of(explanation: UnitExplanation, factor: float, probs: Sequence[float]) -> str:
    """What the neuron does now, in a word or two.

    Args:
        explanation: of it.
        factor: what its activation is multiplied by.
        probs: (10,), of the outputs.
    """
    activation = explanation.activation
    if not np.isfinite([explanation.pre_activation, activation]).all():
        return words.NO_NUMBER
    if factor != 1:
        return words.SWITCHED_OFF if factor == 0 else words.TIMES.format(factor=short(factor))
    if explanation.neuron.layer.is_output:
        return percents(probs)[explanation.neuron.index[0]]
    if explanation.activation_function in THRESHOLDED:
        return words.FIRES if explanation.pre_activation > 0 else words.SILENT
    return figure(activation)


def why(reading: Reading, explanation: UnitExplanation) -> str:
    """One sentence, or two, about how it came to its state."""
    text, factor = _why(reading, explanation), reading.factor_of(explanation.neuron)
    if factor == 1:
        return text
    changed = words.OFF if factor == 0 else words.TURNED.format(factor=short(factor))
    if explanation.neuron.layer.is_output:
        z = float(reading.logits[explanation.neuron.index])
        return words.COUNTS_AS.format(changed=changed, z=figure(z), why=text)
    passed_on, by_itself = figure(explanation.activation), text[0].lower() + text[1:]
    return words.PASSES_ON.format(changed=changed, activation=passed_on, why=by_itself)


def _why(reading: Reading, explanation: UnitExplanation) -> str:
    function = explanation.activation_function
    if explanation.neuron.layer.is_output:
        return _rank(reading, explanation.neuron.index[0])
    if function == "max":
        return _winner(explanation)
    if function == "mean":
        return _mean(explanation)
    if function in words.NO_THRESHOLD:
        return words.NO_THRESHOLD[function]
    return verdict(explanation)


def verdict(explanation: UnitExplanation) -> str:
    """Whether a neuron with a threshold fires, and what did most to it."""
    short = shortfall(explanation)
    if short is None:
        return words.IT_FIRES.format(why=_largest_push(explanation))
    if not short.rows:
        return words.SHORT.format(short=figure(short.short))
    what, term = _what_lies_there(explanation.source, short.rows), figure(-short.rows_term)
    return words.HELD_DOWN.format(short=figure(short.short), what=what, term=term)


def _largest_push(explanation: UnitExplanation) -> str:
    rows = row_terms(explanation)
    if rows is not None:
        band, term = lowest_band(-rows)
        if band is None:
            return words.BIAS_ALONE
        what = _what_lies_there(explanation.source, band)
        return words.PUSHED_UP.format(what=what[0].upper() + what[1:], term=figure(-term))
    largest = int(explanation.terms.argmax())
    if explanation.terms[largest] <= 0:
        return words.BIAS_ALONE
    source = explanation.source.unit_layer
    label = neuron_label(Neuron(source, tuple(explanation.source_index[largest].tolist())))
    where = layer_title(source).lower()
    return words.PUSHED_MOST.format(unit=label, layer=where, term=figure(explanation.terms[largest]))


def _what_lies_there(source: Layer, rows: tuple[int, int]) -> str:
    first, last = rows[0], rows[1] - 1
    title = layer_title(source).lower()
    what = words.INK if source.before is None else words.LIT.format(layer=title)
    return (words.AT_ROW if first == last else words.AT_ROWS).format(what=what, first=first, last=last)


def _rank(reading: Reading, digit: int) -> str:
    logits, winner = reading.logits, int(reading.logits.argmax())
    if digit == winner:
        z = figure(float(logits[digit]))
        return words.THE_ANSWER.format(z=z)
    z, highest = (figure(float(logits[each])) for each in (digit, winner))
    return words.NOT_THE_ANSWER.format(z=z, winner=winner, highest=highest)


def _winner(explanation: UnitExplanation) -> str:
    row, col = explanation.source_index[explanation.weights == 1][0][:2]
    source, largest = layer_title(explanation.source).lower(), figure(explanation.activation)
    return words.POOLED.format(count=explanation.inputs.size, layer=source, largest=largest, row=row, col=col)


def _mean(explanation: UnitExplanation) -> str:
    source, mean = layer_title(explanation.source).lower(), figure(explanation.activation)
    return words.AVERAGED.format(count=np.count_nonzero(explanation.weights), layer=source, mean=mean)
