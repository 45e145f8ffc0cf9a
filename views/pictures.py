"""A row of small captioned pictures that can be clicked: what people would rather look at than read."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import streamlit as st
from PIL import Image

from views.colours import paint

ASSETS = Path(__file__).parent.parent / "assets"


def mount(name: str) -> Callable:
    """Register the component whose code is assets/<name>.js and .css; gives its mounting command.

    Styles are not isolated: what is on screen stays plain, readable text of the page, for people's
    assistive software and for tests. Every class name starts with `ink-`.
    """
    return st.components.v2.component(
        f"inkling_{name}",
        html=f'<div class="ink-{name.replace("_", "-")}"></div>\n',
        js=(ASSETS / f"{name}.js").read_text(encoding="utf-8"),
        css=(ASSETS / f"{name}.css").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


_component = mount("pictures")


@dataclass(frozen=True)
class Picture:
    """One picture of a row.

    Attributes:
        src: a data URL.
        alt: what it shows, for those who can't see it.
        caption: below it.
    """

    src: str
    alt: str
    caption: str = ""


def pictures(
    row: Sequence[Picture], key: str, *, size: int = 84, on_pick: Callable[[], None] | None = None
) -> int | None:
    """Show a row of pictures, each `size` pixels a side; with `on_pick`, they are buttons.

    Returns:
        The place in the row of the picture just clicked, else None.
    """
    data = {"pictures": [asdict(picture) for picture in row], "size": size, "clickable": on_pick is not None}
    result = _component(key=key, data=data, on_picked_change=on_pick or (lambda: None))
    return result.picked


def png_url(values: np.ndarray, scale: float = 1.0) -> str:
    """Values (H, W) from 0 to `scale` as a PNG data URL, one pixel a value, in the sequential colours."""
    return as_url(encode_png(Image.fromarray(paint(values, scale))))


def encode_png(picture: Image.Image) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = io.BytesIO()
    picture.save(buffer, "png")
    return buffer.getvalue()


def as_url(png: bytes) -> str:
    """The bytes of a PNG file as a data URL."""
    return "data:image/png;base64," + base64.b64encode(png).decode()
