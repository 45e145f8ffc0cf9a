"""Stores part of a session in its browser for the next visit, with an invisible component."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from views.parts.component.component import mount

_local_store = mount(__file__, "local_store", is_seen=False)


class Stored(NamedTuple):
    """What to store, and how.

    Attributes:
        name: its name in the browser's store, ending with the version of its format.
        session: the session's name.
        read: whether the session has taken in what the browser had stored. Set it last, because a run can be
            interrupted: until then the browser sends it again, and afterwards it overwrites it.
        content: the value to store, as JSON.
        most: the most characters to store and to take in.
        secret: the name of a part that frames of another origin don't get; "" for none.
    """

    name: str
    session: str
    read: bool
    content: object
    most: int
    secret: str = ""


def store_in_browser(key: str, stored: Stored, on_pick: Callable[[object], None]) -> None:
    """Store a value in the browser.

    Args:
        key: the component's key.
        stored: what to store.
        on_pick: called with the text that was stored before, perhaps again after it was read. Don't trust it,
            because anyone could have written it.
    """
    data = stored._asdict()
    if not stored.secret:
        del data["secret"]
    _local_store(key=key, height=1, data=data, on_pick=on_pick)
