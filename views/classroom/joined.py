"""Which class a session has joined, as which device, and whether it is the teacher's.

The browser stores the device and the keys of its classes. We check what comes from there.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.classes import code_in, secret_in
from model.classes.codes import new_secret
from views.session import state
from views.session.store import Saved, save

MOST_KEYS = 8  # the last classes in which a browser was the teacher's


def joined() -> str | None:
    """Return the class's code; None without a class."""
    return state.get("class_code")


def join(text: str) -> bool:
    """Join the class with a typed code or an address's; return whether it is a code."""
    code = code_in(text)
    if code is not None and code != joined():
        leave()
        state.put("class_code", code)
    return code is not None


def leave() -> None:
    """Leave the class."""
    for key in ("class_code", "class_sent"):
        state.take(key)


def teach(text: str) -> bool:
    """Become the class's teacher with that key; return whether it is a key. The store checks if it fits."""
    key = secret_in(text)
    if key is not None and joined():
        _know({**taught(), joined(): key})
    return key is not None


def taught() -> Mapping[str, str]:
    """Return the keys of the classes whose teacher this browser has been, by code, the newest one last."""
    return state.get("class_keys", {})


def end() -> None:
    """Leave the class, which is over, and forget its key."""
    _know({code: key for code, key in taught().items() if code != joined()})
    leave()


def key() -> str | None:
    """Return the teacher's key; None for everyone else."""
    return taught().get(joined())


def device() -> str:
    """Return the secret with which this device sends, which nobody else knows."""
    token = state.get("class_device")
    if token is None:
        token = new_secret()
        state.put("class_device", token)
    return token


def store_in_browser(key: str = "class_store") -> None:
    """Let the browser store these values, and send the stored ones once; `key` is the component's."""
    save(key, DEVICE, in_link=False)


def _know(keys: Mapping[str, str]) -> None:
    state.put("class_keys", dict([*keys.items()][-MOST_KEYS:]))


def _written() -> Mapping[str, object]:
    return {"device": device(), "keys": taught()}


def _take_in(stored: Mapping[str, object]) -> None:
    if token := secret_in(stored.get("device")):
        state.put("class_device", token)
    keys = stored.get("keys")
    if isinstance(keys, Mapping):
        found = {code: each for code, each in keys.items() if code_in(code) == code and secret_in(each)}
        _know({code: each for code, each in found.items() if code not in taught()} | taught())


DEVICE = Saved("device", _written, _take_in)
