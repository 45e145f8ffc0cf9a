"""A neuron's activation function as a curve with its z on it, and other functions for the same z."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.explain import UnitExplanation
from model.network.functions import COMPARED, softmax_exponentials
from views.neuron import words
from views.parts.asking.asking import ask, plain
from views.parts.asking.glossary import GLOSSARY, key_of
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.wording import (
    FUNCTION_NAMES,
    exact,
    figure,
    function_name,
    in_brackets,
    joined,
    percents,
    short,
    sign,
)

_component = mount(__file__, "activation_curves")


def activation_curves(explanation: UnitExplanation, logits: np.ndarray) -> None:
    """Show the neuron's own function first; z can be dragged along each curve."""
    _component(key="activation_curves", data=describe(explanation, logits))


def describe(explanation: UnitExplanation, logits: np.ndarray) -> dict[str, object]:
    """Return the data for the browser: the functions, the neuron's own first, and each in words."""
    neuron = explanation.neuron
    own, parameters = explanation.activation_function, neuron.layer.activation_layer.parameters
    names = [own, *(name for name in COMPARED if name != own)]
    data = {
        "about": [neuron.layer.name, neuron.index],
        "z": explanation.pre_activation,
        "functions": [_describe(name, parameters if name == own else ()) for name in names],
        "others": None,
        "exponentials": [],
    }
    if own == "softmax":
        digit = neuron.index[0]
        others = np.delete(logits.astype(np.float64), digit)
        data["others"] = _log_sum(others)
        data["exponentials"] = _exponentials(logits, neuron.layer.classes)
    return data


def _describe(name: str, parameters: Sequence[float]) -> dict[str, object]:
    key, title = key_of(FUNCTION_NAMES.get(name, name)), function_name(name)
    return {
        "name": name,
        "title": title,
        "asked": ask(key, title),
        "help": plain(GLOSSARY[key].text),
        "formula": _formula(name, parameters),
        "parameters": parameters,
    }


def _formula(name: str, parameters: Sequence[float]) -> str:
    parameter = short(parameters[0]) if parameters else ""  # no function has several
    return _(words.FORMULAS[name]).format(parameter=parameter)


def _log_sum(logits: np.ndarray) -> float:
    largest = logits.max()
    return float(largest + np.log(np.exp(logits - largest).sum()))


def _exponentials(logits: np.ndarray, classes: Sequence[str]) -> list[str]:
    """Return for each output e^(z - the largest z), and its share of their sum, which is its probability."""
    powers = softmax_exponentials(logits.astype(np.float64))
    shares, largest = percents(powers / powers.sum()), in_brackets(figure(float(logits.max())))
    return [
        joined([f"{sign(classes, each)}: e^({figure(float(z))} − {largest}) = {exact(power, 3)}", share])
        for each, (z, power, share) in enumerate(zip(logits, powers, shares))
    ]
