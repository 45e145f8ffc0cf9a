"""Arrays as pictures, one pixel per value, each with a printed scale; hovering shows the number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.wording import PLUS_MINUS, ZERO_TO, figure

_component = mount(__file__, "pixels")

THOUSANDTHS = 3  # decimal places; sending values as whole thousandths halves the bytes


@dataclass(frozen=True, eq=False)
class Pixels:
    """One array as a picture.

    Attributes:
        title: its name.
        values: (rows, cols) or (rows, cols, channels), the channels side by side.
        signed: blue below 0 and orange above; else dark at 0 and bright at the scale's end.
        scale: the value in the brightest color; by default the largest value.
        linked: whether it's hovered together with the row's other linked pictures: input, weights, product.
        outline: (top, bottom, left, right), ends excluded, of a frame to draw.
        pick: whether a click on a pixel picks it.
        walk: whether arrow keys show one value after another, as they do if pixels can be picked.
        painted: values to paint instead, in the same shape; a tip still shows the real values.
        named: a value's name, with {number} for its index from 0; by default its row and column.
    """

    title: str
    values: np.ndarray
    signed: bool = False
    scale: float | None = None
    linked: bool = False
    outline: tuple[int, int, int, int] | None = None
    pick: bool = False
    walk: bool = False
    named: str = ""
    painted: np.ndarray | None = None


def pixels(
    row: Sequence[Pixels],
    key: str,
    on_pick: Callable[[object], None] | None = None,
    *,
    heading: str = "",
    operators: Sequence[str] = (),
    decimals: int = THOUSANDTHS,
) -> None:
    """Show a row of arrays.

    Args:
        row: the arrays.
        key: the component's key.
        on_pick: called with the row and column of a clicked pixel, if it can be picked.
        heading: the row's heading, which replaces the title below each picture.
        operators: the signs between the pictures, and between their values in a tip.
        decimals: the values' decimal places; their scales have one less.
    """
    data = {
        "pictures": [_describe(each, decimals) for each in row],
        "decimals": decimals,
        "heading": heading,
        "operators": list(operators),
    }
    _component(key=key, data=data, on_pick=on_pick)


def _describe(picture: Pixels, decimals: int) -> dict[str, object]:
    values = np.asarray(picture.values, np.float64)
    rows, cols, *channels = values.shape
    painted = values if picture.painted is None else np.asarray(picture.painted, np.float64)
    scale = picture.scale or float(np.abs(painted).max()) or 1.0
    return {
        "title": picture.title,
        "note": (PLUS_MINUS if picture.signed else _(ZERO_TO)).format(scale=figure(scale, decimals - 1)),
        "rows": rows,
        "cols": cols,
        "channels": channels[0] if channels else 1,
        "values": _whole(values, decimals),
        "painted": None if picture.painted is None else _whole(painted, decimals),
        "signed": picture.signed,
        "scale": scale,
        "linked": picture.linked,
        "outline": picture.outline,
        "pick": picture.pick,
        "walk": picture.walk or picture.pick,
        "named": picture.named,
    }


def _whole(values: np.ndarray, decimals: int) -> list[int]:
    return np.rint(values * 10**decimals).astype(int).ravel().tolist()
