"""Exports of a class's drawings: in My digits' format, as arrays, and as a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeVar

import numpy as np

from model.classes import Shown
from model.errors import DataError
from model.novelty.digits_file import write_digits_file
from model.novelty.held_back import source_of
from model.novelty.own_digits import DigitsError, OwnDigit
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import image_in_code, strokes_in_code
from views.session.own_digits import digit_of_strokes

T = TypeVar("T")


class ClassDigit(NamedTuple):
    """A drawing on a class's wall, its digit, and the image that the network read: float32 (28, 28)."""

    shown: Shown
    digit: OwnDigit
    image: np.ndarray


def digits_of(drawings: Iterable[Shown]) -> list[ClassDigit]:
    """Return all that a network can learn from, in order of number: no photos, no hidden drawings."""
    found = []
    for shown in sorted(drawings):
        if shown.sent is None or shown.is_hidden:
            continue
        with suppress(CodeError, DataError, DigitsError):
            digit = digit_of_strokes(strokes_in_code(shown.sent.drawing), shown.sent.label)
            image = image_in_code(shown.sent.drawing)
            found.append(ClassDigit(shown, digit.of(source_of(shown.device)), image))
    return found


def by_turns(digits: Sequence[T], device_of: Callable[[T], int]) -> list[T]:
    """Take the first of each device, then the second, so that limited room leaves no device out."""
    counts: Counter[int] = Counter()
    turns = []
    for each in digits:
        device = device_of(each)
        counts[device] += 1
        turns.append((counts[device], device, each))
    return [each for _turn, _device, each in sorted(turns, key=lambda turn: turn[:2])]


def as_digits_file(digits: Sequence[ClassDigit]) -> str:
    """Return a file for My digits with a line per drawing; the source is its device's number."""
    return write_digits_file(each.digit for each in digits)


def as_arrays(digits: Sequence[ClassDigit]) -> bytes:
    """Return an .npz file like MNIST's: uint8 x (n, 28, 28) and y (n,), the digits; and int64 device (n,)."""
    buffer = io.BytesIO()
    images = [np.round(255 * each.image) for each in digits]
    np.savez_compressed(
        buffer,
        x=np.array(images, np.uint8).reshape(-1, 28, 28),
        y=np.array([each.digit.label for each in digits], np.uint8),
        device=np.array([each.shown.device for each in digits], np.int64),
    )
    return buffer.getvalue()


def as_table(digits: Sequence[ClassDigit]) -> str:
    """Return a .csv file: number, device, digit, answer, share, and the image's 784 pixels, 0 to 255."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    pixels = [f"pixel{row}_{col}" for row in range(28) for col in range(28)]
    table.writerow(["number", "device", "digit", "answer", "share", *pixels])
    for shown, digit, image in digits:
        sent, values = shown.sent, np.round(255 * image).astype(int).ravel()
        answer = "" if sent.answer is None else sent.answer
        table.writerow([shown.number, shown.device, digit.label, answer, sent.share, *values])
    return text.getvalue()
