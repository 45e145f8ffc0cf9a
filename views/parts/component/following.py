"""Components that show a training in the browser while it goes on: they are told which one.

Takes the training's name there. What is new of it, the browser says by itself: see following.js.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_followed: ContextVar[str | None] = ContextVar("followed", default=None)


@contextmanager
def following(run: str | None) -> Iterator[None]:
    """Have all components that are shown meanwhile follow that training; None for none."""
    token = _followed.set(run)
    try:
        yield
    finally:
        _followed.reset(token)


def followed() -> str | None:
    """The training that components are to follow; None for none."""
    return _followed.get()
