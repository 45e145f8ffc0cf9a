"""Find where the answer changes on the way from one drawing to another, and confirm each place on both sides.

Takes a function from a share of the way to an answer and returns the flips. model/preprocess/flips.js does
the same, a few passes at a time, and is tested against it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple, TypeVar

from model.preprocess.morph import CLOSEST_FLIP, FLIP_SAMPLES

Answer = TypeVar("Answer")


class Flip(NamedTuple):
    """The answer changes between two shares of the way, each of which was tried.

    Attributes:
        low, high: 0 to 1, at most `CLOSEST_FLIP` apart.
        before, after: the answers at `low` and at `high`.
    """

    low: float
    high: float
    before: object
    after: object

    @property
    def share(self) -> float:
        """Return the place of the flip, to within half of `CLOSEST_FLIP`."""
        return (self.low + self.high) / 2


def flips_of(answer_at: Callable[[float], Answer]) -> list[Flip]:
    """Return every flip between two of `FLIP_SAMPLES` shares with different answers, in order.

    A change of the answer there and back between two neighboring samples is not found.
    """
    found: list[Flip] = []

    def close_in(low: float, before: Answer, high: float, after: Answer) -> None:
        if before == after:
            return
        if high - low <= CLOSEST_FLIP:
            found.append(Flip(low, high, before, after))
            return
        middle = (low + high) / 2
        answer = answer_at(middle)
        close_in(low, before, middle, answer)
        close_in(middle, answer, high, after)

    samples = [number / (FLIP_SAMPLES - 1) for number in range(FLIP_SAMPLES)]
    for (low, before), (high, after) in pairwise([(share, answer_at(share)) for share in samples]):
        close_in(low, before, high, after)
    return found
