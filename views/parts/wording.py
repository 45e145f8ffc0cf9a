"""How numbers and neurons are written, everywhere on the page."""

from __future__ import annotations

from model.ledger import DECIMALS
from model.wiring import Unit


def figure(value: float) -> str:
    """A number at display precision, with a true minus sign and no negative zero."""
    return f"{round(value, DECIMALS) + 0.0:.{DECIMALS}f}".replace("-", "−")


def in_brackets(number: str) -> str:
    """A negative number in brackets, as it is written behind an operator."""
    return f"({number})" if number.startswith("−") else number


def percent(share: float) -> str:
    """A probability as people read it: "97.3 %", "under 0.1 %", never a 100 % that is none."""
    if share < 0.001:
        return "under 0.1 %"
    return "over 99.9 %" if share > 0.999 else f"{share:.1%}".replace("%", " %")


def name_of(unit: Unit) -> str:
    """A unit as people name it: "hidden1 neuron 17", "conv2 map 3 at 4, 5", "pixel row 4, col 5"."""
    if len(unit.index) == 1:
        return f"{'digit' if unit.layer == 'logits' else f'{unit.layer} neuron'} {unit.index[0]}"
    row, col, *channel = unit.index
    return f"{unit.layer} map {channel[0]} at {row}, {col}" if channel else f"pixel row {row}, col {col}"
