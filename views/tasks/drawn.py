"""What a task about a drawing begins with, and how much the drawing has changed since then."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from model.errors import DataError, NetworkError
from model.network import Network
from model.preprocess import stages_of_ink
from model.preprocess.mnist import IMAGE_SIZE
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, draw_strokes
from model.reading import Reading
from views.parts.shared import shipped_network
from views.session.activations import stages_of
from views.session.drawing.drawing import BLANK, Drawing, pen_object, png_of
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.linked_drawing import drawing_of_code

NOT_DRAWN = "blank"  # stands for a blank canvas in an address
_SQUARE = (CANVAS_SIZE // IMAGE_SIZE) ** 2  # canvas pixels per pixel of ink
FAINT = 64  # of 255; we ignore smaller changes, because browsers paint edges differently


@dataclass(frozen=True)
class Hand:
    """What a person does on the Draw page.

    Attributes:
        strokes: in canvas pixels, drawn with one pen on top of the drawing.
        width: the pen's width in canvas pixels.
        off: the numbers of the second hidden layer's neurons that are switched off.
    """

    strokes: Sequence[Sequence[tuple[int, int]]] = ()
    width: int = PEN_WIDTH
    off: Sequence[int] = ()

    def draw(self, latest: LatestDrawing) -> None:
        """Draw the strokes."""
        if not self.strokes:
            return
        now = latest.current
        alpha = np.zeros((CANVAS_SIZE, CANVAS_SIZE), np.uint8) if now.png is None else now.alpha()
        objects = list(now.objects)
        for stroke in self.strokes:
            path = [["M" if i == 0 else "L", *point] for i, point in enumerate(stroke)]
            objects.append(pen_object(path, self.width))
            alpha = np.maximum(alpha, draw_strokes([list(stroke)], width=self.width)[..., 3])
        latest.add(Drawing(objects, png_of(alpha)))


def network_of(name: str) -> Network | None:
    """Return a shipped network; None if it can't be loaded."""
    with suppress(NetworkError, DataError):
        return shipped_network(name)
    return None


@lru_cache(maxsize=64)
def drawing_of(code: str) -> Drawing:
    """Return the drawing that an address encodes.

    Raises:
        CodeError: if it doesn't encode a drawing.
        DataError: if it names an image by number and the file of images is missing or damaged.
    """
    return BLANK if code == NOT_DRAWN else drawing_of_code(code)


@lru_cache(maxsize=64)
def reading_at_start(name: str, code: str) -> Reading:
    """Return a network's reading of that drawing, with all neurons on."""
    drawing = drawing_of(code)
    image = stages_of_ink(drawing.ink()).image if drawing.image is None else drawing.image
    return Reading(shipped_network(name), image)


def ink_between(before: np.ndarray, after: np.ndarray) -> int:
    """Return by how many pixels of ink two drawings differ: ⌈ Σ |after − before| / (255 · 10²) ⌉.

    Faint changes don't count. One image pixel is 10 × 10 canvas pixels.

    Args:
        before: uint8 (280, 280), the ink in each canvas pixel.
        after: the same for the other drawing.
    """
    changes = np.abs(after.astype(int) - before)
    return int(np.ceil(changes[changes >= FAINT].sum() / (255 * _SQUARE)))


def between(before: Drawing, after: Drawing) -> int:
    """Return the same for two drawings, which can be blank."""
    nothing = np.zeros((CANVAS_SIZE, CANVAS_SIZE), np.uint8)
    return ink_between(*(nothing if each.png is None else each.alpha() for each in (before, after)))


def ink_of(drawing: Drawing) -> int:
    """Return the ink of a drawing that began blank, measured in its image so that its size doesn't matter."""
    stages = stages_of(drawing)
    return 0 if stages is None else int(np.ceil(float(stages.image.sum())))
