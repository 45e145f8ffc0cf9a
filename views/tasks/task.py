"""What every task has, and what is known of a session when it is asked whether one is solved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from model.perceptron.painted import Painted
from model.reading import Reading
from model.training.live import Training

BUILD, DRAW, TRAINING = "building", "draw", "training"  # pages that tasks are on, by their rooms
PATHS = {BUILD: "build", DRAW: "", TRAINING: "training"}  # in addresses, by which a link may hide them, too
SIMPLE = "dense"  # the network that our tasks are about


@dataclass(frozen=True, eq=False)
class Known:
    """All that a task may look at, at one moment.

    Attributes:
        painted: what stands on the page Build.
        reading: what the task's network makes of the drawing, with what is switched; None if blank.
        before: of the drawing that the task began with, with nothing switched; None if it began with none.
        ink: by how many pixels of ink the drawing is another one: see `drawn.ink_between`.
        training: the one that this session has started last.
        claimed: the number of the picture whose label was said to be false.
    """

    painted: Painted = field(default_factory=Painted)
    reading: Reading | None = None
    before: Reading | None = None
    ink: int = 0
    training: Training | None = None
    claimed: int | None = None


@dataclass(frozen=True)
class Stand:
    """How one thing that a task asks for stands: whether it holds, and that in words."""

    holds: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task.

    Attributes:
        id: as its link has it.
        text: what is asked, as Markdown; with those of `figures` that it has.
        hints: two, one after the other; the second as good as says it.
        learned: what one knows when it is solved.
        own_text: a teacher's own text, if any.
        page: that it is on.
    """

    id: str
    text: str
    hints: Sequence[str] = ()
    learned: str = ""
    own_text: str = ""
    page: ClassVar[str]

    @property
    def figures(self) -> Mapping[str, str]:
        """What is filled in, in its text and its hints."""
        return {}

    @property
    def starts(self) -> Mapping[str, str]:
        """What an address says of what stands there at first, field by field."""
        return {}

    def begin(self) -> None:
        """Put there what stands there at first."""
        raise NotImplementedError

    @property
    def has_solution(self) -> bool:
        """Whether there is one to be shown."""
        return bool(getattr(self, "solution", None))

    def show(self) -> None:
        """Put the solution there."""
        raise NotImplementedError

    def known(self) -> Known:
        """What it may look at, as the session has it."""
        raise NotImplementedError

    def stands(self, known: Known) -> Sequence[Stand]:
        """What it asks for, each as it stands; nothing, where the page itself says so."""
        return ()

    def is_solved(self, known: Known) -> bool:
        """Whether what is known solves it."""
        raise NotImplementedError
