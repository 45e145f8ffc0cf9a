"""The browser's store, where part of a session outlasts it: what each part is called, written and read.

Every part is a JSON object. A new session gets what the browser has stored, once. From then on the browser
stores what the session changes. Anyone could have written what comes from there, so each part checks it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from views.parts.component import mount
from views.session import state
from views.session.drawing.received import object_of

_component = mount(__file__, "browser_store", is_seen=False)


class Stored(NamedTuple):
    """A part of a session that its browser stores.

    Attributes:
        name: its name in the browser's store, ending with the version of its format.
        most: the most characters to store and to take in.
        write: returns what to store.
        read: takes in what was stored before; called once a session.
        secret: a key that frames of another origin don't get; "" for none.
        entries: the most keys to store, of which the oldest go first; 0 for any number.
    """

    name: str
    most: int
    write: Callable[[], Mapping[str, object]]
    read: Callable[[Mapping[str, object]], None]
    secret: str = ""
    entries: int = 0


def store_in_browser(key: str, stored: Stored, removed: Sequence[str] = ()) -> None:
    """Store a part of this session. Call it where it runs again after every change.

    Args:
        key: the component's key.
        stored: the part.
        removed: keys to remove, which another tab may still have.
    """
    data = {
        "name": stored.name,
        "session": state.get("address_session"),
        "read": stored.name in state.get("stores_read", ()),
        "content": stored.write(),
        "most": stored.most,
    }
    if removed:
        data["removed"] = list(removed)
    if stored.entries:
        data["entries"] = stored.entries
    if stored.secret:
        data["secret"] = stored.secret
    _component(key=key, height=1, data=data, on_pick=partial(receive, stored))


def can_store() -> bool:
    """Return whether the browser can store anything, as far as we know."""
    return not state.get("store_refused", False)


def receive(stored: Stored, sent: object) -> None:
    """Take in what the browser has stored; damaged data counts as nothing, and is overwritten."""
    names = state.get("stores_read", frozenset())
    if sent is False:
        state.put("store_refused", True)
    if not isinstance(sent, str) or stored.name in names:
        return
    if (found := object_of(sent, stored.most)) is not None:
        stored.read(found)
    state.put("stores_read", names | {stored.name})  # last: if this is cut short, the browser sends it again
