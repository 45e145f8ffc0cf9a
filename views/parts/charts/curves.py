"""Line charts: lines over common positions, a mark at one of them, and the values there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from views.parts.component import mount

HEIGHT = 226  # pixels: two lines of text and the HEIGHT of curves.js

_curves = mount(__file__, "curves")


def curves(
    title: str,
    series: dict[str, Sequence[float]],
    positions: Sequence[float],
    ticks: Sequence[tuple[float, str]],
    key: str,
    *,
    until: float,
    low: float = 0.0,
    high: float = 1.0,
    mark: float | None = None,
    as_percent: bool = False,
    is_cut: bool = False,
    turn: float | None = None,
    turn_name: str = "",
    each: Sequence[Mapping[str, object]] = (),
    is_named: bool = False,
) -> None:
    """Show lines over common positions from 0 to `until`, with the first one emphasized.

    If values leave the range from `low` to `high`, the range grows; with `is_cut`, the lines leave the chart.

    Args:
        turn: a position to mark on the first line.
        turn_name: the mark's name.
        each: each line's own "positions", "look" and "turn", and an "id" that is the same in every language,
            with which the legend can switch it off.
        is_named: whether each line has its name and value at its end instead of a legend.
    """
    data = {
        "title": title,
        "format": "percent" if as_percent else "number",
        "positions": list(positions),
        "ticks": [{"position": position, "label": label} for position, label in ticks],
        "until": until,
        "low": low,
        "high": high,
        "cut": is_cut,
        "series": [{"name": name, "values": list(map(_or_gap, values))} for name, values in series.items()],
        "mark": mark,
        "turn": turn_name,
        "switches": bool(each) and not is_named,
        "named": is_named,
    }
    if turn is not None:
        data["series"][0]["turn"] = turn
    for line, own in zip(data["series"], each):
        line.update(own)
    _curves(key=key, height=HEIGHT, data=data)


def _or_gap(value: float) -> float | None:
    return round(float(value), 5) if np.isfinite(value) else None
