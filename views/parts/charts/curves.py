"""Line charts: lines over common positions, a mark at one of them, what they are there in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from views.parts.component import mount

HEIGHT = 226  # pixels: two lines of words and the HEIGHT of curves.js

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
    """Lines over common positions from 0 to `until`, the first one emphasized.

    Where they leave the values from `low` to `high`, these grow; or, if `is_cut`, they run out of the chart.

    Args:
        turn: a position that is marked in the first one, and
        turn_name: what is there.
        each: for each of the lines its own "positions", "look" and "turn", and "id", what it is in every
            language: then the legend can switch it off.
        is_named: whether each line has its name and its value at its end, and there is no legend.
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
