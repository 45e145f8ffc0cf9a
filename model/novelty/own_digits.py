"""Digits that somebody drew and labeled: what each consists of, as images, and as the line of a file.

Takes strokes and a label, gives what a network can be taught with, within bounds. Knows nothing of pages,
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

from model.errors import Problem
from model.preprocess import stages_of_ink
from model.preprocess.pen import CANVAS_SIZE, HIGH, LOW, MOST_STROKES, draw_strokes
from model.sentence import Sentence

MOST_DIGITS = 200  # of one person: each is painted in some 2 ms, and takes 0.5 kB of the browser's storage
MOST_POINTS = 400  # of a digit, once those are left out that make no difference: ten times what one has
MOST_IN_ALL = 16_000  # points of all digits of one person: twice what 200 have
MOST_RAW_POINTS = 10_000  # of a drawing, before any are left out
MOST_WIDTH = 64  # canvas pixels, of a pen
TOLERANCE = 0.25  # canvas pixels that a point may be off: a fortieth of a pixel of the image
SOURCE = "my hand"

Points = tuple[tuple[float, float], ...]


class DigitsError(Problem, ValueError):
    """What can't be read as labeled digits; the message is a sentence."""


class TooMuchInk(DigitsError):
    """There is more in a drawing than in a digit."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(Sentence("It has more strokes or points than a digit can have."))


@dataclass(frozen=True)
class OwnDigit:
    """One drawing with its label.

    Attributes:
        label: 0 to 9.
        strokes: each a run of (x, y) in canvas pixels, to a tenth.
        widths: of the pen, of each stroke, in canvas pixels.
        source: who drew it.
    """

    label: int
    strokes: tuple[Points, ...]
    widths: tuple[int, ...]
    source: str = SOURCE

    @cached_property
    def image(self) -> np.ndarray:
        """float32 (28, 28) in [0, 1]: what a network gets of it."""
        ink = draw_strokes(self.strokes, width=self.widths)[..., 3].astype(np.float32) / 255
        return stages_of_ink(ink).image

    @property
    def points(self) -> int:
        """How many there are in all strokes: what it costs to paint."""
        return sum(map(len, self.strokes))

    @cached_property
    def key(self) -> str:
        """What distinguishes it from others: the same for the same drawing, whatever its label."""
        drawn = json.dumps([self.strokes, self.widths])
        return hashlib.sha256(drawn.encode()).hexdigest()[:16]

    @property
    def line(self) -> str:
        """As a line of a file."""
        text = {"label": self.label, "source": self.source, "strokes": self.strokes, "widths": self.widths}
        return json.dumps(text, separators=(",", ":"))

    def labeled(self, label: int) -> OwnDigit:
        """The same drawing as another digit."""
        return replace(self, label=label)

    def of(self, source: str) -> OwnDigit:
        """The same drawing, by somebody else."""
        return replace(self, source=source)


class TaughtImages(NamedTuple):
    """What a network is taught: uint8 (n, 28, 28) images, int64 (n,) labels."""

    images: np.ndarray
    labels: np.ndarray


def own_digit(
    label: int,
    strokes: Sequence[Sequence[Sequence[float]]],
    widths: Sequence[float],
    source: str = SOURCE,
    most: int = MOST_POINTS,
) -> OwnDigit:
    """A digit of strokes in canvas pixels.

    Args:
        label: 0 to 9.
        strokes: each of one (x, y) at least.
        widths: of the pen, of each stroke, in the same pixels.
        source: who drew it.
        most: points that it may have, once those are left out that make no difference; no work is done for
            more.

    Raises:
        TooMuchInk: it has more of anything than a digit has.
        DigitsError: there is no ink in it on the canvas, or no pen is so wide.
    """
    ask_how_much(strokes)
    arrays = [np.asarray(stroke, float) for stroke in strokes]
    if not all(((points >= LOW) & (points <= HIGH)).all() for points in arrays):
        raise DigitsError("Some points are too far from 0.")
    whole_widths = tuple(round(width) for width in widths)
    if not all(1 <= width <= MOST_WIDTH for width in whole_widths):
        raise DigitsError("Its pen width must be from 1 to {most}.", most=MOST_WIDTH)
    digit = OwnDigit(label, _thinned(arrays, most), whole_widths, source)
    if not any(0 <= x < CANVAS_SIZE and 0 <= y < CANVAS_SIZE for stroke in digit.strokes for x, y in stroke):
        raise DigitsError("It contains no ink.")
    return digit


def as_many_as_fit(digits: Iterable[OwnDigit]) -> list[OwnDigit]:
    """Of digits, in their order, those for which there is room among what one person may have."""
    fitting, points = [], 0
    for digit in digits:
        if len(fitting) < MOST_DIGITS and points + digit.points <= MOST_IN_ALL:
            fitting.append(digit)
            points += digit.points
    return fitting


def taught_images(digits: Iterable[OwnDigit]) -> TaughtImages:
    """Of digits, what a training is sent."""
    digits = list(digits)
    images = np.array([digit.image for digit in digits], np.float32).reshape(-1, 28, 28)
    return TaughtImages(
        np.round(255 * images).astype(np.uint8), np.array([digit.label for digit in digits], np.int64)
    )


def _thinned(strokes: Sequence[np.ndarray], most: int) -> tuple[Points, ...]:
    """Strokes (n, 2) to a tenth, without points from which the line through the others is hardly away.

    D. Douglas, T. Peucker (1973): keep the point farthest from the line between both ends, if it is more than
    `TOLERANCE` away, and so on for both parts.

    Raises:
        TooMuchInk: it keeps more points than that; the work ends there.
    """
    strokes = [np.round(points, 1) for points in strokes]
    kept = [{0, len(points) - 1} for points in strokes]
    count = sum(map(len, kept))
    parts = [(number, 0, len(points) - 1) for number, points in enumerate(strokes) if len(points) > 2]
    while count <= most and parts:
        number, first, last = parts.pop()
        points = strokes[number]
        away = _distances(points[first + 1 : last], points[first], points[last])
        farthest = first + 1 + int(away.argmax())
        if away[farthest - first - 1] > TOLERANCE:
            kept[number].add(farthest)
            count += 1
            parts += [
                (number, *part) for part in ((first, farthest), (farthest, last)) if part[1] - part[0] > 1
            ]
    if count > most:
        raise TooMuchInk
    return tuple(tuple(map(tuple, points[sorted(places)].tolist())) for points, places in zip(strokes, kept))


def _distances(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Of points (n, 2) from the straight piece between two others."""
    along, away = end - start, points - start
    share = np.minimum(np.maximum(away @ along / max(float(along @ along), 1e-9), 0), 1)
    x, y = (away - share[:, None] * along).T
    return np.sqrt(x * x + y * y)


def ask_how_much(strokes: Sequence[Sequence[object]]) -> None:
    """Before anything is done with these.

    Raises:
        TooMuchInk: there are too many of them, or too many points in them.
    """
    if len(strokes) > MOST_STROKES or sum(map(len, strokes)) > MOST_RAW_POINTS:
        raise TooMuchInk
