"""The worksheet "What one neuron adds up": a drawing, its 28×28 numbers, a sum with gaps, and its solution.

The sum is worked out by hand: each product is computed from the rounded figures beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from model.explain.explain import UnitExplanation
from model.explain.ledger import DECIMALS
from model.reading import Reading
from views.lesson.steps.neurons import firing_neuron
from views.parts.asking.asking import marked
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import a_digit, exact, figure, neuron_title
from views.parts.pictures.pictures import Picture
from views.teaching.papers.paper import BLANK, NAME, SOLUTION, Paper, table

LINES = 12  # products to work out, which take about ten minutes
GAP = "………………"
FULL = 4  # at most this many have an input of 1.00, because there's nothing to multiply
UNIT = Decimal(1).scaleb(-DECIMALS)

PAGE = documents("teaching")["sheet"]


def sheet(reading: Reading) -> Paper:
    """Make the worksheet about a drawing, with its numbers as a table."""
    image = [[written(float(value)) for value in row] for row in reading.image]
    neuron = firing_neuron(reading)
    by_hand = sum_by_hand(reading.explain(neuron))
    task = PAGE.say("task", neuron=marked(neuron_title(neuron), "hidden-layer"))
    numbers = table(range(len(image[0])), ([row, *map(_inked, line)] for row, line in enumerate(image)), "·")
    answer = PAGE.say("answer", a_digit=a_digit(reading.digit))
    picture = Picture(png_url(reading.image), _("The drawing"))
    return Paper(
        PAGE.say("title"),
        [
            [_(NAME).format(blank=BLANK), [picture], task, numbers, _sum(by_hand, is_solved=False)],
            [f"### {_(SOLUTION)}", _sum(by_hand, is_solved=True), answer],
        ],
    )


def _inked(value: str) -> str:
    return value if value == "0" else f"**{value}**"


def _sum(by_hand: HandSum, is_solved: bool) -> str:
    """Return the sum as a table, with gaps or with its results."""
    z = float(by_hand.z)
    result = (lambda text: f"**{text}**") if is_solved else (lambda text: GAP)
    rows = [
        [
            *(_place(line.index), figure(float(line.input)), f"× {figure(float(line.weight))}", "="),
            result(figure(float(line.product))),
        ]
        for line in by_hand.lines
    ]
    last = {
        "rest": figure(float(by_hand.rest)),
        "bias": figure(float(by_hand.bias)),
        **{"sum": result(figure(z)), "step": result(int(z > 0)), "relu": result(figure(max(0.0, z)))},
    }
    rows += [[PAGE.say(name, others=by_hand.others), "", "", "", value] for name, value in last.items()]
    pixel, *heads = (_(text) for text in PAGE.fields["heads"])
    return table([*heads[:2], "=", heads[2]], rows, corner=pixel)


def written(value: float) -> str:
    """Return a pixel's value in few characters: "0", "0.37", "1"."""
    if value < 0.005:
        return "0"
    return "1" if value > 0.995 else exact(value, 2)


def _place(index: tuple[int, ...]) -> str:
    row, column = index
    return _("row {row}, column {column}").format(row=row, column=column)


@dataclass(frozen=True)
class Line:
    """One product; `index` is where the input lies in what the neuron reads."""

    index: tuple[int, ...]
    input: Decimal
    weight: Decimal
    product: Decimal


@dataclass(frozen=True)
class HandSum:
    """Σ products + rest + bias = z, exact in the digits shown.

    Attributes:
        lines: the products to work out, by row, then by column.
        others: how many products other than 0 aren't in the lines.
        rest: their sum, including all rounding errors.
    """

    lines: tuple[Line, ...]
    others: int
    rest: Decimal
    bias: Decimal
    z: Decimal


def sum_by_hand(explanation: UnitExplanation) -> HandSum:
    """Pick the largest products other than 0, most of them with inputs between 0 and 1, and add up the rest.

    product = input × weight of the figures shown, rounded half up, as one does by hand.
    """
    count = np.count_nonzero(explanation.terms)
    order = np.argsort(-np.abs(explanation.terms), kind="stable")[:count]
    chosen: list[Line] = []
    full = 0
    for number in order:
        line = _line(explanation, int(number))
        full += line.input == 1
        if line.product and not (line.input == 1 and full > FULL):
            chosen.append(line)
        if len(chosen) == LINES:
            break
    chosen.sort(key=lambda line: line.index)
    z, bias = rounded(explanation.pre_activation), rounded(explanation.bias)
    rest = z - bias - sum((line.product for line in chosen), Decimal(0))
    return HandSum(tuple(chosen), int(count) - len(chosen), rest, bias, z)


def _line(explanation: UnitExplanation, number: int) -> Line:
    value, weight = (rounded(each[number]) for each in (explanation.inputs, explanation.weights))
    index = tuple(explanation.source_index[number].tolist())
    return Line(index, value, weight, rounded(value * weight))


def rounded(value: float | Decimal) -> Decimal:
    """Return a number as a figure on paper, rounded half up, as one does by hand."""
    exact = value if isinstance(value, Decimal) else Decimal(float(value))
    return exact.quantize(UNIT, ROUND_HALF_UP) + 0
