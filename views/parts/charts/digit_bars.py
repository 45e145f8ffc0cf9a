"""One bar per digit, on a fixed scale from 0 to 100% and in fixed order."""

from __future__ import annotations

from collections.abc import Sequence

from views.parts.component import mount
from views.parts.looks.wording import percents

HEIGHT = 280  # pixels for ten bars of 1.75 rem

_bars = mount(__file__, "bars")


def digit_bars(
    shares: Sequence[float],
    key: str,
    *,
    texts: Sequence[str] | None = None,
) -> None:
    """Show one bar per digit.

    Args:
        shares: each bar's length, from 0 to 1.
        key: the component's key.
        texts: the texts beside the bars; by default the shares of a whole, from 1% on.
    """
    written = texts or percents(shares)
    bars = [{"share": round(float(share), 5), "text": text} for share, text in zip(shares, written)]
    _bars(key=key, height=HEIGHT, data={"bars": bars, "isWhole": texts is None})
