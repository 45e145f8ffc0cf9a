"""A drawing without one of its pen strokes.

Takes ink and strokes, returns images. Knows nothing of networks or pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from model.preprocess.pen import Stroke, draw_strokes
from model.preprocess.preprocess import Stages, stages_of_ink

EDGE = 3  # canvas pixels around a stroke that another painter's edge of the same stroke can reach


class DrawnStroke(NamedTuple):
    """A stroke of the pen: a sequence of (x, y) points and the pen's width, in canvas pixels."""

    points: Stroke
    width: float


def length_of(points: Stroke) -> float:
    """Return the length of the path through (n, 2) points, in their unit."""
    return float(np.hypot(*np.diff(np.asarray(points, float), axis=0).T).sum())


def without_each(
    ink: np.ndarray, strokes: Sequence[DrawnStroke], numbers: Sequence[int] | None = None
) -> list[Stages | None]:
    """Return the drawing without each of its strokes, prepared as if that one had never been drawn.

    If another stroke crosses the one left out, its ink stays. Away from it, the ink doesn't change by a
    single bit, no matter who has painted it.

    Args:
        ink: float32 (size, size) in [0, 1], a square canvas.
        strokes: all that made it, in its pixels.
        numbers: of those to leave out, one at a time; by default all.

    Returns:
        For each, the steps to the image of what is left; None if nothing is left.
    """
    covers = _darkest(strokes, len(ink))
    chosen = range(len(strokes)) if numbers is None else numbers
    return [stages_of_ink(_without(ink, strokes[each], covers.without(each))) for each in chosen]


def without(ink: np.ndarray, strokes: Sequence[DrawnStroke], number: int) -> np.ndarray:
    """Return the ink that is left without one stroke, as in `without_each`: float32 (size, size)."""
    return _without(ink, strokes[number], _darkest(strokes, len(ink)).without(number))


def _without(ink: np.ndarray, left_out: DrawnStroke, others: np.ndarray) -> np.ndarray:
    around = coverage(DrawnStroke(left_out.points, left_out.width + 2 * EDGE), len(ink)) > 0
    return np.where(around, np.minimum(ink, others), ink)


class _Covers(NamedTuple):
    """How far strokes cover each pixel of a canvas; a thousand of them need no more memory than one.

    Attributes:
        most: float32 (size, size) in [0, 1], by the stroke that covers it most.
        whose: int (size, size), the number of that stroke; of equal ones the first.
        next_most: float32 (size, size) in [0, 1], by any other stroke.
    """

    most: np.ndarray
    whose: np.ndarray
    next_most: np.ndarray

    def without(self, number: int) -> np.ndarray:
        """Return how far all strokes except one cover each pixel: float32 (size, size) in [0, 1]."""
        return np.where(self.whose == number, self.next_most, self.most)


def _darkest(strokes: Sequence[DrawnStroke], size: int) -> _Covers:
    most, next_most = np.zeros((2, size, size), np.float32)
    whose = np.zeros((size, size), int)
    for number, stroke in enumerate(strokes):
        cover = coverage(stroke, size)
        next_most = np.where(cover > most, most, np.maximum(next_most, cover))
        whose = np.where(cover > most, number, whose)
        most = np.maximum(most, cover)
    return _Covers(most, whose, next_most)


def coverage(stroke: DrawnStroke, size: int) -> np.ndarray:
    """Return how far a stroke covers each pixel of a canvas: float32 (size, size) in [0, 1]."""
    return draw_strokes([stroke.points], size, stroke.width)[..., 3].astype(np.float32) / 255
