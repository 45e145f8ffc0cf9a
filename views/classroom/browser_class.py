"""The part of the browser's store that identifies it as one device of a class, or as its teacher.

We check what comes from there.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.classes import code_in, secret_in
from views.classroom.joined import device, joined, key, teach
from views.session import browser_store, state
from views.session.browser_store import Stored

MOST_KEYS = 8  # the last classes in which a browser was the teacher's
MOST_CHARACTERS = 1000  # more than a device and `MOST_KEYS` keys need


def store_in_browser() -> None:
    """Let the browser store these values, and send the stored ones once."""
    browser_store.store_in_browser("class_store", DEVICE)


def _written() -> Mapping[str, object]:
    keys = dict(state.get("class_keys", {}))
    if joined() and key():
        keys.pop(joined(), None)
        keys = dict([*keys.items(), (joined(), key())][-MOST_KEYS:])
    return {"device": device(), "keys": keys}


def _take_in(stored: Mapping[str, object]) -> None:
    if token := secret_in(stored.get("device")):
        state.put("class_device", token)
    keys = stored.get("keys")
    if isinstance(keys, Mapping):
        found = {code: each for code, each in keys.items() if code_in(code) == code and secret_in(each)}
        state.put("class_keys", dict([*found.items()][-MOST_KEYS:]))
        if joined() in found and key() is None:
            teach(found[joined()])


DEVICE = Stored("inkling.class.1", MOST_CHARACTERS, _written, _take_in, secret="keys")
