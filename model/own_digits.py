"""Digits that somebody drew and labeled: what each consists of, as images, and as lines of a file.

Takes strokes and a label, gives what a network can be taught with; takes lines of JSON, with suspicion, and
gives what they say. Knows nothing of pages, browsers or networks. The format is that of the benchmarks:

    {"label": 7, "source": "my hand", "strokes": [[[x, y], …], …], "widths": [20, …]}

one drawing a line, y pointing down. Where there are `widths`, one a stroke, all is in canvas pixels, so that
the image is the one that was drawn. Without them, the points may be in any unit: the drawing is scaled to
`PLACED` of the canvas, and written with the normal pen.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from model.mnist import NUM_CLASSES
from model.pen import CANVAS_SIZE, PEN_WIDTH, draw_strokes
from model.preprocess import to_mnist

MOST_DIGITS = 200  # of one person: each is painted in some 5 ms, and takes 0.5 kB of the browser's storage
MOST_POINTS = 400  # of a digit, once those are left out that make no difference: ten times what one has
MOST_RAW_POINTS = 10_000  # of a drawing in a file
MOST_BYTES = 2 * 1024 * 1024  # of a file
MOST_WIDTH = 64  # canvas pixels, of a pen
MOST_SOURCE = 80  # characters
PLACED = 0.6  # of the canvas: the longer side of what comes in other units, as large as people draw
TOLERANCE = 0.25  # canvas pixels that a point may be off: a fortieth of a pixel of the image
SOURCE = "my hand"

Points = tuple[tuple[float, float], ...]


class DigitsError(ValueError):
    """What can't be read as labeled digits; the message is a sentence."""


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
        ink = [draw_strokes([stroke], width=width) for stroke, width in zip(self.strokes, self.widths)]
        return to_mnist(np.maximum.reduce(ink)).image

    @cached_property
    def key(self) -> str:
        """By which it is told from others: the same for the same drawing, whatever its label."""
        drawn = json.dumps([self.strokes, self.widths])
        return hashlib.sha256(drawn.encode()).hexdigest()[:16]

    @property
    def line(self) -> str:
        """As a line of a file."""
        said = {"label": self.label, "source": self.source, "strokes": self.strokes, "widths": self.widths}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    def labeled(self, label: int) -> OwnDigit:
        """The same drawing as another digit."""
        return replace(self, label=label)


class ReadDigits(NamedTuple):
    """What a file says: its digits, and how many of its drawings are labeled as none."""

    digits: list[OwnDigit]
    no_digits: int


class TaughtImages(NamedTuple):
    """What a network is taught: uint8 (n, 28, 28) images, int64 (n,) labels."""

    images: np.ndarray
    labels: np.ndarray


def own_digit(
    label: int, strokes: Sequence[Sequence[Sequence[float]]], widths: Sequence[float], source: str = SOURCE
) -> OwnDigit:
    """A digit of strokes in canvas pixels.

    Raises:
        DigitsError: there is no ink in it on the canvas, or more than a digit has.
    """
    arrays = [np.asarray(stroke, float) for stroke in strokes]
    if not all(((points >= -CANVAS_SIZE) & (points <= 2 * CANVAS_SIZE)).all() for points in arrays):
        raise DigitsError("Its points are too far away.")
    kept = tuple(map(_thinned, arrays))
    if sum(map(len, kept)) > MOST_POINTS:
        raise DigitsError("It has more strokes and turns than a digit can have.")
    digit = OwnDigit(label, kept, tuple(round(width) for width in widths), source)
    if not any(0 <= x < CANVAS_SIZE and 0 <= y < CANVAS_SIZE for stroke in kept for x, y in stroke):
        raise DigitsError("There is no ink in it.")
    return digit


def taught_images(digits: Iterable[OwnDigit]) -> TaughtImages:
    """Of digits, what a training is sent."""
    digits = list(digits)
    images = np.array([digit.image for digit in digits], np.float32).reshape(-1, 28, 28)
    return TaughtImages(
        np.round(255 * images).astype(np.uint8), np.array([digit.label for digit in digits], np.int64)
    )


