"""Something of a session that its browser keeps, from one visit to the next. It is invisible."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from views.parts.component.component import mount

_local_store = mount(__file__, "local_store", is_seen=False)


class Stored(NamedTuple):
    """What is kept, and how.

    Attributes:
        name: under which a browser keeps it, with the version of its form.
        session: a name of the session.
        read: whether the session has taken in what the browser had from before. Noted last, since a run may
            be cut short: until then the browser gives it again, from then on it is written over.
        content: what is kept, as JSON says it.
        most: characters that are kept and taken in at most.
        secret: the name of a part that a frame of another origin doesn't get; "" for none.
    """

    name: str
    session: str
    read: bool
    content: object
    most: int
    secret: str = ""


def keep_in_browser(key: str, kept: Stored, on_pick: Callable[[object], None]) -> None:
    """Have the browser keep it.

    Args:
        key: of the component.
        kept: what to keep.
        on_pick: is called with what was kept before, as it was written, perhaps once more when that is read;
            anybody may have put it there.
    """
    data = kept._asdict()
    data["kept"] = data.pop("content")
    if not kept.secret:
        del data["secret"]
    _local_store(key=key, height=1, data=data, on_pick=on_pick)
