"""The networks of the lesson "Whose hand is in it?", what is drawn for them, and what they have read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from model.network import Network
from model.reading import Reading
from model.training.choices import Choices
from model.training.snapshot import DONE, ENDED
from model.training.training import Training
from views.session import state

TESTED = (4_999, 5_001)  # test images that adults and students wrote
THREE = ("adults", "students", "both")  # the networks that learn from as many images of these groups
SEVENTY = ("writer", "ten", "seventy")  # those that learn from as many digits of so many people
COUNT, MORE, DIGITS = 3_000, 25_000, 70  # images to learn from
OWN = 10  # digits of one's own
MEASURES = ("gap", "worse", "all")  # of what is fair
LIGHT = Choices(hidden_layers=1, units=64, images=COUNT, epochs=8)  # learns within seconds
NETWORKS: Mapping[str, Choices] = {
    **{name: replace(LIGHT, whose=name) for name in THREE},
    "more": replace(LIGHT, whose="adults", images=MORE, epochs=2),
    **{name: replace(LIGHT, whose=name, images=DIGITS, batch_size=10, epochs=40) for name in SEVENTY},
}
Place = tuple[str, int]  # a step's id, and which of its drawings


class Hands(NamedTuple):
    """What is true once networks have learned, and there are drawings for them.

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


@dataclass
class Studio:
    """What this session's browser has trained and drawn in the lesson.

    Attributes:
        trainings: by a network's name, its last one.
        queue: names of the networks that are to learn, one after the other.
        images: the drawings, float32 (28, 28).
        again: which of one's own digits is drawn again; None for the first that is missing.
        people: as `people_of` of hands_pictures.py returns them; None until it's needed.
    """

    trainings: dict[str, Training] = field(default_factory=dict)
    queue: list[str] = field(default_factory=list)
    images: dict[Place, np.ndarray] = field(default_factory=dict)
    again: int | None = None
    people: object = None

    def learn(self, names: Sequence[str]) -> None:
        """Put those of these networks into the queue that haven't learned."""
        missing = [name for name in names if not self.network(name) and name not in self.queue]
        for name in missing:
            self.trainings.pop(name, None)
        self.queue += missing

    def go_on(self, new: Callable[[Choices], Training]) -> str | None:
        """Return the network that learns now, after starting it; None if there's none, or one has failed."""
        while self.queue:
            name = self.queue[0]
            if name not in self.trainings:
                self.trainings[name] = new(NETWORKS[name])
            if self.trainings[name].progress.state not in ENDED:
                return name
            self.queue = self.queue[1:] if self.network(name) else []
        return None

    def network(self, name: str) -> Network | None:
        """Return the network if it has learned."""
        progress = self.trainings[name].progress if name in self.trainings else None
        return progress.snapshot.network if progress and progress.state == DONE and progress.read else None

    def answers(self, place: Place) -> list[int] | None:
        """Return as which digit each of the `THREE` reads a drawing; None until that's known."""
        image, networks = self.images.get(place), [self.network(name) for name in THREE]
        if image is None or not all(networks):
            return None
        return [Reading(network, image).digit for network in networks]

    @property
    def missing(self) -> int | None:
        """Which of one's own digits is to be drawn; None if all are."""
        if self.again is not None:
            return self.again
        return next((digit for digit in range(OWN) if ("mine", digit) not in self.images), None)

    @property
    def marks(self) -> tuple[str, str] | None:
        """The fingerprint of the adults' network as first computed, and as its weights have it now."""
        network = self.network("adults")
        return network and (network.fingerprint, replace(network).fingerprint)

    def found(self) -> Hands:
        """Return what is true now."""
        reads = {name: self.trainings[name].progress.read for name in NETWORKS if self.network(name)}
        answers = [self.answers(("mine", digit)) for digit in range(OWN)]
        own = [[each[i] for each in answers] for i in range(len(THREE))] if all(answers) else None
        marks = self.marks
        return Hands(
            rights={name: tuple(right for right, _count in read[:2]) for name, read in reads.items()},
            person=reads["writer"][2] if len(reads.get("writer", ())) > 2 else None,
            measure=state.get("lesson_hands_measure"),
            drawn=sum(step == "mine" for step, _number in self.images),
            own=own and [sum(digit == answer for digit, answer in enumerate(each)) for each in own],
            same=marks[0] == marks[1] if marks and ("inside", 0) in self.images else None,
            ones=self.answers(("missing", 0)),
        )


def studio() -> Studio:
    """Return this session's."""
    return state.get_or_put("lesson_hands", Studio())
