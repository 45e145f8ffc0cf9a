"""This session's choices on the Break it page: kind of damage, degree, and whether to center the digit."""

from __future__ import annotations

import re

from model.preprocess.damage import DEGREES
from views.session import state

KINDS = tuple(DEGREES)
CENTERED = "centered"  # in an address, if the damaged digit is centered and scaled again
_WRITTEN = re.compile(rf"([a-z]+)\.(0|[1-9]\d{{0,2}})(\.{CENTERED})?", re.ASCII)


def kind() -> str:
    """Return the kind of damage."""
    return state.get("breaking_kind", KINDS[0])


def degree() -> int:
    """Return the degree of that kind."""
    return state.get(f"breaking_degree_{kind()}", 0)


def is_centered() -> bool:
    """Return whether the damaged digit is centered and scaled again, as MNIST's digits were."""
    return state.get("breaking_centered", False)


def written() -> str:
    """Return the choices as in an address: "slid.4", "turned.90.centered"; "" for the initial ones."""
    centered = f".{CENTERED}" if is_centered() else ""
    text = f"{kind()}.{degree()}{centered}"
    return "" if text == f"{KINDS[0]}.0" else text


def read(text: str) -> bool:
    """Make the choices that an address contains; return whether they are valid."""
    found = _WRITTEN.fullmatch(text)
    if not found or int(found[2]) not in DEGREES.get(found[1], ()):
        return False
    state.put("breaking_kind", found[1])
    state.put(f"breaking_degree_{found[1]}", int(found[2]))
    state.put("breaking_centered", found[3] is not None)
    return True
