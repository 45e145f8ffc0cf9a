"""How many idle seconds it takes until the page draws by itself; only an address sets it (`demo=60`)."""

from __future__ import annotations

import re

from views.session import state

SHORTEST, LONGEST = 5, 3600  # seconds
_SECONDS = re.compile(r"[1-9]\d{0,3}", re.ASCII)


def seconds() -> int | None:
    """Return after how many idle seconds it draws; None if it never does."""
    return state.get("demo")


def written() -> str:
    """Return the value as in an address."""
    return str(seconds() or "")


def read(text: str) -> bool:
    """Take the value from an address; return whether it is a valid number of seconds."""
    is_one = bool(_SECONDS.fullmatch(text)) and SHORTEST <= int(text) <= LONGEST
    if is_one:
        state.put("demo", int(text))
    return is_one
