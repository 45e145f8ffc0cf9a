"""Random drawings for property tests."""

from __future__ import annotations

from hypothesis import strategies as st


def strokes_inside(low: int, high: int) -> st.SearchStrategy[list[list[tuple[int, int]]]]:
    """One to three strokes of two to six points within [low, high] canvas pixels; no dots."""
    place = st.integers(low, high)
    stroke = st.lists(st.tuples(place, place), min_size=2, max_size=6)
    return st.lists(stroke, min_size=1, max_size=3).filter(
        lambda strokes: _extent(strokes) > (high - low) / 3
    )


def _extent(strokes: list[list[tuple[int, int]]]) -> int:
    points = [point for stroke in strokes for point in stroke]
    return max(max(axis) - min(axis) for axis in zip(*points))
