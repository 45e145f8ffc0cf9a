"""One bar a digit, on a fixed scale from 0 to 100%, in fixed order."""

from __future__ import annotations

from collections.abc import Sequence

from views.parts.component import mount
from views.parts.looks.wording import percents

HEIGHT = 280  # pixels, of ten bars of 1.75 rem

_bars = mount(__file__, "bars")


def digit_bars(
    shares: Sequence[float],
    key: str,
    *,
    texts: Sequence[str] | None = None,
) -> None:
    """Show one bar a digit.

    Args:
        shares: how long each bar is, from 0 to 1.
        key: of the component.
        texts: what is written beside it; by default the share, as one of a whole, from 1% on.
    """
    written = texts or percents(shares)
    bars = [{"share": round(float(share), 5), "text": text} for share, text in zip(shares, written)]
    _bars(key=key, height=HEIGHT, data={"bars": bars, "isWhole": texts is None})
