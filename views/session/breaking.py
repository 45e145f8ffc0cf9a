"""What this session has chosen on the Break it page: a kind of damage, its degree, whether it is centered."""

from __future__ import annotations

import re

from model.preprocess.damage import DEGREES
from views.session import state

KINDS = tuple(DEGREES)
CENTERED = "centered"  # in an address, where the damaged digit is centered and scaled anew
_WRITTEN = re.compile(rf"([a-z]+)\.(0|[1-9]\d{{0,2}})(\.{CENTERED})?", re.ASCII)


def kind() -> str:
    """Which kind of damage."""
    return state.get("breaking_kind", KINDS[0])


def degree() -> int:
    """To which degree, of that kind."""
    return state.get(f"breaking_degree_{kind()}", 0)


def is_centered() -> bool:
    """Whether the damaged digit is centered and scaled anew, as MNIST was made."""
    return state.get("breaking_centered", False)


def written() -> str:
    """As an address says it: "slid.4", "turned.90.centered"; "" where all is as at first."""
    centered = f".{CENTERED}" if is_centered() else ""
    text = f"{kind()}.{degree()}{centered}"
    return "" if text == f"{KINDS[0]}.0" else text


def read(text: str) -> bool:
    """Choose what an address says; gives whether there is that."""
    found = _WRITTEN.fullmatch(text)
    if not found or int(found[2]) not in DEGREES.get(found[1], ()):
        return False
    state.put("breaking_kind", found[1])
    state.put(f"breaking_degree_{found[1]}", int(found[2]))
    state.put("breaking_centered", found[3] is not None)
    return True
