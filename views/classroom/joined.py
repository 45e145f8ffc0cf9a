"""Which class a session has joined, as which device, and whether it is the teacher's."""

from __future__ import annotations

from model.classes import code_in, secret_in
from model.classes.codes import new_secret
from views.session import state


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
    for key in ("class_code", "class_key", "class_sent"):
        state.take(key)


def teach(text: str) -> bool:
    """Become the teacher with that key; return whether it is a key. The store checks whether it fits."""
    key = secret_in(text)
    if key is not None:
        state.put("class_key", key)
    return key is not None


def key() -> str | None:
    """Return the teacher's key; None for everyone else."""
    return state.get("class_key")


def device() -> str:
    """Return the secret with which this device sends, which nobody else knows."""
    token = state.get("class_device")
    if token is None:
        token = new_secret()
        state.put("class_device", token)
    return token
