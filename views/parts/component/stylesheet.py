"""Stylesheets with the sizes at which the layout changes: here they have their names, and their only place.

Takes a file, gives its text for a browser. In a file, a query names its condition as CSS's own @custom-media
would, which browsers don't know yet: `@media (--phone)` for a window that is one, `(--over-phone)` for a
larger one. Knows nothing of what changes there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

WIDTHS: Mapping[str, int] = {  # pixels, from which on it is none any more
    "small-phone": 375,  # or a page enlarged to 400%
    "upright-phone": 481,
    "most-phones": 641,
    "phone": 700,  # or a page enlarged to 200%
    "small-tablet": 900,
    "tablet": 1151,  # or a page enlarged to 150%
    "laptop": 1700,
    "narrow-card": 480,  # of a card that is a container
    "medium-card": 520,
}
HEIGHTS: Mapping[str, int] = {
    "short-window": 480,  # a phone's on its side, or a page enlarged to 400%
    "low-window": 821,  # a laptop's of 1366 × 768
    "usual-window": 1000,
}
NARROW_NETWORK = {"one": 380, "several": 440}  # pixels, below which layers in that many rows have no room

_QUERY = re.compile(r"@(?:media|container)[^{]*")
_UNREAD = re.compile(r"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)
_NAMED = re.compile(r"\(--(over-)?([\w-]+)\)")


def read_stylesheet(path: Path) -> str:
    """What a file says to a browser. Comments stay here, and what lines are indented by.

    Raises:
        OSError: it is missing.
        ValueError: it is no text, or names a size that there is none of.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is no text") from error
    try:
        return _QUERY.sub(lambda query: _NAMED.sub(_condition, query[0]), _UNREAD.sub("", text))
    except KeyError as error:
        raise ValueError(f"{path.name} names {error}, which is no size") from error


def _condition(found: re.Match) -> str:
    over, name = found.groups()
    side, size = ("width", WIDTHS[name]) if name in WIDTHS else ("height", HEIGHTS[name])
    return f"(min-{side}: {size}px)" if over else f"(max-{side}: {size - 1}px)"
