"""A sheet to print: the drawing, its 28×28 numbers, one neuron's sum with gaps, and the solution."""

from __future__ import annotations

from model.reading import Reading
from views.lesson.by_hand import sum_by_hand
from views.lesson.steps.neurons import firing_neuron
from views.parts.asking.asking import marked
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.wording import exact, figure, neuron_title

_sheet = mount(__file__, "sheet")


def sheet(reading: Reading) -> None:
    """Show a drawing's sheet, and a button that prints only the sheet."""
    neuron = firing_neuron(reading)
    by_hand = sum_by_hand(reading.explain(neuron))
    z = float(by_hand.z)
    data = {
        "image": [[written(float(value)) for value in row] for row in reading.image],
        "shades": reading.image.round(2).tolist(),
        "neuron": marked(neuron_title(neuron), "hidden-layer"),
        "lines": [
            [_place(line.index), *map(figure, map(float, (line.input, line.weight, line.product)))]
            for line in by_hand.lines
        ],
        "others": by_hand.others,
        "rest": figure(float(by_hand.rest)),
        "bias": figure(float(by_hand.bias)),
        "z": figure(z),
        "relu": figure(max(0.0, z)),
        "step": str(int(z > 0)),
        "answer": str(reading.digit),
    }
    _sheet(key="sheet", data=data)


def written(value: float) -> str:
    """Return a pixel's value in few characters: "0", "0.37", "1"."""
    if value < 0.005:
        return "0"
    return "1" if value > 0.995 else exact(value, 2)


def _place(index: tuple[int, ...]) -> str:
    row, column = index
    return _("row {row}, column {column}").format(row=row, column=column)
