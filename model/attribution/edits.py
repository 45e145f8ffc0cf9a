"""What a pen could change in a drawing: leave out strokes, erase bits of them, add marks.

Takes strokes and the ink that they made; returns `Edit`s and the drawings after them. Knows no networks.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np

from model.preprocess.morph import resampled_to
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, Stroke, distances_along
from model.preprocess.strokes import DrawnStroke, coverage, length_of, without

LEAVE_OUT, RUB_OUT, MARK = "leave out", "rub out", "mark"
ERASER = PEN_WIDTH + 8  # canvas pixels across: a stroke of the normal pen and its soft edges
SHORTEST = 24  # canvas pixels: a shorter mark or bit is a dot, which works by moving the whole image
LENGTHS = (30, 45, 65, 90, 125)  # canvas pixels, of marks
DIRECTIONS = 16  # of marks that begin at an anchor
BULGES = (-0.5, -0.25, 0.25, 0.5)  # of arcs: how far their middle is from the chord, in chords
ARC_POINTS = 7
TRIES = 16
LOW, HIGH = PEN_WIDTH / 2, CANVAS_SIZE - PEN_WIDTH / 2  # canvas pixels: between these, a mark isn't cut off
BITS = (24, 32, 44, 60, 80, 105, 140)  # canvas pixels along a stroke: the lengths of what is erased
BIT_STEP = 8  # canvas pixels from one to the next
SPACING = 4.0  # canvas pixels between the points that represent a stroke


class Edit(NamedTuple):
    """One change of a drawing.

    Attributes:
        kind: `LEAVE_OUT`, `RUB_OUT` or `MARK`.
        path: float (n, 2), x and y in canvas pixels: the path of pen or eraser, or the stroke left out.
        stroke: the number of the stroke left out or erased from; -1 for a mark.
    """

    kind: str
    path: np.ndarray
    stroke: int = -1

    @property
    def length(self) -> float:
        """Length of its path, in canvas pixels."""
        return length_of(self.path)


class Sketch(NamedTuple):
    """A drawing with the pen's strokes that made it.

    Attributes:
        ink: float32 (280, 280) in [0, 1].
        strokes: all of them, in canvas pixels.
    """

    ink: np.ndarray
    strokes: tuple[DrawnStroke, ...]

    def after(self, edit: Edit) -> Sketch:
        """Return the drawing after an edit; a partly erased stroke stays among the strokes unchanged."""
        if edit.kind == RUB_OUT:
            return self._replace(ink=self.ink * (1 - coverage(DrawnStroke(edit.path, ERASER), CANVAS_SIZE)))
        if edit.kind == MARK:
            mark = DrawnStroke(edit.path, PEN_WIDTH)
            return Sketch(np.maximum(self.ink, coverage(mark, CANVAS_SIZE)), (*self.strokes, mark))
        remaining = (*self.strokes[: edit.stroke], *self.strokes[edit.stroke + 1 :])
        return Sketch(without(self.ink, self.strokes, edit.stroke), remaining)


def resampled(stroke: Stroke, spacing: float = SPACING) -> np.ndarray:
    """Return points (m, 2) evenly spaced along a stroke (n, 2), with both its ends; m ≥ 1."""
    stroke = np.asarray(stroke, float)
    length = distances_along(stroke)[-1]
    return resampled_to(stroke, max(2, round(length / spacing) + 1)) if length else stroke[:1]


"""
## What there is to try
"""


def removals(sketch: Sketch) -> list[Edit]:
    """Return edits that leave out each stroke, if there are several, and that erase every bit of each."""
    strokes = [np.asarray(stroke.points, float) for stroke in sketch.strokes]
    found = [Edit(LEAVE_OUT, stroke, number) for number, stroke in enumerate(strokes) if len(strokes) > 1]
    for number, stroke in enumerate(strokes):
        points = resampled(stroke)
        step = max(1, round(BIT_STEP / SPACING))
        for bit in BITS:
            count = round(bit / SPACING) + 1
            starts = {*range(0, len(points) - count + 1, step), len(points) - count}
            found += [
                Edit(RUB_OUT, _thinned(points[start : start + count]), number)
                for start in sorted(starts)
                if start >= 0
            ]
    return found


def _thinned(points: np.ndarray) -> np.ndarray:
    """Return every third point and the last, because an eraser is too wide for more to make a difference."""
    return np.concatenate([points[:-1:3], points[-1:]])


def marks(anchors: np.ndarray) -> list[Edit]:
    """Return lines and arcs on the canvas that begin at an anchor, cross one, or join two: anchors (n, 2)."""
    angles = 2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    paths = []
    for anchor in anchors:
        for length in LENGTHS:
            paths += [_arc(anchor, anchor + length * direction) for direction in directions]
            paths += [
                _arc(anchor - length / 2 * direction, anchor + length / 2 * direction)
                for direction in directions[: DIRECTIONS // 2]
            ]
            if length > LENGTHS[0]:
                paths += [
                    _arc(anchor, anchor + length * direction, bulge)
                    for direction in directions[::2]
                    for bulge in BULGES
                ]
    for one, other in combinations(anchors, 2):
        if np.hypot(*(other - one)) >= SHORTEST:
            paths += [_arc(one, other, bulge) for bulge in (0, *BULGES)]
    return [Edit(MARK, path) for path in paths if (path >= LOW).all() and (path <= HIGH).all()]


def varied(edit: Edit, rng: np.random.Generator) -> list[Edit]:
    """Return `TRIES` marks like this one, moved and turned a little, or shorter."""
    path, t = edit.path, np.linspace(0, 1, len(edit.path))[:, None]
    paths = [path[0] + (path - path[0]) * rng.uniform(0.6, 1) for _ in range(TRIES // 2)]
    for _ in range(TRIES - len(paths)):
        paths.append(path + (1 - t) * rng.normal(scale=2, size=2) + t * rng.normal(scale=8, size=2))
    return [Edit(MARK, np.clip(each, LOW, HIGH)) for each in paths]


def _arc(start: np.ndarray, end: np.ndarray, bulge: float = 0.0) -> np.ndarray:
    """Return a parabola between two points, its middle `bulge` chords off the chord; a line if that is 0."""
    if not bulge:
        return np.stack([start, end])
    t = np.linspace(0, 1, ARC_POINTS)[:, None]
    chord = end - start
    return start + t * chord + 4 * t * (1 - t) * bulge * np.array([-chord[1], chord[0]])


def anchors_of(sketch: Sketch, most: int = 12) -> np.ndarray:
    """Return where a person might continue: ends of strokes, sharpest turns, quarters; (n, 2), n ≤ most.

    They are more than half a pen's width apart.
    """
    wanted: list[np.ndarray] = []
    paths = [resampled(stroke.points) for stroke in sketch.strokes]
    for points in paths:
        wanted += [points[0], points[-1]]
    for points in paths:
        reach = round(16 / SPACING)
        if len(points) > 2 * reach:
            before, after = (
                points[reach:-reach] - points[: -2 * reach],
                points[2 * reach :] - points[reach:-reach],
            )
            cosine = (before * after).sum(axis=1) / np.maximum(np.hypot(*before.T) * np.hypot(*after.T), 1e-9)
            wanted += [points[reach + i] for i in np.argsort(cosine)[:3] if cosine[i] < 0.6]
    for points in paths:
        wanted += [points[round(share * (len(points) - 1))] for share in (0.5, 0.25, 0.75)]
    chosen: list[np.ndarray] = []
    for point in wanted:
        if all(np.hypot(*(point - other)) > PEN_WIDTH / 2 for other in chosen):
            chosen.append(point)
    return np.array(chosen[:most]).reshape(-1, 2)
