"""The browser's store of what identifies it as one device of a class, or as its teacher.

We check what comes from there. It is invisible.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.classes import code_in, secret_in
from views.classroom.joined import device, joined, key, teach
from views.drawing.received import object_of
from views.parts.component import local_store
from views.parts.component.local_store import Stored
from views.session import state

NAME = "inkling.class.1"  # with the version of the stored format
MOST_KEYS = 8  # the last classes in which a browser was the teacher's
MOST_CHARACTERS = 1000  # more than a device and `MOST_KEYS` keys need


def store_in_browser() -> None:
    """Let the browser store these values, and send the stored ones once."""
    keys = dict(state.get("class_keys", {}))
    if joined() and key():
        keys.pop(joined(), None)
        keys = dict([*keys.items(), (joined(), key())][-MOST_KEYS:])
    content = {"device": device(), "keys": keys}
    is_read = state.get("class_read", False)
    stored = Stored(NAME, state.get("address_session"), is_read, content, MOST_CHARACTERS, "keys")
    local_store.store_in_browser("class_store", stored, _take_in)


def _take_in(sent: object) -> None:
    stored = object_of(sent, MOST_CHARACTERS)
    if stored is None or state.get("class_read", False):
        return  # it may come from a page that the user has left, or be a repetition
    if token := secret_in(stored.get("device")):
        state.put("class_device", token)
    keys = stored.get("keys")
    if isinstance(keys, Mapping):
        found = {code: each for code, each in keys.items() if code_in(code) == code and secret_in(each)}
        state.put("class_keys", dict([*found.items()][-MOST_KEYS:]))
        if joined() in found and key() is None:
            teach(found[joined()])
    state.put("class_read", True)  # last: see `Stored`
