"""The drawing that this session pins for comparison, and the morph from it to the newest one.

An address contains both in the same format: see linked_drawing.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from model.errors import DataError
from model.network import Network
from model.preprocess.morph import Morph, morph_between, placed
from model.preprocess.strokes import DrawnStroke
from model.reading import Reading
from views.session import state
from views.session.activations import reading_of_image, stages_of
from views.session.drawing.drawing import Drawing, pen_strokes_of
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import drawing_of_code, written_code


@dataclass(frozen=True, eq=False)
class Pinned:
    """A pinned drawing.

    Attributes:
        drawing: the drawing.
        image: float32 (28, 28), made of it.
        strokes: all pen strokes, as from `placed`; None if it is a picture.
    """

    drawing: Drawing
    image: np.ndarray
    strokes: list[DrawnStroke] | None = field(repr=False)


def pinned() -> Pinned | None:
    """Return the pinned drawing, if any."""
    return state.get("pinned")


def pin(drawing: Drawing) -> None:
    """Pin a drawing in place of the last one; ignore a blank one."""
    if (found := _prepared(drawing)) is not None:
        state.put("pinned", found)


def unpin() -> None:
    """Remove the pinned drawing."""
    state.put("pinned", None)


def pinned_reading(network: Network) -> Reading | None:
    """Return how the network, with switched neurons, reads the pinned drawing; None without one."""
    one = pinned()
    return None if one is None else reading_of_image(network, one.image, "pinned_reading")


def morph_to(drawing: Drawing) -> Morph | None:
    """Return the morph from the pinned drawing to this; None without one, or if this is blank or the same."""
    one = pinned()
    if one is None or drawing.png == one.drawing.png or (other := _prepared(drawing)) is None:
        return None
    return morph_between(one.image, other.image, one.strokes, other.strokes)


def described_morph(drawing: Drawing) -> Mapping[str, object] | None:
    """Return that morph in the browser's format: see Morph in model/preprocess/morph.js.

    If this drawing is blank or the same, it contains only the start.
    """
    one, morph = pinned(), morph_to(drawing)
    if one is None:
        return None
    if morph is None:
        return {"before": one.image, "after": None, "moved": [], "gone": [], "come": [], "of_images": True}
    return described(morph)


def described(morph: Morph) -> Mapping[str, object]:
    """Return a morph in the browser's format."""
    return {
        "before": morph.before,
        "after": morph.after,
        "moved": [
            {"before": each.before, "after": each.after, "widths": [each.width_before, each.width_after]}
            for each in morph.moved
        ],
        "gone": [_described(each) for each in morph.gone],
        "come": [_described(each) for each in morph.come],
        "of_images": morph.of_images,
    }


def written() -> str:
    """Return the pinned drawing's code in an address; "" if there is none, or it can't be written."""
    one = pinned()
    return (
        ""
        if one is None
        else state.made_once("pinned_written", one, lambda: written_code(one.drawing, one.image))
    )


def read(text: str) -> bool:
    """Pin the drawing that an address contains; return whether it is valid."""
    with suppress(CodeError, DataError):
        pin(drawing_of_code(text))
        return True
    return False


def _described(stroke: DrawnStroke) -> dict[str, object]:
    return {"points": np.asarray(stroke.points), "width": stroke.width}


def _prepared(drawing: Drawing) -> Pinned | None:
    stages = stages_of(drawing)
    if stages is None:
        return None
    strokes = pen_strokes_of(drawing)
    return Pinned(drawing, stages.image, None if strokes is None else placed(stages, strokes))
