"""How numbers and neurons are written, everywhere on the page."""

from __future__ import annotations

import math

from model.layer import COPIES, Layer
from model.ledger import DECIMALS
from model.network import Network
from model.wiring import Unit

FUNCTION_NAMES = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid", "step": "step", "linear": "linear"}
UNDER, OVER = (0.001, "under 0.1 %"), (0.999, "over 99.9 %")  # shares, and what is written beyond them
LAYER_NAMES = {"Dense": "hidden layer", "Conv2D": "convolution", "MaxPooling2D": "pooling"}  # of a kind
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NO_NUMBER = "no number"  # where a value is infinite or not a number
NO_ANSWER = (
    "No answer",
    "This network's sums have grown beyond all numbers.",
)


def figure(value: float) -> str:
    """A number at display precision, with a true minus sign and no negative zero."""
    return f"{round(value, DECIMALS) + 0.0:.{DECIMALS}f}".replace("-", "−")


def in_brackets(number: str) -> str:
    """A negative number in brackets, as it is written behind an operator."""
    return f"({number})" if number.startswith("−") else number


def percent(share: float) -> str:
    """A probability as people read it: "97.3 %", "under 0.1 %", never a 100 % that is none."""
    if share < UNDER[0]:
        return UNDER[1]
    return OVER[1] if share > OVER[0] else f"{share:.1%}".replace("%", " %")


def scientific(size: float) -> str:
    """A size of any order, at least 0, in three figures or powers of ten: "0.0123", "4.6e−7", "2.0e12"."""
    if not math.isfinite(size):
        return NO_NUMBER
    if size == 0 or 1e-3 <= size < 1e4:
        return f"{size:.3g}"
    return f"{size:.1e}".replace("e-0", "e−").replace("e-", "e−").replace("e+0", "e").replace("e+", "e")


def layer_title(network: Network, layer: Layer) -> str:
    """A layer as people name it, by what it is and its place: "Second hidden layer", "Hidden layer" if alone.

    An activation function has the name of the layer whose sums it takes, a copy that of what it copies. No
    word of it comes from the network's file.
    """
    layer = layer.unit_layer
    while layer.kind in COPIES:
        layer = layer.before.unit_layer
    if layer is network.image:
        return "Your drawing"
    if layer is network.logits:
        return "Output"
    name = LAYER_NAMES.get(layer.kind, "activation function")
    alike = [
        each
        for each in network.layers
        if each.kind == layer.kind and each.unit_layer is each and each is not network.logits
    ]
    if len(alike) > 1:
        place = alike.index(layer)
        name = f"{ORDINALS[place]} {name}" if place < len(ORDINALS) else f"{name} {place + 1}"
    return name.capitalize()


def unit_title(network: Network, unit: Unit) -> str:
    """A unit with its layer: "Neuron 51, first hidden layer", "Digit 7", which needs none."""
    layer = network.layer(unit.layer)
    label = unit_label(network, unit)
    if layer.unit_layer is network.logits or layer is network.image:
        return label
    return f"{label}, {layer_title(network, layer).lower()}"


def unit_label(network: Network, unit: Unit) -> str:
    """A unit where its layer is known: "Neuron 51", "Digit 7", "Feature map 8 at row 12, column 13"."""
    index = unit.index
    if len(index) == 1:
        is_output = network.layer(unit.layer).unit_layer is network.logits
        return f"{'Digit' if is_output else 'Neuron'} {index[0]}"
    if len(index) == 2:
        return f"Pixel at row {index[0]}, column {index[1]}"
    return f"Feature map {index[2]} at row {index[0]}, column {index[1]}"
