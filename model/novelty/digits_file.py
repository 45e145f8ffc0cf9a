"""Files of labeled drawings: written, and checked when read.

Takes lines of JSON, returns their digits; and the other way round. Knows nothing of pages, browsers
or networks. The format is the same as in the benchmarks:

    {"label": 7, "source": "my hand", "strokes": [[[x, y], …], …], "widths": [20, …]}

one drawing a line, y pointing down. If there are `widths`, one a stroke, everything is in canvas pixels, so
that the image is the one that was drawn. Without them, the points may have any unit: the drawing is scaled to
`PLACED` of the canvas, and drawn with the normal pen.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from model.novelty.own_digits import (
    MOST_DIGITS,
    MOST_IN_ALL,
    MOST_POINTS,
    MOST_WIDTH,
    SOURCE,
    DigitsError,
    OwnDigit,
    TooMuchInk,
    ask_how_much,
    own_digit,
)
from model.preprocess.mnist import NUM_CLASSES
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from model.sentence import Sentence

MOST_BYTES = 2 * 1024 * 1024  # in a file
MOST_LINE = 100_000  # characters in one of its lines: ten times what a drawing needs
PLACED = 0.6  # of the canvas: the longer side of a drawing in other units, as large as people draw
TOO_MUCH_IN_ALL = Sentence("Together, the digits would have more than {most} points.", most=MOST_IN_ALL)
MOST_SOURCE = 80  # characters


class ReadDigits(NamedTuple):
    """The digits in a file, and how many of its drawings are labeled as non-digits."""

    digits: list[OwnDigit]
    no_digits: int


def write_digits_file(digits: Iterable[OwnDigit]) -> str:
    """Return digits as the lines of a file, which `read_digits_file` reads as the same digits."""
    return "".join(f"{digit.line}\n" for digit in digits)


def read_digits_file(contents: bytes) -> ReadDigits:
    """Read a file of drawings, all of it or nothing.

    Raises:
        DigitsError: it can't be read; the message says which line, and why.
    """
    if len(contents) > MOST_BYTES:
        raise DigitsError("This file is larger than {megabytes} MB.", megabytes=MOST_BYTES // 1024**2)
    try:
        text = contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DigitsError("This isn't a text file.") from error
    digits, no_digits = [], 0
    # not splitlines(): a JSON text may contain other characters at which it would split
    for number, found in read_lines(io.StringIO(text, newline=None)):
        if isinstance(found, DigitsError):
            raise DigitsError(
                # Translators: {why} is a sentence, such as "It contains no ink."
                "We couldn't read line {number} of this file. {why}",
                number=str(number),
                why=found.sentence,
            ) from found
        if found is None:
            no_digits += 1
        else:
            digits.append(found)
        if len(digits) > MOST_DIGITS:
            raise DigitsError("There are more than {most} digits in this file.", most=MOST_DIGITS)
    if not digits and not no_digits:
        raise DigitsError("This file is empty.")
    return ReadDigits(digits, no_digits)


def read_lines(lines: Iterable[str]) -> Iterator[tuple[int, OwnDigit | DigitsError | None]]:
    """Yield each line that isn't blank with its number, from 1, and what `read_line` returns or raises.

    All readable ones together have at most `MOST_IN_ALL` points. One with too much ink counts as if it were
    readable, so that the work is limited, too.
    """
    left = MOST_IN_ALL
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        most = min(MOST_POINTS, left)
        try:
            found = read_line(line, most)
        except TooMuchInk as error:
            left -= most
            found = error if most == MOST_POINTS else DigitsError(TOO_MUCH_IN_ALL)
        except DigitsError as error:
            found = error
        else:
            left -= found.points if found else 0
        yield number, found


def read_line(line: str, most: int = MOST_POINTS) -> OwnDigit | None:
    """Read a line's digit; return None if its label says that it is a non-digit.

    Raises:
        TooMuchInk: it has more of anything than a digit has, or more points than `most`.
        DigitsError: it contains nothing that can be drawn.
    """
    if len(line) > MOST_LINE:
        raise TooMuchInk
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DigitsError("It isn't JSON.") from error
    if not isinstance(values, Mapping) or not {"label", "strokes"} <= set(values):
        raise DigitsError("It needs a label and strokes.")
    label, source = values["label"], values.get("source", SOURCE)
    source = source[:MOST_SOURCE] if isinstance(source, str) else SOURCE
    if not (isinstance(label, str) or type(label) is int):
        raise DigitsError("Its label must be a number or text.")
    if str(label) not in map(str, range(NUM_CLASSES)):
        return None
    strokes = _strokes_of(values["strokes"])
    if "widths" in values:
        return own_digit(int(label), strokes, _widths_of(values["widths"], len(strokes)), source, most)
    return own_digit(int(label), _placed(strokes), [PEN_WIDTH] * len(strokes), source, most)


def _strokes_of(values: object) -> list[np.ndarray]:
    """Return strokes as arrays (n, 2)."""
    try:
        ask_how_much(values)
        strokes = [np.array([(float(x), float(y)) for x, y in stroke]) for stroke in values if stroke]
    except DigitsError:
        raise
    except (TypeError, ValueError, OverflowError) as error:
        raise DigitsError("Its strokes must be lists of points [x, y].") from error
    if not strokes:
        raise DigitsError("It contains no ink.")
    points = np.concatenate(strokes)
    if not (np.abs(points) < 1e6).all():  # this also excludes infinite values and NaN
        raise DigitsError("Some points are too far from 0.")
    return strokes


def _widths_of(values: object, strokes: int) -> list[int]:
    if (
        not isinstance(values, list)
        or len(values) != strokes
        or not all(type(width) in (int, float) and 1 <= width <= MOST_WIDTH for width in values)
    ):
        raise DigitsError("It needs one width for each stroke, from 1 to {most}.", most=MOST_WIDTH)
    return values


def _placed(strokes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Scale strokes in any unit to the size in which people draw, in the middle of the canvas."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    longest = float((high - low).max())
    scale = PLACED * CANVAS_SIZE / longest if math.isfinite(longest) and longest > 0 else 0
    return [(stroke - (low + high) / 2) * scale + CANVAS_SIZE / 2 for stroke in strokes]
