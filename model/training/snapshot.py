"""What a training shows: measures, snapshots, where overfitting begins, and how it ended.

Plain values. Knows nothing of how they are computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from model.network import Network
from model.novelty.own_detector import fit_own_detector
from model.novelty.own_digits import TaughtImages

MEASURED = 500  # images of each kind for measures during a training: a few ms
RISE = 0.05  # of the lowest loss, from which overfitting begins: with 500 images, less could be chance
RUNNING = "running"
DONE, STOPPED, BLEW_UP, FAILED = ENDED = "done", "stopped", "blew up", "failed"


class Point(NamedTuple):
    """The measures at one step; `loss` and `accuracy` are on the first images it is trained on."""

    step: int
    loss: float
    accuracy: float
    test_loss: float
    test_accuracy: float


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A network at the end of its training.

    Attributes:
        network: its state then.
        points: the measures at certain steps, the same ones every time, and at the last one.
        gradient_sizes: per layer with weights.
        dead: per hidden layer, how many neurons have the same activation for every image of the sample.
    """

    network: Network = field(repr=False)
    points: tuple[Point, ...] = field(repr=False)
    gradient_sizes: tuple[float, ...]
    dead: tuple[int, ...]

    @property
    def now(self) -> Point:
        """The measures at the end."""
        return self.points[-1]


@dataclass(frozen=True)
class Progress:
    """How far a training is, as far as Python knows.

    Attributes:
        state: RUNNING, or of `ENDED` how it ended.
        snapshot: None before its end.
        seconds: spent training; pauses are left out.
        test_accuracy: on all test images, if it is done.
        problem: what went wrong, if it failed, as a `Sentence`.
        own: digits of the user's own that it has learned from, if any.
        read: as in `Learned`.
    """

    state: str = RUNNING
    snapshot: Snapshot | None = None
    seconds: float = 0.0
    test_accuracy: float | None = None
    problem: str = ""
    own: TaughtImages | None = None
    read: tuple[tuple[int, int], ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether it has left a network that people can use, download and compare."""
        return self.state in (DONE, STOPPED) and self.snapshot is not None

    @cached_property
    def detector(self) -> Mapping[str, object]:
        """The contents for its network's card, as `fit_own_detector` returns them; that takes a second."""
        return fit_own_detector(self.snapshot.network, self.own)


def overfitting_begins(points: Sequence[Point]) -> Point | None:
    """Return the point after which a network memorizes its images, and gets worse on others.

    It has the lowest loss on images that it has never seen, and since then, up to the last point,

        unseen loss ≥ (1 + RISE) × the lowest,    training loss < what it was at that point

    so that a training that blows up, or doesn't progress, doesn't count.

    Args:
        points: in the order of their steps.

    Returns:
        None if there is no such point, or not yet.
    """
    if not points:
        return None
    lowest, last = min(points, key=lambda point: point.test_loss), points[-1]
    rises = last.test_loss >= (1 + RISE) * lowest.test_loss
    return lowest if rises and last.loss < lowest.loss else None
