"""This session's choices on an output's card: the digit it is compared with, the mode, and the layer.

An address contains them, too: the digit as "8", the mode as "strokes" or "neurons.hidden1".
"""

from __future__ import annotations

from model.attribution import levels_of
from model.network import Network
from views.session import state
from views.session.activations import latest_drawing

DRAWING, STROKES, NEURONS = MODES = ("drawing", "strokes", "neurons")


def mode() -> str:
    """Return the mode in which the card explains why, one of `MODES`."""
    return state.get("why_mode", DRAWING)


def ask(mode: str) -> None:
    """Choose another mode."""
    state.put("why_mode", mode)


def level_of(network: Network) -> str:
    """Return the name of the layer in which this session looks at the margin."""
    return state.get(f"why_level_{network.name}", levels_of(network)[0].name)


def look_in(network: Network, level: str) -> None:
    """Choose another layer for the margin."""
    state.put(f"why_level_{network.name}", level)


def rival_of(digit: int) -> int | None:
    """Return the digit that an output is compared with; None if the card should choose it.

    The choice only holds for that card and that drawing.
    """
    of_digit, rival, png = state.get("why_compared", (None, None, None))
    return rival if (of_digit, png) == (digit, latest_drawing().current.png) else None


def compare(digit: int, rival: int) -> None:
    """Compare a digit with another one until the drawing changes."""
    state.put("why_compared", (digit, rival, latest_drawing().current.png))


def written(network: Network) -> str:
    """Return mode and layer as in an address; "" for the initial ones."""
    level, first = level_of(network), levels_of(network)[0].name
    return f"{NEURONS}.{level}" if mode() == NEURONS and level != first else mode().replace(DRAWING, "")


def read(text: str, network: Network) -> bool:
    """Choose the mode and layer that an address contains; return whether they are valid."""
    name, dot, level = text.partition(".")
    levels = {layer.name for layer in levels_of(network)}
    if name not in MODES or (dot and (name != NEURONS or level not in levels)):
        return False
    ask(name)
    if level:
        look_in(network, level)
    return True
