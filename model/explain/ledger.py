"""The ledger of a sum: its largest entries, the rest, the bias, in figures that add up as displayed.

Takes an explanation, returns rounded figures. Knows nothing of networks or pages.

Rounding each figure by itself makes ledgers that are a cent out. Here the figures are apportioned
from the total down, in whole units of the last digit shown, by the method of largest remainders:
round everything down, then give the missing units to the figures that were cut the most. Every figure stays
within one unit of its true value, and the total is its true value rounded. All arithmetic uses whole numbers,
which have no limit; where float64 lacks such digits, none are shown: see `unit_for`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from model.explain.explain import UnitExplanation
from model.explain.wiring import OUTSIDE
from model.network.layer import Layer
from model.network.neuron import Neuron

DECIMALS = 2
DIGITS = 53  # of float64, binary
ROUNDING = 2**-21  # of the largest term: four steps of float32, by which two equal pixels may differ
EXPLAINED, MOST_TERMS = 0.8, 12  # terms are named up to this share of all |terms|, or this many


@dataclass(frozen=True)
class Entry:
    """A term of a ledger: `neuron` is its input, `term` is its value, `figure` is shown."""

    neuron: Neuron
    input: float
    weight: float
    term: float
    figure: float


@dataclass(frozen=True)
class Ledger:
    """pushes + pulls + rest + bias = pre_activation, exactly in the digits shown.

    The figures of the entries in `pushes` add up to `pushes_figure`, those in `pulls` to
    `pulls_figure`. `rest_number` counts the remaining terms that are more than `ROUNDING`. `source` is
    the layer that the terms come from.
    """

    source: Layer
    pushes: tuple[Entry, ...]
    pulls: tuple[Entry, ...]
    rest_number: int
    pushes_figure: float
    pulls_figure: float
    rest_figure: float
    bias_figure: float
    pre_activation: float
    activation: float


def make_ledger(explanation: UnitExplanation, decimals: int = DECIMALS) -> Ledger:
    """Return the largest terms, as pushes (above 0) and pulls (below 0), largest first, and the rest.

    Args:
        explanation: of a neuron's sum, or of a difference of digits' as `attribution.sum_of` returns it.
        decimals: how many digits are shown after the point.

    Returns:
        As many terms, largest |term| first, as hold the share `EXPLAINED` of Σ |terms|; at most `MOST_TERMS`.
    """
    inside = explanation.source_index[..., 0] != OUTSIDE
    index = explanation.source_index[inside]
    inputs, weights, terms = (a[inside] for a in (explanation.inputs, explanation.weights, explanation.terms))
    named, others, units = add_up(terms, explanation.bias, explanation.pre_activation, decimals)
    entries = [
        Entry(
            Neuron(explanation.source.unit_layer, tuple(index[i].tolist())),
            float(inputs[i]),
            float(weights[i]),
            float(terms[i]),
            figure / 10**decimals,
        )
        for i, figure in named
    ]
    return Ledger(
        explanation.source,
        tuple(each for each in entries if each.term > 0),
        tuple(each for each in entries if each.term < 0),
        others,
        *(figure / 10**decimals for figure in units),
        to_units(explanation.activation, decimals) / 10**decimals,
    )


def add_up(
    terms: np.ndarray, bias: float, pre_activation: float, decimals: int
) -> tuple[list[tuple[int, int]], int, list[int]]:
    """Return a sum in figures that add up as shown, in units of the last digit shown.

    They are [(number of a term, its figure)] of the largest terms, those above 0 first; how many others
    are more than `ROUNDING`; and all pushes, all pulls, the rest, the bias, and the sum.
    """
    order = np.argsort(-np.abs(terms), kind="stable")[:MOST_TERMS]
    held = np.cumsum(np.abs(terms[order]))
    named = order[: 1 + int(np.searchsorted(held, EXPLAINED * np.abs(terms).sum()))]
    pushes = [int(i) for i in named if terms[i] > 0]
    pulls = [int(i) for i in named if terms[i] < 0]
    rest = np.delete(terms, pushes + pulls)
    parts = [terms[pushes].sum(), terms[pulls].sum(), rest.sum(), float(bias)]
    unit = unit_for([*parts, pre_activation], decimals)
    total = to_units(pre_activation, decimals, unit)
    shown = apportion(parts, total, decimals, unit)
    figures = [
        each
        for chosen, of_all in ((pushes, shown[0]), (pulls, shown[1]))
        for each in zip(chosen, apportion(terms[chosen], of_all, decimals, unit))
    ]
    least = ROUNDING * np.abs(terms).max(initial=0)
    return figures, int(np.count_nonzero(np.abs(rest) > least)), [*shown, total]


def unit_for(values: Iterable[float], decimals: int) -> int:
    """Return the step of these figures, in units of the last digit shown: 1, or more if that is too fine.

    Above 2^53 units, float64 can't represent them all. Then it is a power of two, in true size: float64 has
    every multiple of it, and such a figure is written in full.
    """
    largest = max(map(abs, values), default=0.0)
    if largest * 10**decimals < 2**DIGITS:
        return 1
    return 10**decimals * 2 ** max(0, math.frexp(largest)[1] - DIGITS)


def to_units(value: float, decimals: int, unit: int = 1) -> int:
    """A value in units of the last digit shown, to a multiple of `unit`, rounded as when it is formatted."""
    return unit * round(_in_units(value, decimals) / unit)


def apportion(values: Sequence[float], total: int, decimals: int, unit: int = 1) -> list[int]:
    """Multiples of a unit, one per value and each within one of it, that sum to `total`.

    Args:
        values: in true size, finite. If their sum is further than one unit from the total, as rounding errors
            can make it, the largest is as much further from its value.
        total: in units of the last digit shown, a multiple of `unit`.
        decimals: how many digits are shown after the point.
        unit: in units of the last digit shown, from `unit_for`.
    """
    exact = [_in_units(value, decimals) / unit for value in values]
    units = [math.floor(each) for each in exact]
    missing = total // unit - sum(units)
    for place in sorted(range(len(units)), key=lambda i: units[i] - exact[i])[: max(missing, 0)]:
        units[place] += 1
    if units:
        units[max(range(len(units)), key=lambda i: abs(exact[i]))] += total // unit - sum(units)
    return [unit * each for each in units]


def _in_units(value: float, decimals: int) -> Fraction:
    return Fraction(float(value)) * 10**decimals
