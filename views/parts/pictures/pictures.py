"""A row of small captioned pictures that can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from views.parts.component import mount

_component = mount(__file__, "pictures")


@dataclass(frozen=True)
class Picture:
    """One picture of a row.

    Attributes:
        src: a data URL.
        alt: its description for screen readers.
        caption: the text below it.
    """

    src: str
    alt: str
    caption: str = ""


def pictures(
    row: Sequence[Picture],
    key: str,
    *,
    size: int = 84,
    columns: int | None = None,
    beside: bool = False,
    brief: bool = False,
    height: int | str = "content",
    on_pick: Callable[[object], None] | None = None,
) -> None:
    """Show a row of pictures, each `size` pixels per side; with `on_pick`, they are buttons.

    A click on one sends its number in the row, from 0.

    With `beside`, they are one below another in any window, each with its caption beside it.
    With `brief`, a phone only shows a caption's first line.
    With `columns`, that many of them fill the width, or fewer if they would be smaller than `size`.
    `height` reserves space while they load; see `mount`.
    """
    data = {
        "pictures": [asdict(picture) for picture in row],
        "size": size,
        "columns": columns,
        "beside": beside,
        "brief": brief,
        "clickable": on_pick is not None,
    }
    _component(key=key, height=height, data=data, on_pick=on_pick)
