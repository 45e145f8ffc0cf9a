"""After how many seconds without a hand the page draws by itself, which only an address says (`demo=60`)."""

from __future__ import annotations

import re

from views.session import state

SHORTEST, LONGEST = 5, 3600  # seconds
_SECONDS = re.compile(r"[1-9]\d{0,3}", re.ASCII)


def seconds() -> int | None:
    """After how many; None where it never does."""
    return state.get("demo")


def written() -> str:
    """As an address says it."""
    return str(seconds() or "")


def read(text: str) -> bool:
    """Take what an address says; gives whether it is a number of seconds."""
    is_one = bool(_SECONDS.fullmatch(text)) and SHORTEST <= int(text) <= LONGEST
    if is_one:
        state.put("demo", int(text))
    return is_one
