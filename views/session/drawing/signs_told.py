"""What the page Teach it tells of itself while a task asks: how much was taught, learned and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from model.signs.taught import MOST_IMAGES, MOST_SIGNS, name_of_sign
from views.session.drawing.schema import Items, Maybe, OneOf, Whole

MOST_TRIED = 2**24  # drawings to try it


class Told(NamedTuple):
    """What is true once the browser has learned.

    Attributes:
        names: of the signs.
        counts: of drawings of each sign.
        is_learned: whether both networks have learned from them.
        confused: a sign, and what it's read as most often if it's held back; None if all are read right.
        is_found: whether the drawing that is chosen is misread when it's held back.
        tried: the number of the drawing to be read, and its sign, which is the number of names for none of
            them; None if there's no drawing.
    """

    names: Sequence[str]
    counts: Sequence[int]
    is_learned: bool
    confused: Sequence[int] | None
    is_found: bool
    tried: Sequence[int] | None

    @property
    def total(self) -> int:
        """How many drawings there are."""
        return sum(self.counts)


def told(
    signs: Sequence[Sequence[str | int]], is_learned: bool, confused: object, is_found: bool, tried: object
) -> Told:
    """Return what was told, without what it says of signs that have no name."""
    names, counts = zip(*signs)
    confused = confused if confused and max(confused) < len(names) else None
    tried = tried if tried and tried[1] <= len(names) else None
    return Told(names, counts, is_learned, confused, is_found, tried)


SENT: Mapping[str, object] = {
    "signs": Items([name_of_sign, Whole(MOST_IMAGES + 1)], MOST_SIGNS, least=1),
    "learned": OneOf((True, False)),
    "confused": Maybe([Whole(MOST_SIGNS), Whole(MOST_SIGNS)]),
    "found": OneOf((True, False)),
    "tried": Maybe([Whole(MOST_TRIED), Whole(MOST_SIGNS + 1)]),
}
