"""What this session has built on the page Build: painted neurons, and which picture's sum is looked at."""

from __future__ import annotations

from model.perceptron import painted as code
from model.perceptron.painted import Painted
from views.session import state

BLANK = Painted()
NOTHING = code.written(BLANK)


def built() -> Painted:
    """What is on the page."""
    return state.get("built", BLANK)


def chosen() -> int | str | None:
    """The picture whose sum is looked at: a number among the goal's images, `OWN_DRAWING`, or None."""
    return state.get("built_chosen")


def take(painted: Painted, chosen: int | str | None = None) -> None:
    """Go on with what the browser reports."""
    state.put("built", painted)
    state.put("built_chosen", chosen)


def replace(painted: Painted) -> None:
    """Put something else on the page, which the browser then shows."""
    take(painted)
    state.put("built_revision", revision() + 1)


def revision() -> int:
    """How often something else was put on the page."""
    return state.get("built_revision", 0)


def written() -> str:
    """As an address says it."""
    return code.written(built())


def read(text: str) -> bool:
    """Put on the page what an address says; gives whether it could."""
    painted = code.read(text)
    if painted is not None:
        replace(painted)
    return painted is not None
