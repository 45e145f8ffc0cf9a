"""Two digits to compare: the one that wins, and the other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Rivals(NamedTuple):
    """The digit with the larger z of the two, and the other one."""

    winner: int
    other: int


def rivals_of(logits: np.ndarray, digit: int, rival: int) -> Rivals:
    """Return these two digits in order; if they're equal, the one that would be the answer wins.

    Args:
        logits: (10,).
        digit: 0 to 9.
        rival: another one.
    """
    order = np.argsort(logits, kind="stable").tolist()
    return Rivals(*sorted((digit, rival), key=order.index, reverse=True))