def _thinned(points: np.ndarray) -> Points:
    """Points (n, 2) to a tenth, without those from which the line through the others is hardly away.

    D. Douglas, T. Peucker (1973): keep the point farthest from the line between both ends, if it is more than
    `TOLERANCE` away, and so on for both parts.
    """
    points = np.round(points, 1)
    keeps = np.zeros(len(points), bool)
    keeps[[0, -1]] = True
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])
        farthest = first + 1 + int(away.argmax())
        if away.max() > TOLERANCE:
            keeps[farthest] = True
            parts += [(first, farthest), (farthest, last)]
    return tuple((x, y) for x, y in points[keeps].tolist())


def _distances(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Of points (n, 2) from the straight piece between two others."""
    along = end - start
    share = np.clip((points - start) @ along / max(float(along @ along), 1e-9), 0, 1)
    return np.linalg.norm(points - start - share[:, None] * along, axis=1)


"""
## Files
"""


def write_digits_file(digits: Iterable[OwnDigit]) -> str:
    """Digits as the lines of a file, which `read_digits_file` reads as the same digits."""
    return "".join(f"{digit.line}\n" for digit in digits)


def read_digits_file(contents: bytes) -> ReadDigits:
    """What a file of drawings says; all of it, or nothing.

    Raises:
        DigitsError: it can't be read; the message says which line, and why.
    """
    if len(contents) > MOST_BYTES:
        raise DigitsError(f"This file is larger than {MOST_BYTES // 1024**2} MB.")
    try:
        text = contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DigitsError("This is no file of text.") from error
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise DigitsError("There is nothing in this file.")
    digits, no_digits = [], 0
    for number, line in lines:
        try:
            digit = read_line(line)
        except DigitsError as error:
            raise DigitsError(f"Line {number} of this file can't be read. {error}") from error
        if digit is None:
            no_digits += 1
        else:
            digits.append(digit)
        if len(digits) > MOST_DIGITS:
            raise DigitsError(f"There are more than {MOST_DIGITS} digits in this file.")
    return ReadDigits(digits, no_digits)


def read_line(line: str) -> OwnDigit | None:
    """The digit that a line says; None if its label says that it is none.

    Raises:
        DigitsError: it says nothing that can be drawn.
    """
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DigitsError("It is no JSON.") from error
    if not isinstance(said, Mapping) or not {"label", "strokes"} <= set(said):
        raise DigitsError("It needs a label and strokes.")
    strokes = _strokes_of(said["strokes"])
    label, source = said["label"], said.get("source", SOURCE)
    source = source[:MOST_SOURCE] if isinstance(source, str) else SOURCE
    if not (isinstance(label, str) or type(label) is int):
        raise DigitsError("Its label is neither a number nor a text.")
    if str(label) not in map(str, range(NUM_CLASSES)):
        return None
    if "widths" in said:
        return own_digit(int(label), strokes, _widths_of(said["widths"], len(strokes)), source)
    return own_digit(int(label), _placed(strokes), [PEN_WIDTH] * len(strokes), source)


def _strokes_of(said: object) -> list[np.ndarray]:
    """Strokes as arrays (n, 2)."""
    try:
        strokes = [np.array([(float(x), float(y)) for x, y in stroke]) for stroke in said if stroke]
    except (TypeError, ValueError, OverflowError) as error:
        raise DigitsError("Its strokes are no lists of points [x, y].") from error
    if not strokes:
        raise DigitsError("There is no ink in it.")
    points = np.concatenate(strokes)
    if len(points) > MOST_RAW_POINTS:
        raise DigitsError("It has more strokes and turns than a digit can have.")
    if not (np.abs(points) < 1e6).all():  # neither are infinite ones and such as are no number
        raise DigitsError("Its points are too far away.")
    return strokes


def _widths_of(said: object, strokes: int) -> list[int]:
    if (
        not isinstance(said, list)
        or len(said) != strokes
        or not all(type(width) in (int, float) and 1 <= width <= MOST_WIDTH for width in said)
    ):
        raise DigitsError(f"Its widths are not one for each stroke, from 1 to {MOST_WIDTH}.")
    return said


def _placed(strokes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Strokes in any unit, as large as people draw, in the middle of the canvas."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    longest = float((high - low).max())
    scale = PLACED * CANVAS_SIZE / longest if math.isfinite(longest) and longest > 0 else 0
    return [(stroke - (low + high) / 2) * scale + CANVAS_SIZE / 2 for stroke in strokes]
