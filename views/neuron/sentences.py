"""A neuron in words: its state, and why it is in it.

Takes explanations, gives sentences. Shows nothing.
"""

from __future__ import annotations

import numpy as np

from model.effect import THRESHOLDED, lowest_band, row_terms, shortfall
from model.explain import UnitExplanation
from model.layer import Layer
from model.network import Activations, Network
from model.wiring import Unit
from views.parts.wording import figure, layer_title, percent, unit_label

IN_WORDS = {
    "relu": "ReLU(z) = max(0, z)",
    "softmax": "softmax(z) = e^z / Σ e^z of all ten",
    "tanh": "tanh(z)",
    "sigmoid": "sigmoid(z) = 1 / (1 + e^−z)",
    "step": "step(z) = 1 if z > 0, else 0",
    "linear": "a = z: no activation function",
}
NO_THRESHOLD = {
    "tanh": "There is no threshold: any z gives something, from −1 to 1, and 0 gives 0.",
    "sigmoid": "There is no threshold: any z gives something, from 0 to 1, and 0 gives one half.",
    "linear": "There is no threshold: what it added up is what it passes on.",
}
BEYOND = (
    "This network's sums have grown beyond all numbers, so there is nothing to add up. Train another one, "
    "with a lower learning rate."
)


def has_numbers(activations: Activations, explanation: UnitExplanation) -> bool:
    """Whether its sum, and what is made of it, are finite."""
    values = [explanation.pre_activation, explanation.activation]
    return bool(np.isfinite(values).all() and np.isfinite(activations["logits"]).all())


def state_of(explanation: UnitExplanation, factor: float) -> str:
    """What the neuron does now, in a word or two; `factor` is what its activation is multiplied by."""
    activation = explanation.activation
    if not np.isfinite([explanation.pre_activation, activation]).all():
        return "no number"
    if factor != 1:
        return "switched off" if factor == 0 else f"× {factor:g}"
    if explanation.activation_function == "softmax":
        return percent(activation)
    if explanation.activation_function in THRESHOLDED:
        return "fires" if explanation.pre_activation > 0 else "silent"
    return figure(activation)


def why(network: Network, activations: Activations, explanation: UnitExplanation, factor: float) -> str:
    """One sentence, or two, about how it came to its state."""
    said = _why(network, activations, explanation)
    if factor == 1:
        return said
    changed = "Switched off" if factor == 0 else f"Turned to {factor:g} times"
    if explanation.activation_function == "softmax":
        z = float(activations["logits"][explanation.unit.index])
        return f"{changed}, its z counts as {figure(z)}. {said}"
    return f"{changed}, it passes on {figure(explanation.activation)}. By itself, {said[0].lower()}{said[1:]}"


def _why(network: Network, activations: Activations, explanation: UnitExplanation) -> str:
    function = explanation.activation_function
    if function == "softmax":
        return _rank(activations["logits"], explanation.unit.index[0])
    if function == "max":
        return _winner(network, explanation)
    if function in NO_THRESHOLD:
        return NO_THRESHOLD[function]
    return verdict(network, explanation)


def verdict(network: Network, explanation: UnitExplanation) -> str:
    """Whether a neuron with a threshold fires, and what did most to it."""
    short = shortfall(explanation)
    if short is None:
        return f"It fires. {_largest_push(network, explanation)}".rstrip()
    words = f"It does not fire: {figure(short.short)} short of it"
    if not short.rows:
        return f"{words}."
    what = _what_lies_there(network, explanation.source, short.rows)
    return f"{words}; {what} held it down by {figure(-short.rows_term)}."


def _largest_push(network: Network, explanation: UnitExplanation) -> str:
    rows = row_terms(explanation)
    if rows is not None:
        band, term = lowest_band(-rows)
        if band is None:
            return "Its bias alone does it."
        what = _what_lies_there(network, explanation.source, band)
        return f"{what[0].upper()}{what[1:]} pushed it up by {figure(-term)}."
    largest = int(explanation.terms.argmax())
    if explanation.terms[largest] <= 0:
        return "Its bias alone does it."
    source = explanation.source.unit_layer
    label = unit_label(network, Unit(source.name, tuple(explanation.source_index[largest].tolist())))
    where = layer_title(network, source).lower()
    return f"{label} of the {where} pushed it most, by {figure(explanation.terms[largest])}."


def _what_lies_there(network: Network, source: Layer, rows: tuple[int, int]) -> str:
    first, last = rows[0], rows[1] - 1
    what = "the ink" if source is network.image else f"what the {layer_title(network, source).lower()} has"
    return f"{what} at row {first}" if first == last else f"{what} at rows {first} to {last}"


def _rank(logits: np.ndarray, digit: int) -> str:
    winner = int(logits.argmax())
    if digit == winner:
        return f"The network's answer: its z, {figure(float(logits[digit]))}, is the largest of the ten."
    z, highest = (figure(float(logits[each])) for each in (digit, winner))
    return f"Not the answer: its z is {z}, that of {winner} is {highest}. The largest z wins."


def _winner(network: Network, explanation: UnitExplanation) -> str:
    row, col = explanation.source_index[explanation.weights == 1][0][:2]
    source, largest = layer_title(network, explanation.source).lower(), figure(explanation.activation)
    return (
        f"Of {explanation.inputs.size} values of the {source} it passes on the largest: {largest}, "
        f"at row {row}, column {col}."
    )
