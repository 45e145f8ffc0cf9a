"""Arrays as pictures, one pixel a value, on one scale each that is printed; hovering tells the number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from views.parts.component import mount
from views.parts.wording import figure
from views.session import state
from views.session.received import index_of

_component = mount(__file__, "pixels")

DENOMINATOR = 1000  # values are sent as whole numbers of thousandths: half the bytes


@dataclass(frozen=True, eq=False)
class Pixels:
    """One array as a picture.

    Attributes:
        title: what it is.
        values: (rows, cols) or (rows, cols, channels), the channels side by side.
        signed: blue below 0 and orange above; else dark at 0 and bright at the scale's end.
        scale: the value in the brightest color; by default the largest there is.
        linked: hovered together with the others that are: input, weights, product.
        corner: row and column, as people are told them, of its first pixel.
        outline: (top, bottom, left, right), ends excluded, of a frame to draw.
        pick: whether a click on a pixel chooses it.
    """

    title: str
    values: np.ndarray
    signed: bool = False
    scale: float | None = None
    linked: bool = False
    corner: tuple[int, int] = (0, 0)
    outline: tuple[int, int, int, int] | None = None
    pick: bool = False


def pixels(
    row: Sequence[Pixels],
    key: str,
    on_pick: Callable[[int, int], None] | None = None,
    *,
    heading: str = "",
    operators: Sequence[str] = (),
) -> None:
    """Show a row of arrays.

    Args:
        row: of arrays.
        key: of the component.
        on_pick: called with row and column by a click on one that can be picked.
        heading: of the row, in place of a title below each.
        operators: what stands between them.
    """

    def pick() -> None:
        for each in row:
            if each.pick and (place := index_of(state.picked(key), each.values.shape)) is not None:
                on_pick(*place)

    data = {
        "pictures": [_describe(each) for each in row],
        "denominator": DENOMINATOR,
        "heading": heading,
        "operators": list(operators),
    }
    _component(key=key, data=data, on_picked_change=pick)


def _describe(picture: Pixels) -> dict[str, object]:
    values = np.asarray(picture.values, np.float64)
    rows, cols, *channels = values.shape
    scale = picture.scale or float(np.abs(values).max()) or 1.0
    return {
        "title": picture.title,
        "note": f"±{figure(scale)}" if picture.signed else f"0 to {figure(scale)}",
        "rows": rows,
        "cols": cols,
        "channels": channels[0] if channels else 1,
        "values": np.rint(values * DENOMINATOR).astype(int).ravel().tolist(),
        "signed": picture.signed,
        "scale": scale,
        "linked": picture.linked,
        "corner": picture.corner,
        "outline": picture.outline,
        "pick": picture.pick,
    }
