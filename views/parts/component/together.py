"""Several components as one element of the page.

Streamlit sends an element's code with every new value and wraps each element in a dozen of its own, so
components that always appear together arrive sooner as one. A component inside `collecting` is only recorded.
The caller then shows all of them with a component whose script is `together` of together.js.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Part(NamedTuple):
    """One component: its name, element, key, data, and what to do with what is picked in it."""

    name: str
    html: str
    key: str
    data: Mapping[str, object]
    on_pick: Callable[[object], None] | None = None

    def described(self) -> dict[str, object]:
        """Return the part in the form that together.js takes."""
        return {"name": self.name, "html": self.html, "key": self.key, "data": self.data}


_collected: ContextVar[list[Part] | None] = ContextVar("collected", default=None)


@contextmanager
def collecting() -> Iterator[list[Part]]:
    """Record, in order, all components that would be shown inside."""
    parts: list[Part] = []
    token = _collected.set(parts)
    try:
        yield parts
    finally:
        _collected.reset(token)


def collected() -> list[Part] | None:
    """Return the list of recorded components to add to; None outside of `collecting`."""
    return _collected.get()
