"""Whether a neuron fired is said as its activation function has it."""

from __future__ import annotations

import numpy as np
import pytest

from model.explain import explain_unit
from model.learning.architecture import build_chosen
from model.learning.keras_model import from_keras
from model.network import forward
from model.training.choices import ACTIVATIONS, Choices
from model.wiring import Unit
from views.neuron.activation_curves import describe
from views.neuron.sentences import why


@pytest.fixture(scope="module", params=ACTIVATIONS)
def verdicts(request, test_images):
    network = from_keras(build_chosen(Choices(hidden_layers=1, units=32, activation=request.param)), "own")
    activations = forward(network, test_images[0].astype(np.float32) / 255)
    said = []
    for unit in range(32):
        explanation = explain_unit(network, activations, Unit("hidden1", (unit,)))
        said.append((explanation, why(network, activations, explanation, 1.0)))
    return request.param, said


def test_fires_or_does_not_or_has_no_threshold(verdicts):
    function, said = verdicts
    for explanation, words in said:
        if function in ("relu", "step"):
            assert ("It fires." in words) == (explanation.activation > 0)
            assert ("It does not fire" in words) == (explanation.activation == 0)
        else:
            assert "never just on or off" in words


def test_what_is_short_of_the_threshold_reaches_it(verdicts):
    _, said = verdicts
    for explanation, words in said:
        if "short of it" in words:
            short = float(words.split(": ")[1].split(" short")[0])
            assert explanation.pre_activation + short == pytest.approx(0, abs=0.0051)


@pytest.mark.parametrize("function", ["relu", "step"])
def test_a_neuron_exactly_at_its_threshold_does_not_fire(function):
    choices = Choices(hidden_layers=1, units=4, activation=function)
    network = from_keras(build_chosen(choices), "own")  # its biases are 0, and so is every z of blank paper
    activations = forward(network, np.zeros((28, 28), np.float32))
    explanation = explain_unit(network, activations, Unit("hidden1", (0,)))
    assert explanation.pre_activation == explanation.activation == 0
    words = why(network, activations, explanation, 1.0)
    assert words == "It does not fire: 0.00 short of it."


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_neuron_s_own_function_comes_first(activation, test_images):
    network = from_keras(build_chosen(Choices(hidden_layers=1, units=8, activation=activation)), "own")
    activations = forward(network, test_images[0].astype(np.float32) / 255)
    explanation = explain_unit(network, activations, Unit("hidden1", (0,)))
    first, *others = (each["name"] for each in describe(explanation, activations["logits"])["functions"])
    assert first == activation
    assert len(others) >= 3 and first not in others
