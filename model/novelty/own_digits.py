"""Digits that somebody drew and labeled: what each consists of, as images, and as the line of a file.

Takes strokes and a label, returns what a network can learn from, within limits. Knows nothing of pages,
browsers, files or networks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from model.preprocess import stages_of_ink
from model.preprocess.pen import CANVAS_SIZE, HIGH, LOW, MOST_STROKES, draw_strokes

MOST_DIGITS = 200  # for one person: each takes about 2 ms to paint, and 0.5 kB of the browser's storage
MOST_POINTS = 400  # of a digit, without those that make no difference: ten times the usual number
MOST_IN_ALL = 16_000  # points of all digits of one person: twice the number of 200 digits
MOST_RAW_POINTS = 10_000  # of a drawing, before any points are left out
MOST_WIDTH = 64  # canvas pixels, of a pen
TOLERANCE = 0.25  # canvas pixels by which a line may change: a fortieth of a pixel of the image
SOURCE = "my hand"

Points = tuple[tuple[float, float], ...]


class DigitsError(Exception):
    """Something isn't a labeled digit; a page says nothing of it, or has its own sentence."""


class TooMuchInk(DigitsError):
    """A drawing has more strokes or points than a digit."""


@dataclass(frozen=True)
class OwnDigit:
    """One drawing with its label.

    Attributes:
        label: 0 to 9.
        strokes: each a run of (x, y) in canvas pixels, to a tenth.
        widths: of the pen, for each stroke, in canvas pixels.
        source: who drew it.
    """

    label: int
    strokes: tuple[Points, ...]
    widths: tuple[int, ...]
    source: str = SOURCE

    @cached_property
    def image(self) -> np.ndarray:
        """Return a network's input for it: float32 (28, 28) in [0, 1]."""
        ink = draw_strokes(self.strokes, width=self.widths)[..., 3].astype(np.float32) / 255
        return stages_of_ink(ink).image

    @property
    def points(self) -> int:
        """How many points all strokes have, which determines the time for painting."""
        return sum(map(len, self.strokes))

    @cached_property
    def key(self) -> str:
        """What distinguishes it from other drawings: the same for the same drawing, whatever its label."""
        drawn = json.dumps([self.strokes, self.widths])
        return hashlib.sha256(drawn.encode()).hexdigest()[:16]

    @property
    def line(self) -> str:
        """The digit as a line of a file."""
        text = {"label": self.label, "source": self.source, "strokes": self.strokes, "widths": self.widths}
        return json.dumps(text, separators=(",", ":"))

    def labeled(self, label: int) -> OwnDigit:
        """Return the same drawing as another digit."""
        return replace(self, label=label)

    def of(self, source: str) -> OwnDigit:
        """Return the same drawing, by somebody else."""
        return replace(self, source=source)


class TaughtImages(NamedTuple):
    """What a network learns from: uint8 (n, 28, 28) images, int64 (n,) labels."""

    images: np.ndarray
    labels: np.ndarray


def own_digit(
    label: int,
    strokes: Sequence[Sequence[Sequence[float]]],
    widths: Sequence[float],
    source: str = SOURCE,
    most: int = MOST_POINTS,
) -> OwnDigit:
    """Make a digit from strokes in canvas pixels.

    Args:
        label: 0 to 9.
        strokes: each with at least one (x, y).
        widths: of the pen, for each stroke, in the same pixels.
        source: who drew it.
        most: how many points it may have, without those that make no difference; the work stops at
            more.

    Raises:
        TooMuchInk: it has more of anything than a digit has.
        DigitsError: there is no ink in it on the canvas, or no pen has this width.
    """
    ask_how_much(strokes)
    arrays = [np.asarray(stroke, float) for stroke in strokes]
    if not all(((points >= LOW) & (points <= HIGH)).all() for points in arrays):
        raise DigitsError("too far from the canvas")
    whole_widths = tuple(round(width) for width in widths)
    if not all(1 <= width <= MOST_WIDTH for width in whole_widths):
        raise DigitsError("no pen is so wide")
    digit = OwnDigit(label, _thinned(arrays, most), whole_widths, source)
    if not any(0 <= x < CANVAS_SIZE and 0 <= y < CANVAS_SIZE for stroke in digit.strokes for x, y in stroke):
        raise DigitsError("no ink")
    return digit


def as_many_as_fit(digits: Iterable[OwnDigit]) -> list[OwnDigit]:
    """Return digits, in their order, as long as there is room for what one person may have."""
    fitting, points = [], 0
    for digit in digits:
        if len(fitting) < MOST_DIGITS and points + digit.points <= MOST_IN_ALL:
            fitting.append(digit)
            points += digit.points
    return fitting


def taught_images(digits: Iterable[OwnDigit]) -> TaughtImages:
    """Return digits as images for a training."""
    digits = list(digits)
    images = np.array([digit.image for digit in digits], np.float32).reshape(-1, 28, 28)
    return TaughtImages(
        np.round(255 * images).astype(np.uint8), np.array([digit.label for digit in digits], np.int64)
    )


def _thinned(strokes: Sequence[np.ndarray], most: int) -> tuple[Points, ...]:
    """Round strokes (n, 2) to a tenth, and leave out points close to the line through the others.

    D. Douglas, T. Peucker (1973): retain the point farthest from the line between both ends, if it is more
    than `TOLERANCE` away, and so on for both parts.

    Raises:
        TooMuchInk: there are more points left than that; the work ends there.
    """
    strokes = [np.round(points, 1) for points in strokes]
    remaining = [{0, len(points) - 1} for points in strokes]
    count = sum(map(len, remaining))
    parts = [(number, 0, len(points) - 1) for number, points in enumerate(strokes) if len(points) > 2]
    while count <= most and parts:
        number, first, last = parts.pop()
        points = strokes[number]
        away = _distances(points[first + 1 : last], points[first], points[last])
        farthest = first + 1 + int(away.argmax())
        if away[farthest - first - 1] > TOLERANCE:
            remaining[number].add(farthest)
            count += 1
            parts += [
                (number, *part) for part in ((first, farthest), (farthest, last)) if part[1] - part[0] > 1
            ]
    if count > most:
        raise TooMuchInk
    return tuple(
        tuple(map(tuple, points[sorted(places)].tolist())) for points, places in zip(strokes, remaining)
    )


def _distances(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return the distances of points (n, 2) from the straight line between two others."""
    along, away = end - start, points - start
    share = np.minimum(np.maximum(away @ along / max(float(along @ along), 1e-9), 0), 1)
    x, y = (away - share[:, None] * along).T
    return np.sqrt(x * x + y * y)


def ask_how_much(strokes: Sequence[Sequence[object]]) -> None:
    """Check the size of a drawing before any work is done.

    Raises:
        TooMuchInk: there are too many of them, or too many points in them.
    """
    if len(strokes) > MOST_STROKES or sum(map(len, strokes)) > MOST_RAW_POINTS:
        raise TooMuchInk
