"""Lines of labeled drawings: written, and checked when read.

Takes lines of JSON, returns their digits; and the other way round. Knows nothing of pages, browsers
or networks. A line is one drawing, y pointing down, in canvas pixels, with a width for each stroke:

    {"label": 7, "source": "my hand", "strokes": [[[x, y], …], …], "widths": [20, …]}

So the image is the one that was drawn. Files in other units are read in the browser: see
model/signs/sign_sets.js. The benchmarks' format is the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import numpy as np

from model.novelty.own_digits import (
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

MOST_BYTES = 2 * 1024 * 1024  # in a file
MOST_LINE = 100_000  # characters in one of its lines: ten times what a drawing needs
MOST_SOURCE = 80  # characters


def write_digits_file(digits: Iterable[OwnDigit]) -> str:
    """Return digits as the lines of a file, which `read_lines` reads as the same digits."""
    return "".join(f"{digit.line}\n" for digit in digits)


def read_lines(lines: Iterable[str]) -> list[OwnDigit]:
    """Return the digits of the lines that can be read; together they have at most `MOST_IN_ALL` points.

    One with too much ink counts as if it were readable, so that the work is limited, too.
    """
    digits, left = [], MOST_IN_ALL
    for line in lines:
        most = min(MOST_POINTS, left)
        try:
            digits.append(read_line(line, most))
        except TooMuchInk:
            left -= most
        except DigitsError:
            continue
        else:
            left -= digits[-1].points
    return digits


def read_line(line: str, most: int = MOST_POINTS) -> OwnDigit:
    """Read a line's digit.

    Raises:
        TooMuchInk: it has more of anything than a digit has, or more points than `most`.
        DigitsError: it isn't a digit's line.
    """
    if len(line) > MOST_LINE:
        raise TooMuchInk
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DigitsError("not JSON") from error
    if not isinstance(values, Mapping) or not {"label", "strokes", "widths"} <= set(values):
        raise DigitsError("no label, strokes or widths")
    label, source = values["label"], values.get("source", SOURCE)
    source = source[:MOST_SOURCE] if isinstance(source, str) else SOURCE
    if type(label) is not int or label not in range(NUM_CLASSES):
        raise DigitsError("not a digit's label")
    strokes = _strokes_of(values["strokes"])
    return own_digit(label, strokes, _widths_of(values["widths"], len(strokes)), source, most)


def _strokes_of(values: object) -> list[np.ndarray]:
    """Return strokes as arrays (n, 2)."""
    try:
        ask_how_much(values)
        return [np.array([(float(x), float(y)) for x, y in stroke]) for stroke in values if stroke]
    except (TypeError, ValueError, OverflowError) as error:
        raise DigitsError("not lists of points [x, y]") from error


def _widths_of(values: object, strokes: int) -> list[int]:
    if (
        not isinstance(values, list)
        or len(values) != strokes
        or not all(type(width) in (int, float) and 1 <= width <= MOST_WIDTH for width in values)
    ):
        raise DigitsError("not one width for each stroke")
    return values
