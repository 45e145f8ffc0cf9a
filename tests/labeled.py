"""Drawings that somebody labeled, and a line of a file with one."""

from model.novelty.own_digits import OwnDigit, own_digit
from model.preprocess.pen import PEN_WIDTH
from tests.samples import SAMPLES

STROKES = [[[70, 60], [200, 60], [130, 230]], [[100, 140], [180, 140]]]
LINE = {"label": 7, "source": "somebody", "strokes": STROKES, "widths": [20, 20]}


def digits() -> list[OwnDigit]:
    widths = (12, PEN_WIDTH, 32)
    return [
        own_digit(label, strokes, [widths[label % 3]] * len(strokes)) for label, strokes in SAMPLES.items()
    ]


def many(count: int) -> list[OwnDigit]:
    return [own_digit(i % 10, [[[50 + i % 90, 60], [90, 200 - i // 90]]], [20]) for i in range(count)]
