"""What the networks of the lesson "Whose hand is in it?" have read in this browser, which trains them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from views.session.drawing.schema import Items, Maybe, OneOf, Whole

TESTED = (4_999, 5_001)  # test images that adults and students wrote
THREE = ("adults", "students", "both")  # the networks that learn from as many images of these groups
NAMES = (*THREE, "more", "writer", "ten", "seventy")
TEN = 10  # digits of one's own
MEASURES = ("gap", "worse", "all")  # of what is fair
MOST_OF_ONE = 200  # other images of one person, more than anybody has


class Hands(NamedTuple):
    """What is true once the browser has trained networks, and has drawings for them.

    Attributes:
        rights: by a network's name, how many of `TESTED` it reads right.
        person: how many other images of the person whose digits "writer" has learned from it reads right, and
            how many there are; None before that.
        measure: which of `MEASURES` was chosen.
        drawn: how many of one's own ten digits are drawn.
        own: how many of these ten each of the `THREE` reads right; None until all are drawn.
        same: whether the weights are the same after a drawing as before; None until something is drawn.
        ones: what each of the `THREE` reads in the 1 to draw; None until it's drawn.
    """

    rights: Mapping[str, Sequence[int]] = {}
    person: Sequence[int] | None = None
    measure: int | None = None
    drawn: int = 0
    own: Sequence[int] | None = None
    same: bool | None = None
    ones: Sequence[int] | None = None


def hands(rights: Sequence[Sequence[object]], person: Sequence[int] | None, *rest: object) -> Hands:
    """Return what was sent, without more right answers than images."""
    if person is not None and person[0] > person[1]:
        person = None
    return Hands({name: (adults, students) for name, adults, students in rights}, person, *rest)


SENT: Mapping[str, object] = {
    "rights": Items([OneOf(NAMES), *(Whole(count + 1) for count in TESTED)], len(NAMES)),
    "person": Maybe([Whole(MOST_OF_ONE), Whole(MOST_OF_ONE, 1)]),
    "measure": Maybe(Whole(len(MEASURES))),
    "drawn": Whole(TEN + 1),
    "own": Maybe([Whole(TEN + 1)] * len(THREE)),
    "same": Maybe(OneOf((True, False))),
    "ones": Maybe([Whole(10)] * len(THREE)),
}
