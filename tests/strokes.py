"""Drawings of strokes: random ones for property tests, and one to change."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from model.attribution.edits import Sketch
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, Stroke, draw_strokes
from model.preprocess.strokes import DrawnStroke


def strokes_inside(low: int, high: int) -> st.SearchStrategy[list[list[tuple[int, int]]]]:
    """Draw one to three strokes of two to six points within [low, high] canvas pixels; no dots."""
    place = st.integers(low, high)
    stroke = st.lists(st.tuples(place, place), min_size=2, max_size=6)
    return st.lists(stroke, min_size=1, max_size=3).filter(
        lambda strokes: _extent(strokes) > (high - low) / 3
    )


def _extent(strokes: list[list[tuple[int, int]]]) -> int:
    points = [point for stroke in strokes for point in stroke]
    return max(max(axis) - min(axis) for axis in zip(*points))


def sketch_of(strokes: Sequence[Stroke], width: float = PEN_WIDTH) -> Sketch:
    """Return a drawing of these strokes, all with one pen."""
    drawn = tuple(DrawnStroke(stroke, width) for stroke in strokes)
    return Sketch(draw_strokes(strokes, CANVAS_SIZE, width)[..., 3].astype(np.float32) / 255, drawn)
