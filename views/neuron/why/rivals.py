"""Two outputs to compare: the one that wins, and the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from views.parts.looks.wording import sign


class Rivals(NamedTuple):
    """The output with the larger z of the two, and the other one."""

    winner: int
    other: int

    def named(self, classes: Sequence[str]) -> dict[str, str]:
        """Return what they mean, for a sentence."""
        return {name: sign(classes, number) for name, number in self._asdict().items()}


def rivals_of(logits: np.ndarray, digit: int, rival: int) -> Rivals:
    """Return these two digits in order; if they're equal, the one that would be the answer wins.

    Args:
        logits: of all outputs.
        digit: one of them.
        rival: another one.
    """
    order = np.argsort(logits, kind="stable").tolist()
    return Rivals(*sorted((digit, rival), key=order.index, reverse=True))
