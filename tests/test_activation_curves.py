"""A card's formula gives what its neuron computes; outputs and means have their own sentences."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from model.explain.wiring import Unit, find_unit
from model.network.functions import COMPARED, FUNCTIONS
from model.network.layer import ACTIVATION_FUNCTIONS
from model.reading import Reading
from tests.specimens import BENDS, some_images, specimen
from views.neuron import words
from views.neuron.card.activation_curves import describe
from views.neuron.sums.sentences import state_of, why
from views.parts.looks.wording import FUNCTION_NAMES, figure, percent

AS_PYTHON = {  # a formula as written -> the same as Python
    **{"e^−z": "exp(-z)", "e^z": "exp(z)", "ln(": "log(", ", else": " else", "×": "*", "−": "-"},
    "the area under the bell curve up to z": "below(z)",
}
KNOWN = {
    "exp": math.exp,
    "log": math.log,
    "tanh": math.tanh,
    "below": NormalDist().cdf,
    "min": min,
    "max": max,
}


def explained(title: str, layer: str, index: tuple[int, ...], number: int = 0):
    network = specimen(title).network
    reading = Reading(network, some_images()[number])
    return reading, reading.activations, reading.explain(find_unit(network, Unit(layer, index)))


def computed(formula: str, z: float) -> float:
    """Evaluate a formula such as "ELU(z) = z if z > 0, else 1.5 × (e^z − 1)" at z."""
    text = formula.partition(" = ")[2] or formula
    for written, python in AS_PYTHON.items():
        text = text.replace(written, python)
    return eval(text, {"__builtins__": {}}, KNOWN | {"z": z})


@pytest.mark.parametrize("number, name", list(enumerate(BENDS, start=1)))
def test_the_formula_on_a_card_gives_the_activation(number, name):
    layer = f"hidden{number}"
    for image in range(4):
        for unit in range(12):
            _, activations, explanation = explained("bent", layer, (unit,), image)
            own, *others = describe(explanation, activations["logits"])["functions"]
            assert own["name"] == explanation.activation_function == name
            assert [each["name"] for each in others] == [each for each in COMPARED if each != name]
            expected = computed(own["formula"], explanation.pre_activation)
            assert explanation.activation == pytest.approx(expected, abs=2e-3), own["formula"]
            drawn = FUNCTIONS[name](np.array([explanation.pre_activation]), *own["parameters"])
            assert float(drawn[0]) == pytest.approx(explanation.activation, abs=1e-4)


def test_every_formula_computes_its_function():
    for name in words.FORMULAS.keys() - {"softmax"}:
        written = words.FORMULAS[name]
        parameters = (0.25,) if "{parameter}" in written else ()
        formula = written.format(parameter=0.25).partition(":")[0].rpartition(" = ")[2]
        for z in (-2.0, -0.3, 0.0, 0.7, 3.0):
            expected = FUNCTIONS[name](np.float64(z), *parameters) if name in FUNCTIONS else z
            assert computed(formula, z) == pytest.approx(float(expected), abs=1e-3), name


def test_every_activation_function_has_a_name_and_a_formula():
    for name in {*ACTIVATION_FUNCTIONS.values(), "linear"} - {"softmax"}:
        assert name in FUNCTION_NAMES and words.FORMULAS[name]
        assert (name in words.NO_THRESHOLD) == (name not in ("relu", "step", "capped_relu"))


def test_a_sigmoid_output_shows_its_own_share_and_z():
    for digit in range(10):
        reading, activations, explanation = explained("sigmoids", "logits", (digit,))
        assert state_of(explanation, 1, activations["probs"]) == percent(float(activations["probs"][digit]))
        z = figure(float(activations["logits"][digit]))
        assert "[z](words#z)" in why(reading, explanation)
        assert z in why(reading, explanation)
        own = describe(explanation, activations["logits"])["functions"][0]
        assert computed(own["formula"], explanation.pre_activation) == pytest.approx(explanation.activation)


@pytest.mark.parametrize(("row", "col", "count"), [(0, 0, 9), (6, 6, 4), (0, 6, 6)])
def test_an_average_pooling_says_how_many_numbers_it_averages(row, col, count):
    """A window has 3 × 3 numbers; beyond the map's last row and column, the rest is padding."""
    reading, activations, explanation = explained("averaged", "overlapping", (row, col, 1))
    rows, cols = (slice(2 * place, 2 * place + 3) for place in (row, col))
    mean = float(activations["halved_leaky_relu"][rows, cols, 1].mean())
    assert explanation.activation == pytest.approx(mean, abs=1e-6)
    expected = f"It passes on {figure(mean)}, the mean of {count} numbers from the convolution."
    assert why(reading, explanation).replace("first ", "") == expected
