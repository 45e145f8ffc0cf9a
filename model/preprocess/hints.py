"""Hints for somebody whose drawing isn't a single digit of a readable size.

Takes ink, returns which of the hints applies. Knows nothing of networks or pages.
model/preprocess/hints.js is its twin.
"""

from __future__ import annotations

import numpy as np

from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from model.preprocess.preprocess import ink_box

LARGER, ONE = "larger", "one"  # draw larger; one digit at a time
# of the canvas, the longer side: in anything smaller, MNIST's 20 pixels are all pen
SMALLEST = 2.6 * PEN_WIDTH / CANVAS_SIZE
PART = 0.5  # of the whole's height, which each of two digits has at least


def hint_of(ink: np.ndarray) -> str:
    """Return the hint for ink that was refused, or is too small for a network; "" for none.

    Two digits are two parts with a blank column of the canvas between them, each at least half as tall as
    both together.

    Args:
        ink: float32 (H, W) in [0, 1], of a canvas's pixels.
    """
    box = ink_box(ink)
    if box is None:
        return ""
    top, bottom, left, right = box
    if max(bottom - top, right - left) < SMALLEST * max(ink.shape):
        return LARGER
    inked = ink[top:bottom, left:right] > 0
    blank = np.flatnonzero(~inked.any(axis=0))
    is_apart = any(
        all(_height(part) >= PART * (bottom - top) for part in (inked[:, :col], inked[:, col:]))
        for col in blank.tolist()
    )
    return ONE if is_apart else ""


def _height(part: np.ndarray) -> int:
    rows = np.flatnonzero(part.any(axis=1))
    return int(rows[-1] - rows[0]) + 1
