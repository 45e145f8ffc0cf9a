"""Drawings of strokes: random ones for property tests, one to change, and each stroke's part of the ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from model.attribution import attribute
from model.attribution.edits import Sketch
from model.evaluation.drawings import place
from model.network import Network, forward
from model.preprocess import Stages, corner_by_mass, scale_to_digit_size, to_mnist
from model.preprocess.mnist import IMAGE_SIZE
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, Stroke, draw_strokes, read_styles, vary
from model.preprocess.strokes import DrawnStroke, coverage, without_each


def strokes_inside(low: int, high: int) -> st.SearchStrategy[list[list[tuple[int, int]]]]:
    """Draw one to three strokes of two to six points within [low, high] canvas pixels; no dots."""
    place = st.integers(low, high)
    stroke = st.lists(st.tuples(place, place), min_size=2, max_size=6)
    return st.lists(stroke, min_size=1, max_size=3).filter(
        lambda strokes: _extent(strokes) > (high - low) / 3
    )


def _extent(strokes: list[list[tuple[int, int]]]) -> int:
    points = [point for stroke in strokes for point in stroke]
    return max(max(axis) - min(axis) for axis in zip(*points))


def sketch_of(strokes: Sequence[Stroke], width: float = PEN_WIDTH) -> Sketch:
    """Return a drawing of these strokes, all with one pen."""
    drawn = tuple(DrawnStroke(stroke, width) for stroke in strokes)
    return Sketch(draw_strokes(strokes, CANVAS_SIZE, width)[..., 3].astype(np.float32) / 255, drawn)


def ink_of_each(stages: Stages, strokes: Sequence[DrawnStroke]) -> np.ndarray:
    """Return each stroke's part of each pixel's ink: float32 (strokes, 28, 28).

    Each pixel's parts sum to 1 where a stroke has inked it, else to 0. Crossing strokes share the
    pixels that lie in both.

    Args:
        stages: from the drawing to its image.
        strokes: all strokes of the drawing, in canvas pixels.
    """
    top, bottom, left, right = stages.box
    scaled = [
        scale_to_digit_size(coverage(each, len(stages.ink))[top:bottom, left:right]) for each in strokes
    ]
    (row, col), (height, width) = corner_by_mass(stages.scaled), stages.scaled.shape
    placed = np.zeros((len(strokes), IMAGE_SIZE, IMAGE_SIZE), np.float32)
    placed[:, row : row + height, col : col + width] = scaled
    total = placed.sum(axis=0)
    return np.divide(placed, total, out=placed, where=total > 0)


class Drawn(NamedTuple):
    """A drawing of several strokes, and what is computed from it."""

    strokes: list[DrawnStroke]
    stages: Stages


def generated(number: int, rng: np.random.Generator) -> Iterator[Drawn]:
    """Yield digits of several strokes from model/preprocess/pen.py."""
    styles = [style for label, found in read_styles().items() if label != "-" for style in found]
    while number:
        strokes = vary(styles[rng.integers(len(styles))], rng)
        if len(strokes) > 1:
            yield drawn(strokes, rng)
            number -= 1


def drawn(strokes: list, rng: np.random.Generator) -> Drawn:
    """Draw strokes at a random size and place."""
    placed = place(strokes, rng)
    return Drawn([DrawnStroke(each, PEN_WIDTH) for each in placed], to_mnist(draw_strokes(placed)))


def pair_of(logits: np.ndarray) -> tuple[int, int]:
    """Return the answer and its runner-up."""
    runner_up, winner = np.argsort(logits, kind="stable")[-2:].tolist()
    return winner, runner_up


def shares_and_losses(network: Network, drawings: list[Drawn]) -> np.ndarray:
    """Return (n, 2): for each stroke, its pixels' share of the margin, and the margin's drop without it."""
    found = []
    for strokes, stages in drawings:
        logits = forward(network, stages.image)["logits"]
        winner, runner_up = pair_of(logits)
        pixels = attribute(network, stages.image, winner, runner_up).pixels
        shares = (ink_of_each(stages, strokes) * pixels).sum(axis=(1, 2))
        for share, without in zip(shares, without_each(stages.ink, strokes)):
            if without is not None:
                less = forward(network, without.image)["logits"]
                found.append((share, logits[winner] - logits[runner_up] - (less[winner] - less[runner_up])))
    return np.array(found)
