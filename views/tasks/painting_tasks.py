"""Tasks on the page Build: people paint a neuron by hand or let it learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.perceptron import painted as code
from model.perceptron.goals import GOALS, examples_of
from model.perceptron.painted import Painted, told_apart
from model.perceptron.perceptron import PIXELS, Perceptron, Tally
from views.parts.looks.wording import of_100, whole
from views.parts.shared import test_images
from views.tasks import built
from views.tasks.task import BUILD, Known, Task

PUSH, PULL, ERASE = BRUSHES = ("push", "pull", "erase")  # as in brush.js


@dataclass(frozen=True, kw_only=True)
class PaintingTask(Task):
    """A task about a painted neuron.

    Attributes:
        goal: what the neuron has to do, one of `GOALS`.
        share: the smallest share of images that it has to get right, from 0 to 1.
        brushes: the available brushes.
        may_learn: whether the neuron can learn by itself.
        most_pixels: the most weights that can be painted.
        most_false_alarms: the most false alarms allowed.
        solution: a solution, encoded as in an address; "" if learning solves the task.
    """

    goal: str
    share: float
    brushes: Sequence[str] = BRUSHES
    may_learn: bool = False
    most_pixels: int = PIXELS
    most_false_alarms: int = 10_000
    solution: str = ""
    page = BUILD

    @property
    def figures(self) -> Mapping[str, str]:
        """The share and the limit."""
        return {"share": of_100(self.share, 0), "pixels": whole(self.most_pixels)}

    @property
    def start(self) -> Painted:
        """The start, with nothing painted."""
        number = 2 if GOALS[self.goal].digit is None else 1
        return Painted(GOALS[self.goal], neurons=number * (Perceptron(),))

    @property
    def starts(self) -> Mapping[str, str]:
        """The start, as in an address."""
        return {"built": code.written(self.start)}

    def begin(self) -> None:
        """Put the start on the page."""
        built.replace(self.start)

    def show(self) -> None:
        """Put the solution on the page."""
        built.read(self.solution)

    def known(self) -> Known:
        """Return what is painted now."""
        return Known(painted=built.built())

    def is_solved(self, known: Known) -> bool:
        """Return whether the painted neuron solves the task."""
        painted = known.painted
        if painted.goal.name != self.goal or not self._is_allowed(painted):
            return False
        tally = tally_of(painted)
        return tally.share >= self.share and tally.false_alarms <= self.most_false_alarms

    def _is_allowed(self, painted: Painted) -> bool:
        weights = np.concatenate([each.weights for each in painted.neurons])
        if np.count_nonzero(weights) > self.most_pixels:
            return False
        return (PUSH in self.brushes or weights.max() <= 0) and (PULL in self.brushes or weights.min() >= 0)


def tally_of(painted: Painted) -> Tally:
    """Count how many test images the neuron tells apart."""
    return told_apart(painted, examples_of(painted.goal, *test_images()))
