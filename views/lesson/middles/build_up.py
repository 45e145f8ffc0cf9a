"""An animation of one neuron's sum: it adds the drawing row by row, then the bias, and ends at z."""

from __future__ import annotations

from model.explain import UnitExplanation
from model.explain.ledger import DECIMALS
from model.network.neuron import Neuron
from model.preprocess.mnist import IMAGE_SIZE
from model.reading import Reading
from views.lesson.steps.known import Known
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.wording import figure, in_brackets, neuron_title
from views.session.drawing.received import number_of
from views.session.lesson import note

HEIGHT = 160  # pixels: a line, three pictures with captions, the sum beside a button

_build_up = mount(__file__, "build_up")


def build_up(known: Known) -> None:
    """Show the chosen neuron's sum if it belongs to the first layer."""
    if known.neuron is None or known.reading is None or known.neuron.layer.name != "hidden1":
        return

    def take(sent: object) -> None:
        if number_of(sent, 1) is not None:
            note("built")

    data = sum_of(known.reading, known.neuron)
    _build_up(key="lesson_build_up", height=HEIGHT, data=data, on_pick=take)


def sum_of(reading: Reading, neuron: Neuron) -> dict[str, object]:
    """Return what the animation shows: numbers, weights, products, the largest product, and the total."""
    explanation = reading.explain(neuron)
    terms = explanation.terms.ravel()
    largest = int(abs(terms).argmax())
    value, weight = (float(array.ravel()[largest]) for array in (explanation.inputs, explanation.weights))
    return {
        "about": [neuron.layer.name, neuron.index],
        "title": neuron_title(neuron),
        "side": IMAGE_SIZE,
        "pictures": [array.ravel().tolist() for array in (explanation.inputs, explanation.weights, terms)],
        "example": product(divmod(largest, IMAGE_SIZE), value, weight, float(terms[largest])),
        "marked": largest,
        "total": total(explanation),
    }


def product(place: tuple[int, int], value: float, weight: float, term: float) -> str:
    """Return `row r, column c: value × weight = term`."""
    row, column = place
    return _("row {row}, column {column}: {value} × {weight} = {product}").format(
        row=row, column=column, value=figure(value), weight=in_brackets(figure(weight)), product=figure(term)
    )


def total(explanation: UnitExplanation) -> str:
    """Return `products + bias = z` in figures that add up as written."""
    z, bias = (round(float(each), DECIMALS) for each in (explanation.pre_activation, explanation.bias))
    sentence = _("{products} + [bias](words#bias) {bias} = [z](words#z) {z}")
    return sentence.format(products=figure(z - bias), bias=in_brackets(figure(bias)), z=figure(z))
