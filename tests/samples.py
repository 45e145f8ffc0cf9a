"""Drawings to try with, as strokes in canvas pixels."""

import json

from model import PROJECT
from model.preprocess.pen import CANVAS_SIZE

SAMPLES = {
    each["label"]: each["strokes"] for each in json.loads((PROJECT / "assets/samples.json").read_text())
}
BARS = [[[80, 160], [180, 160]], [[50, 240], [210, 240]]]  # a non-digit; dense would guess a 7
A = [
    [[60, 240], [100, 140], [140, 40], [160, 90], [180, 140], [200, 190], [220, 240]],
    [[90, 160], [140, 160], [190, 160]],
]


def scaled(strokes: list, share: float) -> list:
    """Return the same strokes, scaled about the canvas's middle."""
    middle = CANVAS_SIZE / 2
    return [[[middle + (v - middle) * share for v in point] for point in stroke] for stroke in strokes]
