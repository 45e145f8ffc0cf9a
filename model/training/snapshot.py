"""What a training shows: measures, snapshots, where overfitting begins, and how it ended.

Plain values. Knows nothing of how they are computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from model.network import Network

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
