"""Makes components show a training that runs in the browser.

It takes the training's name there. The news comes from the browser itself; see following.js.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_followed: ContextVar[str | None] = ContextVar("followed", default=None)


@contextmanager
def following(run: str | None) -> Iterator[None]:
    """Let all components shown inside follow that training, or none if it's None."""
    token = _followed.set(run)
    try:
        yield
    finally:
        _followed.reset(token)


def followed() -> str | None:
    """Return the training that components should follow, or None."""
    return _followed.get()
