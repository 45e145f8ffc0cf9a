"""How numbers and neurons are written, everywhere on the page."""

from __future__ import annotations

import math

from model.layer import Layer
from model.ledger import DECIMALS
from model.wiring import Unit

FUNCTION_NAMES = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid", "step": "step", "linear": "linear"}
UNDER, OVER = (0.001, "under 0.1 %"), (0.999, "over 99.9 %")  # shares, and what is written beyond them
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


def name_of(unit: Unit) -> str:
    """A unit as people name it: "hidden1 neuron 17", "conv2 map 3 at 4, 5", "pixel row 4, col 5"."""
    return _template(unit.layer, len(unit.index)).format(*unit.index)


def name_template(layer: Layer) -> str:
    """The name of each unit of a layer, with {0}, {1} and {2} for its index."""
    return _template(layer.name, len(layer.shape))


def _template(layer: str, axes: int) -> str:
    if axes == 1:
        return "digit {0}" if layer == "logits" else f"{layer} neuron {{0}}"
    return "pixel row {0}, col {1}" if axes == 2 else f"{layer} map {{2}} at {{0}}, {{1}}"
