"""Drawings made ready for a way between them, and the answer to what lies on it."""

from __future__ import annotations

import numpy as np

from model.morph import Way, placed, way_between
from model.network import Network, forward
from model.novelty import THRESHOLD, typicality
from model.pen import PEN_WIDTH, Stroke, draw_strokes
from model.preprocess import stages_of_ink
from model.strokes import DrawnStroke


def prepared(strokes: list[Stroke], width: float = PEN_WIDTH) -> tuple[np.ndarray, list[DrawnStroke]]:
    """The image of a pen's strokes, and where it has them."""
    stages = stages_of_ink(draw_strokes(strokes, width=width)[..., 3].astype(np.float32) / 255)
    return stages.image, placed(stages, [DrawnStroke(stroke, width) for stroke in strokes])


def between(before: list[Stroke], after: list[Stroke]) -> Way:
    """The way from one drawing to another."""
    (image, strokes), (other, others) = prepared(before), prepared(after)
    return way_between(image, other, strokes, others)


def answer(network: Network, image: np.ndarray) -> int | None:
    """As the page has it: None where it is no digit."""
    activations = forward(network, image)
    if typicality(network, activations) < THRESHOLD:
        return None
    return int(activations["probs"].argmax())
