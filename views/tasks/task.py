"""What all tasks have, and what we know about a session when we check whether one is solved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from model.perceptron.painted import Painted
from model.reading import Reading
from model.training.training import Training
from views.session.drawing.signs_told import Told

BUILD, DRAW, TRAINING, SIGNS = (
    "building",
    "draw",
    "training",
    "signs",
)  # pages that have tasks, by their rooms
PATHS = {
    BUILD: "build",
    DRAW: "",
    TRAINING: "training",
    SIGNS: "teach",
}  # in addresses, and to hide pages
SIMPLE = "dense"  # the network that our tasks use


@dataclass(frozen=True, eq=False)
class Known:
    """Everything that a task can check, at one moment.

    Attributes:
        painted: what is painted on the page Build.
        reading: the task's network's reading of the drawing, with switched neurons; None if blank.
        before: the reading of the task's first drawing, with all neurons on; None if that was blank.
        ink: by how many pixels of ink the drawing has changed; see `drawn.ink_between`.
        training: the training that this session started last.
        claimed: the number of the image claimed to have a false label.
        told: what the page Teach it has learned and read.
    """

    painted: Painted = field(default_factory=Painted)
    reading: Reading | None = None
    before: Reading | None = None
    ink: int = 0
    training: Training | None = None
    claimed: int | None = None
    told: Told | None = None


@dataclass(frozen=True)
class Check:
    """A check of one thing that a task asks for: whether it holds, and a sentence."""

    ok: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task.

    Attributes:
        id: its id in links.
        title: two to five words.
        text: what to do, in Markdown, with placeholders for `figures`.
        hints: two hints to show in turn; the second almost gives the solution away.
        learned: what one has learned by solving it.
        own_text: a teacher's own text, if any.
        page: the page that it's on.
    """

    id: str
    text: str
    title: str = ""
    hints: Sequence[str] = ()
    learned: str = ""
    own_text: str = ""
    page: ClassVar[str]

    @property
    def figures(self) -> Mapping[str, str]:
        """The figures to fill into its text and its hints."""
        return {}

    @property
    def starts(self) -> Mapping[str, str]:
        """The start as in an address: field -> text."""
        return {}

    def begin(self) -> None:
        """Set up the start."""
        raise NotImplementedError

    @property
    def has_solution(self) -> bool:
        """Whether there's a solution to show."""
        return bool(getattr(self, "solution", None))

    def show(self) -> None:
        """Show the solution on the page."""
        raise NotImplementedError

    def known(self) -> Known:
        """Collect what the task can check in this session."""
        raise NotImplementedError

    def checks(self, known: Known) -> Sequence[Check]:
        """Check each thing that the task asks for; empty if the page itself shows that."""
        return ()

    def is_solved(self, known: Known) -> bool:
        """Return whether the task is solved: whether there are checks, and all of them hold."""
        checks = self.checks(known)
        return bool(checks) and all(each.ok for each in checks)
