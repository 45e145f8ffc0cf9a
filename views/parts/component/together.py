"""Several components as one element of the page.

Streamlit takes an element's code along with every new value, and wraps each in a dozen of its own: what
always comes together comes sooner as one. While it is collected here, a component is not shown but taken
down; who collects shows them all, by a component whose script is `together` of together.js.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Part(NamedTuple):
    """One of them: its name, element, key, what it shows, what to do with what is picked in it."""

    name: str
    html: str
    key: str
    data: Mapping[str, object]
    on_pick: Callable[[object], None] | None = None

    def described(self) -> dict[str, object]:
        """As together.js has it."""
        return {"name": self.name, "html": self.html, "key": self.key, "data": self.data}


_collected: ContextVar[list[Part] | None] = ContextVar("collected", default=None)


@contextmanager
def collecting() -> Iterator[list[Part]]:
    """Take down, in their order, all components that would be shown meanwhile."""
    parts: list[Part] = []
    token = _collected.set(parts)
    try:
        yield parts
    finally:
        _collected.reset(token)


def collected() -> list[Part] | None:
    """What has been taken down, to add to; None while nobody collects."""
    return _collected.get()
