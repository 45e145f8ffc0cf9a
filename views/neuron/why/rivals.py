"""Two digits that are compared: the one that wins, and the other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Rivals(NamedTuple):
    """The digit of the two whose z is larger, and the other one."""

    winner: int
    other: int


def rivals_of(logits: np.ndarray, digit: int, rival: int) -> Rivals:
    """These two; of two alike, the one that an answer would be wins.

    Args:
        logits: (10,).
        digit: 0 to 9.
        rival: another one.
    """
    order = np.argsort(logits, kind="stable").tolist()
    return Rivals(*sorted((digit, rival), key=order.index, reverse=True))
