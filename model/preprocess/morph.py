"""From one drawing to another: strokes are matched and moved if possible, otherwise ink is cross-faded.

Takes strokes and the images made from them, returns what becomes of each stroke. Knows nothing of networks or
pages. model/preprocess/morph.js makes the ink and the image at any share of the way, while a slider moves.

A network doesn't depend on where and how large a digit was drawn, so the way doesn't show it either: both
drawings are placed like their images, ten times as large, on a canvas of 280 × 280.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np

from model.preprocess.mnist import IMAGE_SIZE
from model.preprocess.pen import CANVAS_SIZE, Stroke, distances_along
from model.preprocess.preprocess import DIGIT_SIZE, Stages, corner_by_mass
from model.preprocess.strokes import DrawnStroke, length_of

BLOCK = CANVAS_SIZE // IMAGE_SIZE  # canvas pixels a side, of one pixel of an image
SPACING = 5.0  # canvas pixels between the points that move a stroke,
MOST_POINTS = 64  # and the largest number of them
FARTHEST = 100  # canvas pixels, on average, between strokes that can be matched: half a digit
CLOSED = 30  # canvas pixels, at most, from a loop's beginning to its end
MOST_TRIED = 6  # strokes of a drawing for which all ways to match them are tried


class Moved(NamedTuple):
    """A stroke that becomes another one, point by point: before and after (n, 2), in canvas pixels."""

    before: np.ndarray
    after: np.ndarray
    width_before: float
    width_after: float


class Morph(NamedTuple):
    """Everything between two drawings.

    Attributes:
        before, after: float32 (28, 28) in [0, 1], their images.
        moved: the strokes that could be matched.
        gone, come: the strokes of the first and of the second that couldn't be matched.
        of_images: whether strokes are missing, so that the images are cross-faded.
    """

    before: np.ndarray
    after: np.ndarray
    moved: tuple[Moved, ...] = ()
    gone: tuple[DrawnStroke, ...] = ()
    come: tuple[DrawnStroke, ...] = ()
    of_images: bool = False


def placed(stages: Stages, strokes: Sequence[DrawnStroke]) -> list[DrawnStroke]:
    """Place strokes where their drawing's image has them, ten times as large.

    Args:
        stages: from the drawing to its image.
        strokes: in the drawing's pixels.
    """
    top, bottom, left, right = stages.box
    scale = BLOCK * DIGIT_SIZE / max(bottom - top, right - left)
    row, col = corner_by_mass(stages.scaled)
    corner = np.array([BLOCK * col, BLOCK * row])
    return [
        DrawnStroke(_single((np.asarray(points, float) - [left, top]) * scale + corner), width * scale)
        for points, width in strokes
    ]


def morph_between(
    before: np.ndarray,
    after: np.ndarray,
    strokes_before: Sequence[DrawnStroke] | None,
    strokes_after: Sequence[DrawnStroke] | None,
) -> Morph:
    """Return the morph from one drawing to another.

    Args:
        before, after: float32 (28, 28), their images.
        strokes_before, strokes_after: all that made them, `placed`; None if unknown.
    """
    if not strokes_before or not strokes_after:
        return Morph(before, after, of_images=True)
    pairs = match(strokes_before, strokes_after)
    moved = tuple(_moved(strokes_before[one], strokes_after[other]) for one, other in pairs)
    gone = [stroke for i, stroke in enumerate(strokes_before) if i not in {one for one, _ in pairs}]
    come = [stroke for i, stroke in enumerate(strokes_after) if i not in {other for _, other in pairs}]
    return Morph(before, after, moved, tuple(gone), tuple(come))


def match(before: Sequence[DrawnStroke], after: Sequence[DrawnStroke]) -> list[tuple[int, int]]:
    """Match strokes: as many as there are in the drawing with fewer of them.

    Among all ways, the one with the shortest paths is chosen; of equal ones, the order in which
    they were drawn. With more than `MOST_TRIED` strokes, only that order counts. Strokes farther apart than
    `FARTHEST` stay unmatched.

    Returns:
        Pairs of their numbers, in the order of `before`.
    """
    if len(before) > len(after):
        return sorted((one, other) for other, one in match(after, before))
    if len(after) > MOST_TRIED:
        pairs = enumerate(zip(before, after))
        return [(place, place) for place, pair in pairs if _distance(*_aligned(*pair)) < FARTHEST]
    costs = np.array([[_distance(*_aligned(one, other)) for other in after] for one in before])
    order = tuple(range(len(before)))
    matches = permutations(range(len(after)), len(before))
    best = min(matches, key=lambda each: round(sum(np.minimum(costs[order, each], FARTHEST)), 6))
    return [(one, other) for one, other in zip(order, best) if costs[one, other] < FARTHEST]


def _moved(one: DrawnStroke, other: DrawnStroke) -> Moved:
    return Moved(*map(_single, _aligned(one, other)), one.width, other.width)


def _single(points: np.ndarray) -> np.ndarray:
    """Round to single precision, as in the message to a browser, but return float64."""
    return points.astype(np.float32).astype(float)


def _aligned(one: DrawnStroke, other: DrawnStroke) -> tuple[np.ndarray, np.ndarray]:
    """Return equally many points along both, (n, 2), in the direction with the shortest paths.

    On a loop, they may begin anywhere.
    """
    longest = max(length_of(one.points), length_of(other.points))
    count = int(np.clip(round(longest / SPACING) + 1, 2, MOST_POINTS))
    first, second = resampled_to(one.points, count), resampled_to(other.points, count)
    aligned = [second, second[::-1]]
    if _is_closed(first) and _is_closed(second):
        ring = second[:-1]  # because its end is its beginning
        turned = [np.roll(ring, by, axis=0) for by in range(count - 1)]
        aligned += [np.concatenate([each, each[:1]]) for each in (*turned, *(each[::-1] for each in turned))]
    return first, min(aligned, key=lambda points: _distance(first, points))


def _is_closed(points: np.ndarray) -> bool:
    return length_of(points) > 4 * CLOSED and np.hypot(*(points[-1] - points[0])) < CLOSED


def _distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return the average distance between a point of one and the same point of the other."""
    return float(np.hypot(*(one - other).T).mean())


def resampled_to(stroke: Stroke, count: int) -> np.ndarray:
    """Return `count` points, 2 or more, evenly along a stroke (n, 2), with both ends; on a dot, all equal."""
    stroke = np.asarray(stroke, float)
    along = distances_along(stroke)
    places = np.linspace(0, along[-1], count)
    return np.stack([np.interp(places, along, stroke[:, axis]) for axis in (0, 1)], axis=1)
