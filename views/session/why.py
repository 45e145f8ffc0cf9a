"""What this session asks of an output's card: compared with which digit, by what, and in which layer.

An address says it, too: the digit as "8", the mode as "strokes" or "neurons.hidden1".
"""

from __future__ import annotations

from model.attribution import levels_of
from model.network import Network
from views.session import state
from views.session.activations import drawing_history

DRAWING, STROKES, NEURONS = MODES = ("drawing", "strokes", "neurons")


def mode() -> str:
    """One of `MODES`: by what the card says why."""
    return state.get("why_mode", DRAWING)


def ask(mode: str) -> None:
    """See why in another mode."""
    state.put("why_mode", mode)


def level_of(network: Network) -> str:
    """The name of the layer in which this session looks at the margin."""
    return state.get(f"why_level_{network.name}", levels_of(network)[0].name)


def look_in(network: Network, level: str) -> None:
    """Look at it in another layer."""
    state.put(f"why_level_{network.name}", level)


def rival_of(digit: int) -> int | None:
    """The digit with which an output's card was asked to compare it; None if the card is to choose.

    Of that card alone, and of that drawing: on another one, nothing was asked.
    """
    of_digit, rival, png = state.get("why_compared", (None, None, None))
    return rival if (of_digit, png) == (digit, drawing_history().current.png) else None


def compare(digit: int, rival: int) -> None:
    """Compare a digit with another one, as long as the drawing stays."""
    state.put("why_compared", (digit, rival, drawing_history().current.png))


def written(network: Network) -> str:
    """Mode and layer as an address says them; "" for those that a new session has."""
    level, first = level_of(network), levels_of(network)[0].name
    return f"{NEURONS}.{level}" if mode() == NEURONS and level != first else mode().replace(DRAWING, "")


def read(text: str, network: Network) -> bool:
    """Take over what an address says; gives whether it could."""
    name, dot, level = text.partition(".")
    levels = {layer.name for layer in levels_of(network)}
    if name not in MODES or (dot and (name != NEURONS or level not in levels)):
        return False
    ask(name)
    if level:
        look_in(network, level)
    return True
