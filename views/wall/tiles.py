"""The drawings of a wall, as tiles in ten columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache

import numpy as np
import streamlit as st

from model.classes import Shown, Standing
from model.classes.sent import MOST_DRAWINGS
from model.errors import DataError
from views.parts.component import mount
from views.parts.language.language import _, ngettext
from views.parts.looks.encode import as_base64, png_url
from views.parts.looks.wording import of_100, percent, whole
from views.parts.projector import projector_switch
from views.session import state
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import image_in_code

SURE = (0, 0.5, 0.7, 0.9, 0.99)  # lower ends of the bars' ranges of share
SQUARES = 7  # per side, for comparing drawings
DEEDS = ("again", "more", "open", "hide", "show", "remove", "remove_device")  # as reported by wall.js

_wall = mount(__file__, "wall")


def orders(has_answers: bool = True) -> None:
    """Show the controls for the columns, the order and the projector size."""
    projector_switch()
    if has_answers:
        _choice(_("Columns"), "wall_by", {"label": _("Drawn as"), "answer": _("Read as")})
    orders = {
        "newest": _("Newest first"),
        "sure": _("Largest share first"),
        "unsure": _("Smallest share first"),
    }
    _choice(_("Order"), "wall_order", orders | {"alike": _("Similar ones together")})
    st.toggle(_("Right and wrong by device"), key="wall_devices", on_change=_begin_again)


def _begin_again() -> None:
    """Send the browser all tiles again, with the images that it learns from."""
    for name in ("wall_from", "wall_seen"):
        state.put(name, 0)


def _choice(label: str, key: str, names: dict[str, str]) -> None:
    first = next(iter(names))
    st.segmented_control(label, names, key=key, default=first, format_func=names.get, required=True)


def show_tiles(
    code: str,
    standing: Standing,
    tiles: Sequence[dict[str, object]],
    count: int,
    on_pick: Callable[[object], None],
    has_more: bool = False,
) -> None:
    """Show all drawings; send the browser only what has changed since last time.

    Args:
        code: of the class; "" for none.
        standing: the class's standing, up to the serial that these tiles reach.
        tiles: those that have changed since; all of them if the browser has none yet.
        count: how many drawings there are.
        on_pick: handles a click, one of `DEEDS`.
        has_more: whether the browser has to ask for more tiles.
    """
    drawings = ngettext("{count} drawing", "{count} drawings", count).format(count=whole(count))
    devices = ngettext("from {count} device", "from {count} devices", standing.devices)
    data = {
        "code": code,
        "session": state.get("address_session"),
        "from": state.get("wall_from", 0),
        "to": standing.serial,
        "tiles": tiles,
        "more": has_more,
        "names": [*standing.signs],
        "by": state.get("wall_by", "label"),
        "order": state.get("wall_order", "newest"),
        "count": f"{drawings} {devices.format(count=whole(standing.devices))}",
        "paused": standing.is_paused,
        "words": _words() | ({"tray": _("Hidden: {count}")} if standing.signs else {}),
    }
    with st.container(key="wall"):
        _wall(key="wall_tiles", data=data, on_pick=on_pick)
    state.put("wall_from", standing.serial)


def _words() -> dict[str, str]:
    return {
        "empty": _("Nobody has sent a drawing yet. The first one will appear here by itself."),
        "tray": _("Not a digit, or hidden: {count}"),
        "paused": _("Paused"),
        "open": _("Open in Draw"),
        "hide": _("Hide"),
        "show": _("Show again"),
        "remove": _("Remove"),
        "device": _("Remove all from this device"),
        "again": _("Press again to remove {count}"),
        "close": _("Close"),
        "meant": _("Drawing {number}, from device {device}: meant as {name}."),
        "sure": _("How large was the top share?"),
        "bar": _("Share of {range}: {count}, {wrong} of them misread"),
        "ranges": [{"from": low, "text": _range(low, high)} for low, high in zip(SURE, (*SURE[1:], 1))],
    }


def _range(low: float, high: float) -> str:
    return _("{low} to {high}").format(low=of_100(low, 0), high=of_100(high, 0))


def tile_of(shown: Shown, image: np.ndarray | None = None, signs: Sequence[str] = ()) -> dict[str, object]:
    """Return a tile for wall.js, with a sentence about it, and its image if the wall's browser learns.

    It has no picture if the drawing was removed or can't be read; `image`, float32 (28, 28), replaces the one
    of the drawing's code.
    """
    number, device, sent = shown.number, shown.device, shown.sent
    picture = (_picture(sent.drawing) if sent else None) if image is None else picture_of(image)
    if not picture:
        return {"number": number, "hidden": shown.is_hidden}
    values = {"number": whole(number), "device": whole(device), "digit": sent.label}
    if signs:
        values["name"] = signs[min(sent.label, len(signs) - 1)]
        says = _("Drawing {number}, from device {device}: meant as {name}.")
    elif sent.answer is None:
        says = _("Drawing {number}, from device {device}: meant as {digit}, not read as a digit.")
    else:
        says = _("Drawing {number}, from device {device}: meant as {digit}, read as {answer} ({share}).")
        values |= {"answer": sent.answer, "share": percent(sent.share)}
    src, shape = picture
    tile = {"number": number, "device": device, "hidden": shown.is_hidden, "src": src, "shape": shape}
    tile |= {"says": says.format(**values), "label": sent.label, "sure": sent.share}
    tile["answer"] = sent.label if signs else sent.answer
    if signs or state.get("wall_devices"):
        tile["image"] = _ink(sent.drawing) if image is None else _coded(image)
    return tile


def picture_of(image: np.ndarray) -> tuple[str, str]:
    """Return the data URL and the shape of an image, float32 (28, 28).

    A shape is 49 hexadecimal digits: the amount of ink in squares of four by four pixels, in fifteenths.
    """
    ink = image.reshape(SQUARES, 4, SQUARES, 4).mean(axis=(1, 3))
    return png_url(image), "".join(f"{round(15 * share):x}" for share in ink.ravel().tolist())


@lru_cache(maxsize=MOST_DRAWINGS)
def _ink(code: str) -> str:
    """Return a drawing's image for class_learning.js: base64 of uint8 (784,), 255 for ink."""
    return _coded(image_in_code(code))


def _coded(image: np.ndarray) -> str:
    return as_base64(np.round(255 * image), "|u1")


@lru_cache(maxsize=MOST_DRAWINGS)
def _picture(code: str) -> tuple[str, str] | None:
    """Return URL and shape of a drawing's image from its code; None for anything else."""
    with suppress(CodeError, DataError):
        return picture_of(image_in_code(code))
    return None
