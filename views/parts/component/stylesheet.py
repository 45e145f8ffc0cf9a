"""Reads stylesheets, and names the sizes at which the layout changes, which are only defined here.

It takes a file and returns its text for a browser. Queries in a file use names as in CSS's @custom-media,
which browsers don't support yet: `@media (--phone)` for a phone's window and `(--over-phone)` for a larger
one. It doesn't know what changes there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

WIDTHS: Mapping[str, int] = {  # pixels; from this width on, a window doesn't count as one
    "small-phone": 375,  # or a page enlarged to 400%
    "upright-phone": 481,
    "most-phones": 641,
    "phone": 700,  # or a page enlarged to 200%
    "small-tablet": 900,
    "tablet": 1151,  # or a page enlarged to 150%
    "laptop": 1700,
    "narrow-card": 480,  # the width of a card that is a container
    "medium-card": 520,
}
HEIGHTS: Mapping[str, int] = {
    "short-window": 480,  # a phone on its side, or a page enlarged to 400%
    "low-window": 821,  # a laptop with 1366 × 768
    "usual-window": 1000,
}
NARROW_NETWORK = {"one": 380, "several": 440}  # pixels below which layers in that many rows don't fit

ELEMENTS = Path(__file__).with_name("elements.css")  # of all parts; a part's own styles come after it

_QUERY = re.compile(r"@(?:media|container)[^{]*")
_UNREAD = re.compile(r"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)
_NAMED = re.compile(r"\(--(over-)?([\w-]+)\)")


def read_stylesheet(path: Path) -> str:
    """Return a file's text for a browser, without comments and indentation.

    Raises:
        OSError: if it's missing.
        ValueError: if it isn't text, or uses an unknown size.
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
